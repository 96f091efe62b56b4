"""Every notebook runs from top to bottom, without a network.

Again after a restart, and as stock nbgrader executes it: one of each kind now, all of them in
the outer ring.
"""

from __future__ import annotations

import json

import nbformat
import pytest
from books import ALL, COURSE, MASTERS, RELEASES, name_of
from running import images_of, problems, run

from shared.rings import draw, in_rings

pytestmark = pytest.mark.notebooks


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def drawn(paths):
    """Return notebooks as parameters: one that the run draws now, the others in the outer ring."""
    return pytest.mark.parametrize(
        "path", in_rings(paths, draw(paths, 1, "execution").__contains__, identify=name_of)
    )


@pytest.mark.parametrize("path", [*COURSE, *RELEASES], ids=name_of)
def test_it_runs_and_every_control_works(path, work):
    done = run(read(path), work, use_controls=True)
    assert list(problems(done)) == []
    if path in COURSE:
        # An experiment shows pictures once guesses have been made.
        assert sum(done.used) > 0
        assert any(images_of(page) for page in done.pages)


@drawn([*COURSE, *RELEASES])
def test_after_a_restart_it_finds_what_the_learner_left(path, work):
    assert list(problems(run(read(path), work, use_controls=True))) == []
    assert list(problems(run(read(path), work))) == []


def value_of(done, label):
    """Return what the cell with this label shows as plain text."""
    (cell,) = [c for c in done.cells if c.metadata.get("nbgrader", {}).get("grade_id") == label]
    return [output.data["text/plain"] for output in cell.outputs]


@drawn(MASTERS)
def test_the_master_runs_and_earns_full_points_in_stock_nbgrader(path, work):
    done = run(read(path), work, NBGRADER_EXECUTION="autograde")
    assert list(problems(done)) == []
    checks = [
        cell.metadata.nbgrader
        for cell in done.cells
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
    ]
    assert checks
    for check in checks:
        # nbgrader reads the points from this text.
        assert [float(text) for text in value_of(done, check.grade_id)] == [check.points]


@drawn(RELEASES)
def test_a_release_runs_and_untouched_earns_nothing_in_stock_nbgrader(path, work):
    """The second run finds what the learner left in the first; only the notebook counts."""
    assert list(problems(run(read(path), work, use_controls=True))) == []
    done = run(read(path), work, NBGRADER_EXECUTION="autograde")
    assert list(problems(done)) == []
    for cell in done.cells:
        facts = cell.metadata.get("nbgrader", {})
        if facts.get("grade") and cell.cell_type == "code":
            assert [float(text) for text in value_of(done, facts.grade_id)] == [0.0]
            assert "not answered yet" in cell.outputs[0].data["text/html"]


BROKEN = {
    "raise ValueError('no')": "cell 1 failed: ValueError: no",
    "import warnings; warnings.warn('old')": "cell 2 wrote to stderr",
    "print('debugging')": "cell 3 wrote to stdout",
    "import socket; socket.create_connection(('example.org', 80))": "cell 4 failed: OtherComputer",
    "from IPython.display import HTML; HTML('<img src=\"x.png\">')": "cell 5 shows a picture wit",
    "HTML('<svg></svg>')": "cell 6 shows a picture without words",
    "from matplotlib import pyplot; pyplot.plot([1]); pyplot.show()": "cell 7 shows a bare pict",
    "class Silent:\n    def _repr_html_(self): return 'x'\n"
    "    def __repr__(self): return ' '\nSilent()": "cell 8 shows something without plain text",
    "from doneenough.explorer.frame import Explorer\n"
    "from doneenough.explorer.steps import Say\n"
    "kept = Explorer('start', [Say('cold_open', lambda: 1 / 0)])": (
        "an experiment failed: ZeroDivision"
    ),
    "other = Explorer('start', [Say('cold_open', lambda: '<img src=\"x.png\">')])": (
        "an experiment shows"
    ),
}


def test_each_fault_of_a_run_is_noticed(work):
    cells = [nbformat.v4.new_code_cell(source) for source in BROKEN]
    found = list(problems(run(nbformat.v4.new_notebook(cells=cells), work)))
    for fault in BROKEN.values():
        assert [text for text in found if text.startswith(fault)], fault
    assert [text for text in found if not text.startswith(tuple(BROKEN.values()))] == []


def test_a_good_notebook_has_no_faults(work):
    cells = [
        nbformat.v4.new_markdown_cell("# Title"),
        nbformat.v4.new_code_cell("from doneenough import start\n\nstart.cold_open()"),
    ]
    done = run(nbformat.v4.new_notebook(cells=cells), work, use_controls=True)
    assert list(problems(done)) == []
    assert done.used == [1]
    assert not set(ALL) & set(work.parent.rglob("*.ipynb"))
