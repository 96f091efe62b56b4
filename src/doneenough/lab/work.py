"""Give a learner copies of her own, and never overwrite them.

Lessons and assessments in the course folder stay as they were downloaded. What a
learner opens and changes are copies in ``my_work/``, which git ignores.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

GLOSSARY = "glossary.md"
"""The one page of the course that is no notebook; the lessons link to it."""


class UnknownNotebook(LookupError):
    """No lesson or assessment has this name. The message lists those there are."""


def prepare_work(root: Path, work: Path, fresh: str | None = None) -> list[Path]:
    """Copy the notebooks that are missing in the learner's folder.

    Parameters
    ----------
    root
        The course folder.
    work
        The learner's folder; made when missing.
    fresh
        Name of a lesson or an assessment, such as ``05_is_the_evidence_enough``,
        ``assessments/05_is_the_evidence_enough`` or a notebook's file name. It is
        copied again. The learner's earlier copy stays beside it under a name with
        the date and time; nothing is lost.

    Returns
    -------
    list of Path
        The files that were copied, in the learner's folder.

    Raises
    ------
    UnknownNotebook
        ``fresh`` names nothing in the course. Nothing has been copied then.
    """
    sources = dict(learner_files(root))
    renewed = _named(sources, fresh) if fresh else set()
    copied = []
    for relative, source in sources.items():
        target = work / relative
        # Reading matter follows the course; the copy there is not her work.
        if relative in renewed or relative.name == GLOSSARY:
            keep_aside(target, source)
        if not target.exists():
            _copy(source, target)
            copied.append(target)
    return copied


def learner_files(root: Path) -> Iterator[tuple[Path, Path]]:
    """Yield (place in the learner's folder, file in the course) of all that learners get."""
    course = root / "course"
    for path in (*sorted(course.glob("*.ipynb")), *course.glob(GLOSSARY)):
        yield path.relative_to(root), path
    # Blueprint and rubrics lie at the top of assessments/ and are not for learners.
    for assessment in sorted((root / "assessments").glob("*/")):
        files = [path for path in sorted(assessment.rglob("*")) if _is_content(path, root)]
        if any(path.suffix == ".ipynb" for path in files):
            yield from ((path.relative_to(root), path) for path in files)


def _is_content(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return path.is_file() and not any(p.startswith(".") or p == "__pycache__" for p in parts)


def _named(sources: dict[Path, Path], name: str) -> set[Path]:
    wanted = name.replace("\\", "/").rstrip("/").removesuffix(".ipynb")
    found = {
        relative
        for relative in sources
        if wanted
        in {
            relative.with_suffix("").as_posix(),
            relative.parent.as_posix(),
            relative.stem,
            relative.parent.name,
        }
        and wanted not in {"course", "assessments"}
    }
    if not found:
        names = sorted({path.stem for path in sources if path.suffix == ".ipynb"})
        raise UnknownNotebook(
            f"There's no lesson or assessment called {name!r}. There are: {', '.join(names)}."
        )
    return found


def keep_aside(target: Path, released: Path) -> Path | None:
    """Move the learner's file out of the way of another, under a name with date and time.

    Parameters
    ----------
    target
        The place that another file is to take. Nothing there is no error.
    released
        The course's own file. Where hers is still the same there is nothing to keep.

    Returns
    -------
    Path or None
        Where her file is now; None when it was not moved.
    """
    if not target.exists():
        return None
    if released.is_file() and target.read_bytes() == released.read_bytes():
        return None
    moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    kept = target.with_name(f"{target.stem}.kept-{moment}{target.suffix}")
    number = 1
    while kept.exists():
        number += 1
        kept = target.with_name(f"{target.stem}.kept-{moment}-{number}{target.suffix}")
    return target.rename(kept)


def _copy(source: Path, target: Path) -> None:
    """Copy whole or not at all: an interrupted copy must not look like the learner's work."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".copying-")
    os.close(handle)
    temporary = Path(name)
    try:
        shutil.copyfile(source, temporary)
        # A temporary file is readable by its owner alone; a notebook need not be.
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
