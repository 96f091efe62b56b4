from pathlib import Path

import pytest

from doneenough import paths

NOTHING_SET: dict[str, str] = {}


def test_the_course_is_found_from_deep_inside_it(course: Path) -> None:
    deep = course / "my_work" / "course"
    deep.mkdir(parents=True)
    assert paths.course_root(deep, NOTHING_SET) == course


def test_a_named_course_wins_over_the_current_folder(course: Path, tmp_path: Path) -> None:
    assert paths.course_root(tmp_path, {"DONEENOUGH_ROOT": str(course)}) == course


def test_a_wrongly_named_course_is_an_error_that_names_it(course: Path, tmp_path: Path) -> None:
    with pytest.raises(paths.CourseNotFound, match="nowhere"):
        paths.course_root(course, {"DONEENOUGH_ROOT": str(tmp_path / "nowhere")})


def test_elsewhere_the_course_is_that_of_the_package(tmp_path: Path) -> None:
    assert paths.course_root(tmp_path, NOTHING_SET) == Path(__file__).parents[2]


def test_without_any_course_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "site-packages" / "paths.py"))
    with pytest.raises(paths.CourseNotFound, match="go to the folder"):
        paths.course_root(tmp_path, NOTHING_SET)


@pytest.mark.parametrize(
    "text", ["", "not toml [", '[project]\nname = "other"\n', '[tool]\nname = "doneenough"\n']
)
def test_a_folder_of_another_project_is_no_course(course: Path, text: str) -> None:
    (course / "pyproject.toml").write_text(text, encoding="utf-8")
    assert not paths.is_course(course)


def test_work_is_in_the_course_by_default(course: Path) -> None:
    assert paths.work_dir(course / "course", NOTHING_SET) == course / "my_work"


def test_inside_a_my_work_folder_that_one_is_used(course: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "my_work" / "course"
    elsewhere.mkdir(parents=True)
    assert paths.work_dir(elsewhere, {"DONEENOUGH_ROOT": str(course)}) == tmp_path / "my_work"


def test_a_named_work_folder_wins(course: Path, tmp_path: Path) -> None:
    named = {"DONEENOUGH_WORK": str(tmp_path / "mine")}
    assert paths.work_dir(course / "my_work", named) == tmp_path / "mine"


def test_without_any_course_work_stays_here(tmp_path: Path) -> None:
    broken = {"DONEENOUGH_ROOT": str(tmp_path / "nowhere")}
    assert paths.work_dir(tmp_path, broken) == tmp_path / "my_work"
