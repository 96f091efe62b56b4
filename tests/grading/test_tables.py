"""No table becomes a formula, in any spreadsheet; an LMS gets honest values back as they are."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.grading.nbgrader_lists import opened
from doneenough.grading.tables import columns, csv_text, read_csv
from shared.spreadsheets import DELIMITERS, HIDDEN, SIGNS, formulas

HONEST = (
    *("O'Brien, Pat", "'t Hooft", "Müller-Lüdenscheidt", "Zoë <b>", "Nguyễn Văn A", "李 明"),
    *(
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "anna.smith@example.org",
        "L-007",
        "Jean\u00a0Paul",
        "a = b",
        "3 - 4",
    ),
    *("Ada; Bob", "Smith (s1234)", "1+1", '"Bo"', "", " ", "x;y,z|w"),
)


nasty = st.text(
    st.sampled_from(SIGNS + DELIMITERS + HIDDEN + "；，｜\"' \u00a0\u3000\u200d1aA(!"),  # noqa: RUF001
    max_size=12,
)


@given(st.lists(st.tuples(nasty, nasty | st.text(max_size=8), nasty), max_size=4))
def test_no_cell_is_a_formula_at_any_delimiter(rows: list[tuple[str, str, str]]) -> None:
    text = csv_text(("one", "two", "three"), rows)
    assert formulas(text) == []
    assert not any(sign in text for sign in HIDDEN.replace("\r", "").replace("\n", ""))
    assert text.count("\n") == len(rows) + 1


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "before",
    [
        "",
        " ",
        ";",
        ",",
        "a;",
        "a, ",
        "a\t",
        "a\n",
        "a\r\n",
        'a;"',
        "x|",
        "\x1b",
        "\u202e",
        "a;\x00",
    ],
)
def test_each_sign_behind_each_beginning(before: str, sign: str) -> None:
    formula = f"{before}{sign}HYPERLINK(1)"
    text = csv_text(("id", "notes"), [(formula, formula), ("ada", formula)])
    assert formulas(text) == []
    assert "HYPERLINK(1)" in text


def test_a_number_that_goes_on_into_the_next_column() -> None:
    """Where commas are decimals, "-5" and "3+cmd" side by side are one formula."""
    text = csv_text(("name", "id"), [("-5", "3+cmd|' /C calc'!A0"), ("a;-5", "3+cmd")])
    for row in csv.reader(io.StringIO(text), delimiter=";"):
        assert not any(cell.startswith("-") for cell in row)


def test_honest_values_stay_as_they_are() -> None:
    rows = [(value, value, "-5", "-5,5", "0", 2, -1.5, None) for value in HONEST]
    text = csv_text(("a", "b", "c", "d", "e", "f", "g", "h"), rows)
    found = list(csv.reader(io.StringIO(text)))[1:]
    assert found == [[value, value, "-5", "-5,5", "0", "2", "-1.5", ""] for value in HONEST]


@given(st.lists(st.tuples(nasty, nasty), max_size=4))
def test_what_was_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    once = read_csv(csv_text(("a", "b"), rows))
    again = read_csv(csv_text(("a", "b"), [tuple(row.values()) for row in once]))
    assert once == again
    clean = [row for row in rows if not any(sign in HIDDEN for cell in row for sign in cell)]
    assert read_csv(csv_text(("a", "b"), clean)) == [
        dict(zip("ab", row, strict=True)) for row in clean
    ]


def test_columns_in_a_terminal() -> None:
    shown = columns(("a", "b"), [("x\x1b[2J\n\u202ey", "y" * 90)])
    assert len(shown) == 2
    assert shown[1].startswith("x[2J y  ")
    assert shown[1].endswith("…")


def test_nbgraders_import_reads_what_excel_saves(tmp_path: Path) -> None:
    """jupyter/nbgrader#890, #895: a mark at the beginning, semicolons, an old code page."""
    head, row = "id,first_name,last_name", "zoe,Zoë,Østby"
    text = f"{head}\r\n{row}\r\n"
    saved = [
        text.encode("utf-8-sig"),
        text.replace(",", ";").encode("cp1252"),
        text.encode("utf-16"),
    ]
    for data in saved:
        path = tmp_path / "students.csv"
        path.write_bytes(data)
        assert list(csv.DictReader(opened(str(path)))) == [
            {"id": "zoe", "first_name": "Zoë", "last_name": "Østby"}
        ]
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(SystemExit, match="Excel workbook"):
        opened(str(path))
