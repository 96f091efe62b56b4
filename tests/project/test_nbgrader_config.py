"""The course's own nbgrader configuration, laid over a tiny course."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.apps import NbGrader
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader
from traitlets.utils.importstring import import_item

CONFIG = Path(__file__).parents[2] / "nbgrader_config.py"
PLUGINS = "doneenough.grading.nbgrader_plugins"


@pytest.fixture
def configured(course: Path) -> Path:
    text = CONFIG.read_text(encoding="utf-8")
    (course / "nbgrader_config.py").write_text(text, encoding="utf-8")
    return course


def load(course: Path) -> Config:
    return PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()


def test_the_steps_are_mapped_onto_the_courses_folders(configured: Path) -> None:
    folders = load(configured).CourseDirectory
    assert folders.course_id == "done_enough"
    assert folders.root == str(configured.resolve())
    assert (folders.source_directory, folders.release_directory) == ("solutions", "assessments")
    for step in ("submitted", "autograded", "feedback", "solution", "source_with_tests"):
        assert Path(folders[f"{step}_directory"]) == Path("cohort", step)


def test_the_gradebook_waits_and_lies_in_the_cohort_folder(configured: Path) -> None:
    url = load(configured).CourseDirectory.db_url
    assert url == f"sqlite:///{configured.resolve().as_posix()}/cohort/gradebook.db?timeout=60"


def test_the_cohort_folder_is_made_when_missing(configured: Path) -> None:
    assert not (configured / "cohort").exists()
    load(configured)
    load(configured)
    assert list((configured / "cohort").iterdir()) == []


def test_nothing_a_learner_wrote_is_executed(configured: Path) -> None:
    config = load(configured)
    assert config.Autograde.sanitize_preprocessors == [f"{PLUGINS}.LayOntoMaster"]
    steps = config.Autograde.autograde_preprocessors
    assert steps[0] == f"{PLUGINS}.RecordScores"
    assert not [step for step in steps if step.endswith((".Execute", ".SaveAutoGrades"))]


def test_blanks_are_ours_and_no_kernel_starts_for_a_release(configured: Path) -> None:
    steps = [step.rsplit(".", 1)[1] for step in load(configured).GenerateAssignment.preprocessors]
    assert "BlankAnswers" in steps
    assert not {"ClearSolutions", "InstantiateTests", "Execute"} & set(steps)
    assert steps.index("BlankAnswers") < steps.index("ComputeChecksums") < steps.index("SaveCells")
    assert steps[-2:] == ["ComputeChecksums", "CheckCellMetadata"]


def test_everything_the_configuration_names_exists(configured: Path) -> None:
    config = load(configured)
    names = [
        *config.GenerateAssignment.preprocessors,
        config.GenerateAssignment.exporter_class,
        *config.Autograde.sanitize_preprocessors,
        *config.Autograde.autograde_preprocessors,
        config.Autograde.exporter_class,
        config.ExportApp.plugin_class,
        *config.HTMLExporter.preprocessors,
        *config.GenerateFeedback.preprocessors,
    ]
    for name in names:
        assert isinstance(import_item(name), type), name
    ours, theirs = map(Path, config.HTMLExporter.extra_template_basedirs)
    for page in ("formgrade", "feedback"):
        assert (ours / page / "mathjax.html.j2").is_file()
        assert (theirs / page / "index.html.j2").is_file()


@pytest.mark.parametrize("inside", [".", "solutions/01_tiny", "cohort/submitted/ada"])
def test_nbgrader_finds_it_from_any_folder_inside_the_course(
    configured: Path, inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (configured / inside).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(configured / inside)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    app = NbGrader()
    app.initialize([])
    assert app.coursedir.root == str(configured.resolve())
    assert app.coursedir.course_id == "done_enough"
    assert app.config.Autograde.sanitize_preprocessors == [f"{PLUGINS}.LayOntoMaster"]


def test_other_courses_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    app = NbGrader()
    app.initialize([])
    assert app.coursedir.root == str(tmp_path)
    assert "Autograde" not in app.config
