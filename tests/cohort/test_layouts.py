"""What the path of a file says, in each LMS's layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.file_names import is_plain, why_no_id
from doneenough.grading.cohort.layouts import learner_id, read_place, stem
from doneenough.grading.cohort.roster import Learner, Roster

A = "05_is_the_evidence_enough"
PATHS = {
    # path: layout, learner, person, LMS number, file
    f"smithanna_12345_67890_{A}.ipynb": ("Canvas", "", "smithanna", "12345", f"{A}.ipynb"),
    f"smithanna_LATE_12345_67890_{A}-1.ipynb": (
        *("Canvas", "", "smithanna", "12345", f"{A}-1.ipynb"),
    ),
    f"submissions/smithanna_12345_67890_{A}.ipynb": (
        *("Canvas", "", "smithanna", "12345", f"{A}.ipynb"),
    ),
    "Anna Smith_12345_assignsubmission_file_/x.ipynb": (
        *("Moodle", "", "Anna Smith", "12345", "x.ipynb"),
    ),
    "Anna Smith_12345_assignsubmission_file/x.ipynb": (
        *("Moodle", "", "Anna Smith", "12345", "x.ipynb"),
    ),
    "Anna Smith_12345_assignsubmission_file_x.ipynb": (
        *("Moodle", "", "Anna Smith", "12345", "x.ipynb"),
    ),
    "An_na_1_12345_assignsubmission_file_/x.ipynb": (
        *("Moodle", "", "An_na_1", "12345", "x.ipynb"),
    ),
    f"anna/{A}/x.ipynb": ("plain", "anna", "", "", "x.ipynb"),
    f"class/2026/anna/{A}/x.ipynb": ("plain", "anna", "", "", "x.ipynb"),
    "anna/x.ipynb": ("plain", "anna", "", "", "x.ipynb"),
    "class/anna/x.ipynb": ("plain", "anna", "", "", "x.ipynb"),
    "L007/my files/x.ipynb": ("plain", "L007", "", "", "x.ipynb"),
    "Zoe\u0308/x.ipynb": ("plain", "Zoë", "", "", "x.ipynb"),
    "x.ipynb": ("plain", "", "", "", "x.ipynb"),
}


@pytest.mark.parametrize("path", PATHS)
def test_places(path: str) -> None:
    found = read_place(path, [A], ["L007"])
    assert (found.layout, found.learner, found.person, found.lms_id, found.file) == PATHS[path]
    assert found.late == ("LATE" in path)
    assert found.assignment == (A if A in path else "")


@pytest.mark.parametrize(
    "file", ["x.ipynb", "x-Copy1.ipynb", "x-2.ipynb", "x (1).ipynb", "x-Copy1-Copy2.ipynb"]
)
def test_a_copy_keeps_its_stem(file: str) -> None:
    assert stem(file) == "x"


@given(st.text(max_size=60))
def test_any_path_says_something_harmless(path: str) -> None:
    place = read_place(path, [A])
    assert learner_id(place.learner or place.person) == "" or is_plain(
        learner_id(place.learner or place.person)
    )


MEANT = '*?[]{}$`!&;#%^+~=<>:"/\\\\|'
"""What means something to a shell, a pattern, a path or an address."""


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", ".x", "a/../b", "a\\b", "con", "x" * 300, "x" * 129, "ü" * 101),
        *(f"a{sign}b" for sign in MEANT),
        *(
            "-rf",
            "~ann",
            "=x",
            "@x",
            "a[b]",
            "$(x)",
            "`x`",
            "{a,b}",
            "a\x00b",
            "a\u202eb",
            "\udcfc",
        ),
    ],
)
def test_what_cannot_be_an_id(name: str) -> None:
    assert learner_id(name) == ""
    reason = why_no_id(name)
    assert reason[0].isupper()
    assert reason.isprintable()


@pytest.mark.parametrize(
    "name",
    [
        *("anna", "O'Brien,_Pat", "'t_Hooft", "Müller-Lüdenscheidt", "李明", "L-007", "2026001"),
        *("anna.smith@example.org", "Smith_(s1234)", "_x", "x" * 128, "Nguyễn_Văn_A"),
    ],
)
def test_honest_names_are_ids(name: str) -> None:
    assert learner_id(name) == name
    assert why_no_id(name) == ""


def test_the_gradebook_knows_who_is_meant() -> None:
    roster = Roster.of(
        [
            Learner("anna", "Anna Smith", "12345"),
            Learner("bob", "Bob Li", ""),
            Learner("li2", "Bob Li", "7"),
        ]
    )

    def find(path: str) -> str:
        return roster.find(read_place(path, [A], roster.ids))

    assert find("smithanna_12345_67890_x.ipynb") == "anna"
    assert find("Anna Smith_999_assignsubmission_file_/x.ipynb") == "anna"
    assert find("ANNA/x.ipynb") == "anna"
    assert find("Bob Li_7_assignsubmission_file_/x.ipynb") == "li2"
    # Two of that name: a new id rather than a guess.
    assert find("Bob Li_8_assignsubmission_file_/x.ipynb") == "Bob_Li"
    assert find("lichen_1_2_x.ipynb") == "lichen_1"
