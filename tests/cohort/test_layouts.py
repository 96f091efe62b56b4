"""What the path of a file says, in each LMS's layout."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doneenough.file_names import is_plain, why_no_id
from doneenough.grading.cohort.layouts import Place, learner_id, read_places, stem
from doneenough.grading.cohort.roster import Learner, NoLearner, Roster

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
    f"learner_07_410007_880001_{A}.ipynb": ("Canvas", "", "learner_07", "410007", f"{A}.ipynb"),
    f"de_la_cruzana_410008_880002_{A}.ipynb": (
        *("Canvas", "", "de_la_cruzana", "410008", f"{A}.ipynb"),
    ),
}


def read_place(path: str, learners: list[str] | None = None) -> Place:
    """What a path says that is alone in its download."""
    (found,) = read_places([path], [A], learners or [])
    return found


def whose(paths: list[str], learners: list[str] | None = None) -> list[str]:
    """Whom each path of one download names."""
    return [
        place.learner or place.person.casefold()
        for place in read_places(paths, [A], learners or [])
    ]


@pytest.mark.parametrize("path", PATHS)
def test_places(path: str) -> None:
    found = read_place(path, ["L007"])
    assert (found.layout, found.learner, found.person, found.lms_id, found.file) == PATHS[path]
    assert found.late == ("LATE" in path)
    assert found.assignment == (A if A in path else "")


@pytest.mark.parametrize(
    "file", ["x.ipynb", "x-Copy1.ipynb", "x-2.ipynb", "x (1).ipynb", "x-Copy1-Copy2.ipynb"]
)
def test_a_copy_keeps_its_stem(file: str) -> None:
    assert stem(file) == "x"


@given(st.text(alphabet="x-_ ()COPYcopy0123", max_size=25))
def test_the_stem_is_what_an_expression_would_cut(name: str) -> None:
    """The obvious expression is right, and slow: it tries each place as a beginning."""
    obvious = re.sub(r"(?:-Copy[0-9]+|-[0-9]+| ?\([0-9]+\)|_copy)+$", "", name, flags=re.I)
    assert stem(name + ".ipynb") == (obvious if name else ".ipynb")


@given(st.text(max_size=60))
def test_any_path_says_something_harmless(path: str) -> None:
    place = read_place(path)
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
        return roster.find(read_place(path, sorted(roster.ids)))

    assert find("smithanna_12345_67890_x.ipynb") == "anna"
    assert find("Anna Smith_999_assignsubmission_file_/x.ipynb") == "anna"
    assert find("ANNA/x.ipynb") == "anna"
    # Two of that name: a new id rather than a guess. Moodle's number is nobody's LMS number.
    assert find("Bob Li_7_assignsubmission_file_/x.ipynb") == "Bob_Li"
    assert find("Zoe Ray_12345_assignsubmission_file_/x.ipynb") == "Zoe_Ray"
    assert find("lichen_1_2_x.ipynb") == "lichen_1"


# What a learner may call her files and folders, where she has handed in as eve. The others
# are what the LMS or the instructor made.
TRICKS = {
    "Moodle": ("Eve Fox_1_assignsubmission_file_/", "Anna Smith_2_assignsubmission_file_/x.ipynb"),
    "Moodle, flat": (
        "Eve Fox_1_assignsubmission_file_",
        "Anna Smith_2_assignsubmission_file_x.ipynb",
    ),
    "Moodle in a folder": (
        "course 7/Eve Fox_1_assignsubmission_file_/",
        "course 7/Anna Smith_2_assignsubmission_file_/x.ipynb",
    ),
    "Moodle by weeks": (
        "week 5/Eve Fox_1_assignsubmission_file_/",
        "week 6/Anna Smith_2_assignsubmission_file_/x.ipynb",
    ),
    "Moodle by assignment": (
        f"{A}/Eve Fox_1_assignsubmission_file_/",
        f"{A}/Anna Smith_2_assignsubmission_file_/x.ipynb",
    ),
    "Canvas": ("eve fox_11_901_", "anna smith_12_902_x.ipynb"),
    "Canvas, late": ("eve fox_LATE_11_901_", "anna smith_12_902_x.ipynb"),
    "Canvas in a folder": ("down/eve fox_11_901_", "down/anna smith_12_902_x.ipynb"),
    "plain": ("eve fox/", "anna smith/x.ipynb"),
    "plain, assignment": (f"eve fox/{A}/", f"anna smith/{A}/x.ipynb"),
    "plain by assignment": (f"{A}/eve fox/", f"{A}/anna smith/x.ipynb"),
    "plain in folders": ("class/2026/eve fox/", "class/2026/anna smith/x.ipynb"),
}
FORGED = (
    "Anna Smith_2_assignsubmission_file_/x.ipynb",
    "Anna Smith_2_assignsubmission_file_x.ipynb",
    "annasmith_12_902_x.ipynb",
    "annasmith_LATE_12_902_x.ipynb",
    "anna smith/x.ipynb",
    f"anna smith/{A}/x.ipynb",
    f"{A}/anna smith/x.ipynb",
    f"{A}/{A}/Anna Smith_2_assignsubmission_file_/x.ipynb",
    "a/b/anna smith/x.ipynb",
    "anna smith\\x.ipynb",
    "anna smith\uff0fx.ipynb",
    "anna smith\u2044x.ipynb",
    "_12_902_x.ipynb",
    "12_902_x.ipynb",
)


@pytest.mark.parametrize("shape", TRICKS)
@pytest.mark.parametrize("learners", [[], ["anna smith"], ["anna smith", "eve fox"]])
def test_what_a_learner_calls_her_files_hands_in_for_nobody_else(
    shape: str, learners: list[str]
) -> None:
    hers, another = TRICKS[shape]
    honest = [hers + "x.ipynb", another]
    assert whose(honest, learners) == ["eve fox", "anna smith"]
    # Canvas puts no folders into names.
    tricks = [name for name in FORGED if "/" not in name or not shape.startswith("Canvas")]
    for forged in tricks:
        # One at a time, and in any order.
        found = whose([hers + forged, *honest], learners)
        assert found[1:] == ["eve fox", "anna smith"], forged
        assert found[0] in ("eve fox", ""), forged
        assert whose([*reversed(honest), hers + forged], learners)[::-1] == found, forged
    everything = whose([*honest, *(hers + forged for forged in tricks)], learners)
    assert everything[1] == "anna smith"
    assert set(everything) <= {"eve fox", "anna smith", ""}


@pytest.mark.parametrize("forged", FORGED)
def test_names_of_an_lms_count_only_where_all_have_them(forged: str) -> None:
    if forged.startswith(("anna smith/", A, "a/b")):
        pytest.skip("a folder at the top is the instructor's")
    honest = ["my answers.ipynb", "x-Copy1.ipynb"]
    assert whose([*honest, f"all/{forged}"])[:2] == ["", ""]
    if "/" not in forged:
        assert whose([forged, *honest]) == ["", "", ""]


def test_a_folder_that_the_instructor_renamed_is_believed() -> None:
    moodle = "Anna Smith_2_assignsubmission_file_/x.ipynb"
    assert whose([moodle, "anna2/x.ipynb"]) == ["anna smith", "anna2"]


def test_groups_are_seen_where_the_gradebook_knows_their_learners() -> None:
    paths = ["group a/anna/x.ipynb", "group b/bob/x.ipynb"]
    assert whose(paths, ["anna", "bob", "cem"]) == ["anna", "bob"]
    # Where it does not know them all, it may as well be a trick.
    places = read_places(["eve/anna/x.ipynb", "bob/x.ipynb"], [A], ["anna", "bob"])
    assert [(place.learner, place.inside) for place in places] == [("eve", "anna"), ("bob", "")]


def test_an_id_made_of_a_name_is_not_another_learners() -> None:
    roster = Roster.of(
        [Learner("anna", "Anna Smith", "12345"), Learner("Bob_Li"), Learner("eve_7", "", "9")]
    )

    def find(path: str) -> str:
        return roster.find(read_place(path, sorted(roster.ids)))

    # Somebody else whom Moodle calls so.
    with pytest.raises(NoLearner, match="that of another learner"):
        find("anna_3_assignsubmission_file_/x.ipynb")
    # An id that an earlier run made: nothing speaks against it.
    assert find("Bob Li_3_assignsubmission_file_/x.ipynb") == "Bob_Li"
    with pytest.raises(NoLearner, match="that of another learner"):
        find("eve_7_1_x.ipynb")
    assert find("anna/x.ipynb") == "anna"
    with pytest.raises(NoLearner, match="cannot be"):
        find("../x.ipynb")
