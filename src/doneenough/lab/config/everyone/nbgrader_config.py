"""Lets nbgrader find the course's own configuration from any folder inside the course.

nbgrader looks in the current folder only. Outside the course this changes nothing.
"""

from pathlib import Path

from doneenough.paths import enclosing_course

course = enclosing_course(Path.cwd())
if course is not None:
    load_subconfig("nbgrader_config.py", path=str(course))  # type: ignore[name-defined] # noqa: F821 - traitlets provides it
