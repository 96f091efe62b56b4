"""Reading and scoring one submission opens no connection, starts no process, writes nothing.

Python's own audit hooks see every such attempt, also of a library and of compiled code
that goes through Python.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from doneenough.core.registry import exercises
from shared.grading_helpers import answered, as_bytes, reference_answers, released
from shared.hostile import broken
from shared.nbgrader_course import master_of
from shared.small_course import ON_REAL_LESSONS, card_of

WATCHED = """
import json, sys
from pathlib import Path
from doneenough.core.registry import all_exercises
from doneenough.grading.cohort.work import Job, grade_one

folder = Path(sys.argv[1])
jobs = [Job(*line) for line in json.loads((folder / "jobs.json").read_text())]
jobs = [Job(j.learner, j.assignment, Path(j.master).read_bytes(), j.path) for j in jobs]
grade_one(jobs[0])  # what is loaded once is loaded now
all_exercises()  # and other lessons, for a notebook of theirs handed in by mistake
seen = []
own = {job.path for job in jobs}

def hook(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        writes = writes or (isinstance(flags, int) and flags & 3)  # not read-only
        if writes or (str(path) not in own and not str(path).endswith(READ)):
            seen.append(f"open {path} {mode}")
    elif event.split(".")[0] in BAD or event in BAD:
        seen.append(f"{event} {arguments}"[:200])

BAD = {"socket", "subprocess", "ftplib", "smtplib", "urllib", "webbrowser", "ctypes", "sqlite3",
       "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.kill",
       "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod",
       "os.truncate", "os.utime", "os.putenv", "os.chdir", "shutil", "tempfile"}
# Python's own modules and templates, and the course's data.
# A syntax error without a file makes Python look for its line in "<unknown>".
READ = (".py", ".pyc", ".json", ".j2", ".csv", ".npz", ".so", "<unknown>")
sys.addaudithook(hook)
outcomes = [grade_one(job) for job in jobs]
if sys.argv[2:] == ["sabotage"]:
    open(folder / "written", "w").close()
    import socket, subprocess
    socket.socket().close()
    subprocess.run(["true"])
print(json.dumps({"seen": seen, "statuses": [o.record["status"] for o in outcomes]}))
"""


@pytest.fixture
def folder(lesson: str, tmp_path: Path) -> Path:
    card = card_of(lesson)
    release = released(json.loads(master_of(card)), card.lesson)
    good = as_bytes(answered(release, **reference_answers(card.lesson)))
    names = [exercise.name for exercise in exercises(card.lesson)]
    (tmp_path / "master").write_bytes(master_of(card))
    lines = []
    for number, (data, _) in enumerate([(good, ""), *broken(good, names).values()]):
        path = tmp_path / f"{number}.ipynb"
        path.write_bytes(data)
        lines.append((f"L{number}", card.assignment, str(tmp_path / "master"), str(path)))
    (tmp_path / "jobs.json").write_text(json.dumps(lines))
    return tmp_path


def watched(folder: Path, *words: str) -> dict[str, list[str]]:
    done = subprocess.run(
        # -B: Python itself would keep compiled modules.
        [sys.executable, "-B", "-c", WATCHED, str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


@ON_REAL_LESSONS
def test_nothing_but_reading(folder: Path) -> None:
    found = watched(folder)
    assert found["seen"] == []
    assert len(found["statuses"]) > 40
    assert "not graded" not in found["statuses"]


def test_the_hook_does_see(folder: Path) -> None:
    seen = " ".join(watched(folder, "sabotage")["seen"])
    assert "written" in seen
    assert "socket" in seen
    assert "subprocess" in seen
