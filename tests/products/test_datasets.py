"""Every frozen table: made again byte by byte, described column by column, small, checksummed."""

from __future__ import annotations

import csv
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from doneenough.products.data import load, tables

FOLDER = Path(__file__).parents[2] / "datasets"
EACH = pytest.mark.parametrize("name", tables())
SECTIONS = (
    *("Motivation", "Composition", "Collection", "Preprocessing"),
    *("Uses", "Distribution", "Maintenance", "Columns"),
)


def header(name: str) -> list[str]:
    with (FOLDER / name / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def columns(sheet: str) -> list[list[str]]:
    """Return the rows of the datasheet's table of columns: name, meaning, unit, values."""
    table = sheet.partition("## Columns")[2]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_there_is_no_folder_without_a_table():
    assert sorted(path.name for path in FOLDER.iterdir() if path.is_dir()) == tables()


@EACH
def test_its_program_makes_the_same_bytes_again(name, tmp_path):
    program = FOLDER / name / "generate.py"
    subprocess.run([sys.executable, program, tmp_path / "again.csv"], check=True)
    assert (tmp_path / "again.csv").read_bytes() == (FOLDER / name / f"{name}.csv").read_bytes()


@EACH
def test_its_checksum_is_right(name):
    data = (FOLDER / name / f"{name}.csv").read_bytes()
    line = (FOLDER / name / "SHA256SUMS").read_text(encoding="utf-8")
    assert line == f"{hashlib.sha256(data).hexdigest()}  {name}.csv\n"


@EACH
def test_its_datasheet_says_everything(name):
    sheet = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"^## (.+)$", sheet, re.MULTILINE)
    assert set(SECTIONS) <= set(found)
    assert "Licence" in sheet
    assert [row[0].strip("`") for row in columns(sheet)] == header(name)
    for row in columns(sheet):
        assert len(row) == 4, row
        assert all(row), f"{row[0]}: meaning, unit (or “none”) and values"


@EACH
def test_it_is_plain_text_and_small(name):
    data = (FOLDER / name / f"{name}.csv").read_bytes()
    text = data.decode("utf-8")
    assert "\r" not in text
    assert len(data) <= 1_000_000
    assert len(load(name)) == text.count("\n") - 1


def test_all_tables_together_stay_under_two_megabytes():
    assert sum((FOLDER / name / f"{name}.csv").stat().st_size for name in tables()) < 2_000_000


def test_an_unknown_table_is_named_with_those_there_are():
    with pytest.raises(KeyError, match="There's no table 'nothing'"):
        load("nothing")
