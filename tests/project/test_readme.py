"""What the README says is computed or exists."""

import re
from pathlib import Path

import pytest

from doneenough.lessons.evidence.case import passing
from doneenough.start.lesson_list import rows, to_markdown

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_launch_table_is_the_one_of_the_lessons():
    assert to_markdown() in TEXT
    assert [row.number for row in rows()] == list(range(1, 14))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", TEXT))))
def test_links_lead_somewhere(target):
    assert (ROOT / target).exists()


def test_quoted_counts_are_computed():
    weak, good = passing(100, 90)
    assert f"{weak} of 200 weak models" in TEXT
    assert f"{weak} weak and {good} good models" in TEXT


def test_repository_map_names_every_room():
    package = ROOT / "src" / "doneenough"
    rooms = {path.parent.name for path in package.glob("*/__init__.py")}
    assert rooms == set(re.findall(r"`src/doneenough/(\w+)/`", TEXT))
