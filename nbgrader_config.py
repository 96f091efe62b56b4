"""Maps nbgrader's steps onto this course's folders.

What is authored lies in solutions/, what learners get in assessments/. What a
course run produces (submissions, grades, feedback) lies in cohort/, out of git.
"""

from pathlib import Path

from doneenough.grading import nbgrader_lists, nbgrader_templates

c = get_config()  # noqa: F821 (traitlets provides it)

root = Path(__file__).resolve().parent
cohort = root / "cohort"
cohort.mkdir(exist_ok=True)

# `nbgrader db student import` reads a list as Excel saves it, too.
nbgrader_lists.read_any_list()

c.CourseDirectory.course_id = "done_enough"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assessments"
c.CourseDirectory.submitted_directory = str(Path("cohort", "submitted"))
c.CourseDirectory.autograded_directory = str(Path("cohort", "autograded"))
c.CourseDirectory.feedback_directory = str(Path("cohort", "feedback"))
c.CourseDirectory.solution_directory = str(Path("cohort", "solution"))
c.CourseDirectory.source_with_tests_directory = str(Path("cohort", "source_with_tests"))
# Two processes at the same gradebook wait for each other instead of failing at once.
c.CourseDirectory.db_url = f"sqlite:///{(cohort / 'gradebook.db').as_posix()}?timeout=60"

# What nbgrader's own zip_collect unpacks stays out of git, too.
c.ZipCollectApp.downloaded_directory = str(cohort / "downloaded")

# Submissions come by LMS or e-mail, not through nbgrader's exchange. The folder is
# never made, so that formgrader offers neither release nor collect.
c.Exchange.root = str(cohort / "exchange-is-not-used")
c.Exchange.cache = str(cohort / "exchange-is-not-used-cache")

plugins = "doneenough.grading.nbgrader_plugins"
pages = "doneenough.grading.nbgrader_pages"
stock = "nbgrader.preprocessors"

# Blanks are made from the decisions' own fields: nbgrader's stub is a syntax error
# inside a dictionary. Nothing here starts a kernel.
c.GenerateAssignment.preprocessors = [
    f"{stock}.LockCells",
    f"{plugins}.BlankAnswers",
    f"{stock}.ClearOutput",
    f"{stock}.CheckCellMetadata",
    f"{stock}.ComputeChecksums",
    f"{stock}.SaveCells",
    f"{stock}.ClearHiddenTests",
    f"{stock}.ClearMarkScheme",
    f"{stock}.ComputeChecksums",
    f"{stock}.CheckCellMetadata",
]
# Every way to generate a release writes the same bytes.
c.GenerateAssignment.exporter_class = "doneenough.release.ReleaseExporter"

# Nothing a learner wrote is executed: see doneenough.grading.
c.Autograde.sanitize_preprocessors = [f"{plugins}.LayOntoMaster"]
c.Autograde.autograde_preprocessors = [
    f"{plugins}.RecordScores",
    f"{stock}.AssignLatePenalties",
    f"{stock}.CheckCellMetadata",
]
# A file that is cut off or no notebook at all still reaches our reader.
c.Autograde.exporter_class = f"{plugins}.SubmissionExporter"
# Formgrader and feedback: what a learner can influence is shown, never interpreted, and
# nothing is fetched from another computer.
c.HTMLExporter.extra_template_basedirs = nbgrader_templates.folders()
c.HTMLExporter.preprocessors = [f"{pages}.EscapedNames", f"{pages}.BesideReply"]
c.GenerateFeedback.preprocessors = [
    f"{stock}.GetGrades",
    f"{pages}.SafeComments",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
c.ExportApp.plugin_class = f"{plugins}.StatusExporter"
c.ExportPlugin.to = str(cohort / "grades.csv")

# Log lines name files that learners named: nothing in them moves a terminal's cursor.
log = "doneenough.grading.nbgrader_log.PlainLog"
c.Application.logging_config = {"formatters": {"console": {"class": log}}}
