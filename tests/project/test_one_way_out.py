"""Tables, terminals and logs have one way out each; no other is used anywhere in the package."""

from __future__ import annotations

import ast
import io
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from doneenough.cli import LazyGroup
from doneenough.plain_text import one_line, visible
from doneenough.terminal import make_ready, say

SOURCE = Path(__file__).parents[2] / "src" / "doneenough"
TABLES = {"writer", "DictWriter", "to_csv", "to_excel", "savetxt"}
PRINTS = {"print", "echo", "secho", "print_exc", "pprint", "showwarning", "echo_via_pager"}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log"}
MAKERS = {
    # Commands for the makers of the course; they print names of the course's own files.
    *("core/scales.py", "lessons/drift/tabulate.py", "lessons/stages/simulate.py"),
    *("products/intake/derive.py", "start/binder.py"),
}
ALLOWED = {"grading/tables.py": TABLES, "terminal.py": PRINTS | STREAMS}


def called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def is_clean(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) or (
        isinstance(argument, ast.Call) and called(argument) == "one_line"
    )


def other_ways(text: str, name: str = "x.py") -> list[str]:
    """Return what goes out of a module in another way, with its line."""
    found = []
    allowed = ALLOWED.get(name, set()) | ({"print"} if name in MAKERS else set())
    for node in ast.walk(ast.parse(text)):
        way = ""
        if isinstance(node, ast.Attribute) and node.attr in STREAMS:
            way = node.attr
        elif isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            way = next(iter(names & (TABLES | PRINTS | STREAMS)), "")
        elif isinstance(node, ast.Call):
            way = called(node)
            logs = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value).endswith(
                ("log", "logger", "logging")
            )
            if way in LEVELS and logs and not all(map(is_clean, node.args)):
                found.append(f"{name}:{node.lineno} {way} of a text that is not cleaned")
            if way == "exit" and node.args and isinstance(node.args[0], ast.JoinedStr):
                way = "print"
        if way in TABLES | PRINTS | STREAMS and way not in allowed:
            found.append(f"{name}:{getattr(node, 'lineno', 0)} {way}")
    return found


def test_there_is_no_other_way_out() -> None:
    found = [
        line
        for path in sorted(SOURCE.rglob("*.py"))
        for line in other_ways(path.read_text("utf-8"), path.relative_to(SOURCE).as_posix())
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        *("csv.writer(file)", "csv.DictWriter(f, [])", "frame.to_csv(path)", "np.savetxt(f, a)"),
        *("from csv import writer", "print(name)", "click.echo(name)", "click.secho(name)"),
        *("sys.stdout.write(name)", "print(name, file=sys.stderr)", "traceback.print_exc()"),
        *("self.log.warning('%s', name)", "app.log.error(f'{name}')", "logging.info(name)"),
        *("sys.exit(f'{name}')", "from click import echo", "from sys import stdout"),
    ],
)
def test_another_way_would_be_seen(line: str) -> None:
    assert other_ways(line)


def test_the_named_exceptions_are_needed() -> None:
    for name in MAKERS:
        assert "print(" in (SOURCE / name).read_text("utf-8"), name
    assert other_ways("self.log.info('fixed words')\nself.log.info('%s', one_line(x))") == []


# ----------------------------------------------------------------------- what comes out


@given(st.text(max_size=40) | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl"])))
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len((line + "x").splitlines()) == 1
    assert line == line.encode().decode()
    assert not {"\x1b", "\x9b", "\x00", "\u202e", "\u2067"} & {*line}
    assert one_line(line) == line
    page = visible(text)
    assert page == page.encode().decode()
    assert not {"\x1b", "\x9b", "\x00", "\u202e", "\u2067"} & {*page}
    assert page.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "Zoë",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "👩\u200d💻",
        "Jean\u00a0Paul",
        "שלום",
        "a b",
    ],
)
def test_honest_text_stays(text: str) -> None:
    assert one_line(text) == visible(text) == text


def test_a_text_begins_no_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    say("Report: x\nError: y\x1b[2J\rz", "two")
    assert capsys.readouterr().out == "Report: x Error: y[2J z\ntwo\n"


def test_errors_that_click_prints_are_tamed() -> None:
    @click.command()
    @click.argument("name")
    def fail(name: str) -> None:
        raise click.ClickException(f"no {name}")

    group = LazyGroup("x")
    group.add_command(fail)
    for words in (["fail", "a\x1b[31m\u202eb"], ["gone\x1b[31m"], ["fail", "--\x1b[31m"]):
        result = CliRunner().invoke(group, words)
        assert result.exit_code in (1, 2)
        assert result.output.count("Error: ") == 1
        assert "\x1b" not in result.output
        assert "\u202e" not in result.output


def test_a_console_that_lacks_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    for encoding in ("ascii", "latin-1", "cp1252", "utf-8"):
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding, errors="strict"))
        make_ready()
        say("“Zoë” \udcfc 李")
        sys.stdout.flush()
        assert "Zo" in raw.getvalue().decode(encoding if encoding != "ascii" else "utf-8")


@pytest.mark.skipif(os.name == "nt", reason="such a name cannot be there")
@pytest.mark.parametrize(
    ("console", "words"),
    [
        ("ascii:strict", ["check", "BAD"]),
        ("latin-1:strict", ["cohort", "preview", "FOLDER"]),
        ("utf-8:strict", ["BAD"]),
    ],
)
def test_a_name_that_is_no_text_on_a_strict_console(
    console: str, words: list[str], tmp_path: Path
) -> None:
    """A folder called in Latin-1, as an old zip leaves it, and a notebook that is none."""
    folder = os.fsencode(tmp_path) + b"/M\xfcller \x1b[31m"
    Path(os.fsdecode(folder)).mkdir()
    bad = Path(os.fsdecode(folder + b"/\xfc\x1b]0;x\x07.ipynb"))
    bad.write_bytes(b"%PDF")
    there = {"BAD": str(bad), "FOLDER": os.fsdecode(folder)}
    done = subprocess.run(
        [sys.executable, "-m", "doneenough", *(there.get(word, word) for word in words)],
        env=os.environ | {"PYTHONIOENCODING": console, "DONEENOUGH_ROOT": str(SOURCE.parents[1])},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert done.returncode in (1, 2)
    said = done.stdout + done.stderr
    assert b"ller" in said or b".ipynb" in said
    assert not set(b"\x1b\x07\xfc") & set(said.replace(b"\x1b[?25", b""))
