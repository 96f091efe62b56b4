from pathlib import Path

import pytest

from doneenough.lab.work import UnknownNotebook, prepare_work

LESSON = Path("course", "01_tiny.ipynb")
ASSESSMENT = Path("assessments", "01_tiny", "01_tiny.ipynb")


@pytest.fixture
def released(course: Path) -> Path:
    release = course / "assessments" / "01_tiny"
    release.mkdir()
    (release / "01_tiny.ipynb").write_text("{}", encoding="utf-8")
    (release / "letters.csv").write_text("n\n91\n", encoding="utf-8")
    (release / ".ipynb_checkpoints").mkdir()
    (release / ".ipynb_checkpoints" / "01_tiny-checkpoint.ipynb").write_text("{}", encoding="utf-8")
    (course / "assessments" / "blueprint.md").write_text("For authors.", encoding="utf-8")
    (course / "assessments" / "notes").mkdir()
    (course / "assessments" / "notes" / "rubric.md").write_text("For graders.", encoding="utf-8")
    (course / "assessments" / ".release-crashed").mkdir()
    (course / "assessments" / ".release-crashed" / "half.ipynb").write_text("{", encoding="utf-8")
    return course


def everything(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in files}


def test_lessons_and_assessments_are_copied_with_their_data(released: Path) -> None:
    work = released / "my_work"
    copied = prepare_work(released, work)
    expected = {
        "course/00_start_here.ipynb",
        "course/01_tiny.ipynb",
        "assessments/01_tiny/01_tiny.ipynb",
        "assessments/01_tiny/letters.csv",
    }
    assert {path.relative_to(work).as_posix() for path in copied} == expected
    assert set(everything(work)) == expected


def test_a_second_time_nothing_is_touched(released: Path) -> None:
    work = released / "my_work"
    prepare_work(released, work)
    (work / LESSON).write_text("my own words", encoding="utf-8")
    (released / LESSON).write_text("a newer lesson", encoding="utf-8")
    before = everything(work)
    assert prepare_work(released, work) == []
    assert everything(work) == before


def test_only_what_is_missing_is_copied_again(released: Path) -> None:
    work = released / "my_work"
    prepare_work(released, work)
    (work / ASSESSMENT).unlink()
    assert prepare_work(released, work) == [work / ASSESSMENT]


@pytest.mark.parametrize(
    "name", ["01_tiny", "01_tiny.ipynb", "assessments/01_tiny", "assessments\\01_tiny\\"]
)
def test_a_fresh_copy_keeps_the_old_one_beside_it(released: Path, name: str) -> None:
    work = released / "my_work"
    prepare_work(released, work)
    (work / ASSESSMENT).write_text("my answers", encoding="utf-8")
    prepare_work(released, work, fresh=name)
    files = everything(work)
    assert files.pop("assessments/01_tiny/01_tiny.ipynb") == "{}"
    kept = [name for name, text in files.items() if text == "my answers"]
    assert len(kept) == 1
    assert kept[0].startswith("assessments/01_tiny/01_tiny.kept-")
    assert kept[0].endswith(".ipynb")


def test_fresh_copies_in_the_same_second_lose_nothing(released: Path) -> None:
    work = released / "my_work"
    prepare_work(released, work)
    texts = [f"try {number}" for number in range(4)]
    for text in texts:
        (work / LESSON).write_text(text, encoding="utf-8")
        prepare_work(released, work, fresh="course/01_tiny")
    assert set(texts) <= set(everything(work).values())


def test_a_fresh_copy_of_an_unchanged_notebook_leaves_no_second_file(released: Path) -> None:
    work = released / "my_work"
    prepare_work(released, work)
    before = everything(work)
    assert prepare_work(released, work, fresh="01_tiny") == []
    assert everything(work) == before


@pytest.mark.parametrize("name", ["02_other", "course", "assessments", "../pyproject"])
def test_an_unknown_name_lists_the_known_ones_and_copies_nothing(released: Path, name: str) -> None:
    with pytest.raises(UnknownNotebook, match="00_start_here, 01_tiny"):
        prepare_work(released, released / "my_work", fresh=name)
    assert not (released / "my_work").exists()


def test_a_failed_copy_leaves_no_half_notebook(
    released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(_source: Path, target: Path) -> None:
        target.write_text("{", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("doneenough.lab.work.shutil.copyfile", full_disk)
    with pytest.raises(OSError, match="No space"):
        prepare_work(released, released / "my_work")
    assert everything(released / "my_work") == {}
