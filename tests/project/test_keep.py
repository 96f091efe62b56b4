"""Work as one zip: what goes in comes back, and no other zip does any harm."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import stat
import struct
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from doneenough.cli import main
from doneenough.lab import keep
from doneenough.lab.keep import inventory, pack, packed_again, unpack
from doneenough.lab.strange_zip import KIND, MANIFEST, MOST_ZIP, NotKept
from doneenough.lab.work import prepare_work
from shared.language import forbidden_words, mean_sentence

LESSON = "course/01_tiny.ipynb"
ANSWERS = "assessments/01_tiny/01_tiny.ipynb"
HERS = {
    LESSON: b"my lesson",
    ANSWERS: b"my answers",
    "assessments/01_tiny/letters.csv": b"n\n92\n",
    "course/01_tiny.kept-2026-01-02-030405.ipynb": b"an earlier try",
    "progress/evidence.json": b"{}",
    "pages/evidence_gate.html": "<p>Zoë</p>".encode(),
    "pages/evidence_gate.md": "# Zoë\n".encode(),
    "reports/01_tiny.html": b"<p>report</p>",
}


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def everything(folder: Path) -> dict[str, bytes | None]:
    """Return all there is: files with their content, folders and links with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.is_file() and not path.is_symlink()
        else None
        for path in folder.rglob("*")
    }


def files_in(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in everything(folder).items() if content is not None}


def listed(files: dict[str, bytes], /, **other: object) -> bytes:
    """Return the list that `pack` would write."""
    found = {
        name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    }
    return json.dumps({"kind": KIND, "version": 1, "files": found} | other).encode()


def zipped(files: dict[str, bytes], manifest: bytes | None = None, **attributes: int) -> bytes:
    """Return a zip with a true list, unless another is given; for the rest it may be odd."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(MANIFEST, listed(files) if manifest is None else manifest)
        for name, content in files.items():
            info = zipfile.ZipInfo("x")
            info.filename = name  # as it is: the constructor would tidy it up
            for key, value in attributes.items():
                setattr(info, key, value)
            archive.writestr(info, content, attributes.get("compress_type"))
    return buffer.getvalue()


@pytest.fixture
def hers(course: Path) -> Path:
    """A learner's folder with work in it, and much that is not hers."""
    put(course, {ANSWERS: b"{}", "assessments/01_tiny/letters.csv": b"n\n91\n"})
    folder = course / "my_work"
    prepare_work(course, folder)
    put(folder, HERS)
    put(
        folder,
        {
            "course/00_start_here.ipynb": b"run",
            "course/.ipynb_checkpoints/01_tiny-checkpoint.ipynb": b"older",
            "course/.hidden.ipynb": b"hidden",
            "course/.copying-abc": b"half",
            "course/photo.png": b"png",
            "course/con.ipynb": b"a device",
            "course/a/b.ipynb": b"deeper than the course writes",
            "progress/tmpabc.tmp": b"half",
            "pages/sub.zip": b"PK",
            "notes.txt": b"mine, but not of the course",
            "elsewhere/x.ipynb": b"mine, but not of the course",
        },
    )
    return folder


@pytest.fixture
def empty(course: Path) -> Path:
    return course / "my_work"


# -------------------------------------------------------------------------- round trips


def test_what_is_hers_goes_in_and_nothing_else(course: Path, hers: Path) -> None:
    data = pack(hers, course)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [MANIFEST, *sorted(HERS)]
        assert archive.testzip() is None
        assert json.loads(archive.read(MANIFEST)) == json.loads(listed(HERS))


def test_an_untouched_notebook_stays_out(course: Path, hers: Path) -> None:
    shutil.copy(course / LESSON, hers / LESSON)
    with zipfile.ZipFile(io.BytesIO(pack(hers, course))) as archive:
        assert LESSON not in archive.namelist()


def test_the_same_work_gives_the_same_bytes(course: Path, hers: Path) -> None:
    first = pack(hers, course)
    for name in sorted(HERS, reverse=True):
        (hers / name).unlink()
        put(hers, {name: HERS[name]})
    assert pack(hers, course) == first


def test_links_are_not_followed(course: Path, hers: Path, tmp_path: Path) -> None:
    put(tmp_path, {"secret.ipynb": b"secret", "folder/secret.html": b"secret"})
    (hers / "course" / "link.ipynb").symlink_to(tmp_path / "secret.ipynb")
    shutil.rmtree(hers / "reports")
    (hers / "reports").symlink_to(tmp_path / "folder")
    with zipfile.ZipFile(io.BytesIO(pack(hers, course))) as archive:
        assert not [name for name in archive.namelist() if "link" in name or "report" in name]


def test_it_comes_back_on_another_computer(course: Path, hers: Path) -> None:
    data = pack(hers, course)
    shutil.rmtree(hers)
    prepare_work(course, hers)
    fresh = files_in(hers)
    done = unpack(data, hers, course)
    assert done.back == tuple(sorted(HERS))
    assert done.kept == done.same == ()
    assert files_in(hers) == fresh | HERS
    assert str(done).startswith(
        "Back in your folder: 2 lessons, 1 assessment, 1 record of guesses and tries, 1 page and "
        "1 report. To see it"
    )


def test_a_second_time_nothing_is_touched(course: Path, hers: Path) -> None:
    data = pack(hers, course)
    before = everything(hers)
    done = unpack(data, hers, course)
    assert (done.back, done.kept, done.same) == ((), (), tuple(sorted(HERS)))
    assert everything(hers) == before
    assert "Nothing was changed" in str(done)


def test_what_differs_is_kept_beside(course: Path, hers: Path) -> None:
    data = pack(hers, course)
    put(hers, {LESSON: b"newer", "progress/evidence.json": b'{"guess.a": 1}'})
    shutil.copy(course / ANSWERS, hers / ANSWERS)
    done = unpack(data, hers, course)
    assert set(done.back) == {LESSON, "progress/evidence.json", ANSWERS}
    assert len(done.same) == len(HERS) - 3
    found = files_in(hers)
    assert {name: found[name] for name in HERS} == HERS
    assert {found[name] for name in done.kept} == {b"newer", b'{"guess.a": 1}'}
    assert all(".kept-" in name for name in done.kept)
    for name in done.kept:
        assert Path(name).name in str(done)
    # Restored once more: what was kept aside stays the only one.
    assert unpack(data, hers, course).back == ()
    assert files_in(hers) == found


def test_the_start_page_is_left_alone(course: Path, empty: Path) -> None:
    prepare_work(course, empty)
    before = everything(empty)
    start = {"course/00_start_here.ipynb": b"other"}
    assert unpack(zipped(start), empty, course).back == ()
    assert everything(empty) == before


NAMES = st.sampled_from([*HERS, "course/Zoë, mine (2).ipynb", "assessments/02/data/more.csv"])


@given(st.dictionaries(NAMES, st.binary(max_size=400) | st.just(bytes(30_000)), min_size=1))
def test_every_work_comes_back(files):
    with tempfile.TemporaryDirectory() as folder:
        one, two, root = (Path(folder, name) for name in ("one", "two", "root"))
        root.mkdir()
        put(one, files)
        data = pack(one, root)
        assert unpack(data, two, root).back == tuple(sorted(files))
        assert files_in(two) == files
        assert pack(two, root) == data


# ---------------------------------------------------------------- what cannot be packed


def test_nothing_of_hers_is_said(course: Path, empty: Path) -> None:
    with pytest.raises(NotKept, match="nothing to download yet"):
        pack(empty, course)
    prepare_work(course, empty)
    with pytest.raises(NotKept, match="nothing to download yet"):
        pack(empty, course)


@pytest.mark.parametrize(("limit", "most"), [("BYTES", 20), ("FILES", 3), ("ZIP", 500)])
def test_too_much_is_said(
    course: Path, hers: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(keep, f"MOST_{limit}", most)
    with pytest.raises(NotKept, match="too big for one file"):
        pack(hers, course)


def test_names_that_other_computers_confuse_are_said(course: Path, hers: Path) -> None:
    put(hers, {"course/a.ipynb": b"1", "course/A.ipynb": b"2"})
    if len(list((hers / "course").glob("[aA].ipynb"))) == 2:
        with pytest.raises(NotKept, match="rename one of them"):
            pack(hers, course)


# ------------------------------------------------------------------- what is not restored


def damaged_in_the_middle(data: bytes) -> bytes:
    at = data.index(b"my lesson")
    return data[:at] + b"MY" + data[at + 2 :]


def with_flag(data: bytes, flag: int) -> bytes:
    """Set a flag of every entry, in its own header and in the list at the end."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            changed[at + offset] |= flag
    return bytes(changed)


def twice(first: str, second: str) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(MANIFEST, listed({first: b"1", second: b"1"}))
        archive.writestr(first, b"1")
        archive.writestr(second, b"1")
    return buffer.getvalue()


def claiming(size: int) -> bytes:
    """A zip whose one file claims to be this large."""
    data = bytearray(zipped({LESSON: b"my lesson"}))
    at = bytes(data).rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(data)


def unix(kind: int) -> bytes:
    return zipped({LESSON: b"/etc/passwd"}, create_system=3, external_attr=(kind | 0o777) << 16)


GOOD = zipped({LESSON: b"my lesson", ANSWERS: b"my answers"})
FOREIGN = "doesn't come from “Download my work”"
ODD = "which the course doesn't make"
REFUSED: dict[str, tuple[Callable[[], bytes] | bytes, str]] = {
    "nothing": (b"", FOREIGN),
    "not a zip": (b"GIF89a, a picture of a cat", FOREIGN),
    "cut off at the end": (GOOD[:-30], "is damaged"),
    "cut off in the middle": (GOOD[: len(GOOD) // 2], "is damaged"),
    "the start is missing": (GOOD[30:], "is damaged|doesn't come"),
    "a wrong checksum": (damaged_in_the_middle(GOOD), "is damaged"),
    "no list": (
        twice("course/a.ipynb", "x").replace(MANIFEST.encode(), b"doneenougH.json"),
        FOREIGN,
    ),
    "a stranger's zip": (lambda: stranger(), FOREIGN),
    "a folder with a notebook's name": (zipped({f"{ANSWERS}/x.ipynb": b"{}"}), ODD),
    "a folder with a table's name": (zipped({"assessments/letters.CSV/x.ipynb": b"{}"}), ODD),
    "a list of another kind": (zipped({}, listed({}, kind="holiday")), FOREIGN),
    "a list that is no JSON": (zipped({}, b"{"), FOREIGN),
    "a list nested without end": (zipped({}, b"[" * 100_000), f"{FOREIGN}|larger"),
    "a list that is a list": (zipped({}, b"[]"), FOREIGN),
    "a list without files": (zipped({}, b'{"kind": "doneenough my work", "version": 1}'), FOREIGN),
    "a version before the first": (zipped({}, listed({}, version=0)), FOREIGN),
    "a version that is no number": (zipped({}, listed({}, version="1")), FOREIGN),
    "sizes that are no numbers": (
        zipped({LESSON: b""}, listed({}, files={LESSON: {"size": "0", "sha256": ""}})),
        FOREIGN,
    ),
    "a newer version": (zipped({"new/x": b""}, listed({}, version=2, files=[])), "newer version"),
    "a file that is not listed": (zipped({LESSON: b"1"}, listed({})), "not in its list"),
    "a listed file that is missing": (zipped({}, listed({LESSON: b"1"})), "is missing"),
    "another size": (zipped({LESSON: b"12"}, listed({LESSON: b"1"})), "isn't as it was"),
    "other content": (zipped({LESSON: b"2"}, listed({LESSON: b"1"})), "isn't as it was"),
    "a link": (unix(stat.S_IFLNK), "isn't a plain file"),
    "a pipe": (unix(stat.S_IFIFO), "isn't a plain file"),
    "a device": (unix(stat.S_IFCHR), "isn't a plain file"),
    "a folder by Windows' mark": (zipped({LESSON: b""}, external_attr=0x10), "isn't a plain file"),
    "a folder": (zipped({"course/": b""}), f"{ODD}|is missing"),
    "the same name twice": (twice(LESSON, LESSON), "is there twice"),
    "the same name but for capitals": (twice(LESSON, "course/01_TINY.ipynb"), "is there twice"),
    "the same name in two spellings": (
        twice("course/Zo\u00eb.ipynb", "course/Zoe\u0308.ipynb"),
        "is there twice",
    ),
    "a name cut off at a NUL": (zipped({"course/a.ipynb\0.exe": b""}), "can't be"),
    "a password": (with_flag(GOOD, 0x1), "locked with a password"),
    "a password on one file": (lambda: half_locked(), "locked with a password"),
    "another way of packing": (zipped({LESSON: b"1"}, compress_type=zipfile.ZIP_LZMA), "packed in"),
    "a small bomb": (
        zipped({LESSON: bytes(10_000_000)}, compress_type=zipfile.ZIP_DEFLATED),
        "is larger",
    ),
    "a file that claims too little": (claiming(3), "isn't as it was"),
    "a file that claims too much": (claiming(900), "isn't as it was"),
    "a file that claims far too much": (claiming(4_000_000_000), "is larger"),
    "too many files": (lambda: zipped({f"course/{n}.ipynb": b"" for n in range(501)}), "is larger"),
    "far too many files": (GOOD + b"PK\x01\x02" * 1001, "is larger"),
    "too much in all": (
        lambda: zipped(
            {f"course/{n}.ipynb": b"0123456789" * 550_000 for n in range(10)},
            compress_type=zipfile.ZIP_DEFLATED,
        ),
        "is larger",
    ),
    "too large a zip": (bytes(MOST_ZIP + 1), "is larger"),
} | {
    f"the name {name!r}": (zipped({name: b"x"}), f"{ODD}|can't be")
    for name in (
        "../evil.ipynb",
        "course/../../evil.ipynb",
        "course/..",
        "course/../course/01_tiny.ipynb",
        "/etc/passwd",
        "/course/evil.ipynb",
        "//server/share/course/evil.ipynb",
        "C:/course/evil.ipynb",
        "C:evil.ipynb",
        "course\\evil.ipynb",
        "course/..\\..\\evil.ipynb",
        "course//evil.ipynb",
        "./course/evil.ipynb",
        "course/./evil.ipynb",
        "course/evil.ipynb ",
        "course/evil.ipynb.",
        "course/ evil.ipynb",
        "course/.evil.ipynb",
        "course/.ipynb",
        "course/.ipynb_checkpoints/evil.ipynb",
        "course/con.ipynb",
        "course/LPT1.x.ipynb",
        "course/nul .ipynb",
        "course/evil.ipynb:stream.ipynb",
        "course/ev\x1b[2Jil.ipynb",
        "course/ev\u202eil.ipynb",
        "course/ev\nil.ipynb",
        f"course/{'x' * 300}.ipynb",
        "course/evil.py",
        "course/evil.IPYNB",
        "course/inner.zip",
        "course/deep/evil.ipynb",
        "Course/evil.ipynb",
        "assessments/evil.ipynb",
        "assessments/aux/evil.ipynb",
        "assessments/a/b/c/evil.ipynb",
        "progress/evil.html",
        "pages/evil.js",
        "reports/evil.svg",
        "evil.ipynb",
        "solutions/01_tiny/01_tiny.ipynb",
        ".git/hooks/evil.json",
        "",
    )
}


def stranger() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("holiday/cat.jpg", b"cat")
    return buffer.getvalue()


def half_locked() -> bytes:
    """The list is open, the file after it is not."""
    at = GOOD.index(b"PK\x03\x04", 4)
    return GOOD[:at] + with_flag(GOOD[at:], 0x1)


def is_refused(data: bytes, course: Path, words: str) -> str:
    before = everything(course.parent)
    with pytest.raises(NotKept, match=words) as refusal:
        unpack(data, course / "my_work", course)
    assert everything(course.parent) == before
    return str(refusal.value)


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_words_and_nothing_is_written(
    course: Path, data: Callable[[], bytes] | bytes, words: str
) -> None:
    data = data if isinstance(data, bytes) else data()
    text = is_refused(data, course, words)
    assert text.endswith("Nothing in your folder was changed.")
    assert text.isprintable()
    assert forbidden_words(text) == []
    assert mean_sentence(text) <= 15
    # Nor into a folder with work in it.
    put(course / "my_work", HERS)
    is_refused(data, course, words)


def test_the_zip_that_the_refused_ones_are_made_of_is_accepted(course: Path, empty: Path) -> None:
    assert set(unpack(GOOD, empty, course).back) == {LESSON, ANSWERS}


@pytest.mark.parametrize("where", ["course", LESSON])
def test_a_link_in_her_folder_leads_nowhere(
    course: Path, empty: Path, tmp_path: Path, where: str
) -> None:
    outside = tmp_path / "outside"
    put(outside, {"01_tiny.ipynb": b"not hers"})
    link = empty / where
    link.parent.mkdir(parents=True)
    link.symlink_to(outside if where == "course" else outside / "01_tiny.ipynb")
    is_refused(GOOD, course, "is a link to another place")
    assert (outside / "01_tiny.ipynb").read_bytes() == b"not hers"


def test_her_folder_may_be_a_link_itself(course: Path, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    empty.symlink_to(tmp_path / "disk")
    unpack(GOOD, empty, course)
    assert (tmp_path / "disk" / LESSON).read_bytes() == b"my lesson"


@pytest.mark.parametrize("odd", [{"course": b"a file"}, {f"{LESSON}/x": b"a folder"}])
def test_something_else_in_the_way_is_said(
    course: Path, empty: Path, odd: dict[str, bytes]
) -> None:
    put(empty, odd)
    is_refused(GOOD, course, "Something else is where")


def test_a_full_disk_changes_nothing(
    course: Path, hers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def full_disk(path: Path, content: bytes) -> int:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return write(path, content)

    write = Path.write_bytes
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full_disk)
        is_refused(GOOD_OTHER, course, "couldn't be written: No space left")
    assert len(calls) == 2


GOOD_OTHER = zipped({LESSON: b"other", ANSWERS: b"other", "pages/new.md": b"other"})


def test_stopped_half_way_nothing_is_lost_and_the_next_try_ends_it(
    course: Path, hers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: Path, target: Path) -> Path:
        if target.name == "new.md":
            raise PermissionError(13, "Permission denied")
        return replace(path, target)

    replace = Path.replace
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", locked)
        with pytest.raises(NotKept, match=r"Only 2 of 3 files came back: Permission denied"):
            unpack(GOOD_OTHER, hers, course)
    assert {b"my lesson", b"my answers", b"other"} <= set(files_in(hers).values())
    assert unpack(GOOD_OTHER, hers, course).back == ("pages/new.md",)
    assert not list(hers.glob(".restoring-*"))


# --------------------------------------------------------------------------------- fuzz

CHANGES = st.lists(
    st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6
)


@given(CHANGES, st.integers(0, 40), st.integers(0, 40))
def test_mutated_zips_do_no_harm(changes, front, back):
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value
    harmless(bytes(data[front // 20 : len(data) - back // 4]))


def test_every_flipped_byte_does_no_harm():
    """Every byte of the zip's own lists, and every length it may be cut to."""
    rng = random.Random(1)
    for at in range(len(GOOD)):
        harmless(GOOD[:at] + bytes([GOOD[at] ^ rng.randrange(1, 256)]) + GOOD[at + 1 :])
    for length in range(0, len(GOOD), 3):
        harmless(GOOD[:length])


def harmless(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        root, work = top / "root", top / "root" / "my_work"
        root.mkdir()
        try:
            unpack(data, work, root)
        except NotKept:
            assert os.listdir(root) == []  # noqa: PTH208
        else:
            # What was changed was of no meaning: all is as it was.
            assert files_in(work) == {LESSON: b"my lesson", ANSWERS: b"my answers"}
        assert {path for path in top.rglob("*") if not path.is_relative_to(work)} == {root}


# --------------------------------------------------------------------- words and commands


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["pages/a.md", "pages/a.html"], "1 page"),
        (["course/a.ipynb", "course/b.ipynb", "reports/a.html"], "2 lessons and 1 report"),
        ([MANIFEST, "assessments/a/a.ipynb", "assessments/a/x.csv"], "1 assessment"),
    ],
)
def test_files_in_words(names: list[str], words: str) -> None:
    assert inventory(names) == words


@pytest.fixture
def run(course: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    monkeypatch.setenv("DONEENOUGH_WORK", str(course / "my_work"))
    monkeypatch.setenv("DONEENOUGH_ROOT", str(course))

    def call(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, arguments)
        assert "Traceback" not in result.output
        return result.exit_code, result.output

    return call


def test_the_commands(run: Callable[..., tuple[int, str]], hers: Path, tmp_path: Path) -> None:
    place = str(tmp_path / "w.zip")
    assert run("keep", place)[0] == 0
    code, words = run("keep", place)
    assert code == 1
    assert "couldn't be written" in words  # never over another file
    shutil.rmtree(hers)
    code, words = run("restore", place)
    assert code == 0
    assert "Back in your folder" in words
    assert files_in(hers) == HERS
    (tmp_path / "w.zip").write_bytes(b"x")
    code, words = run("restore", place)
    assert code == 1
    assert FOREIGN in words


def test_what_a_mac_unpacked_and_packed_again_is_taken(
    course: Path, hers: Path, empty: Path, tmp_path: Path
) -> None:
    """Safari unpacks a download; Finder packs the folder again, with its own files in it."""
    data = pack(hers, course)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = {info.filename: archive.read(info) for info in archive.infolist()}
    home = "done-enough-my-work"
    extra = {f"{home}/": b"", f"{home}/.DS_Store": b"x", f"__MACOSX/{home}/._doneenough.json": b"x"}
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name, content in (
            extra | {f"{home}/{name}": text for name, text in inside.items()}
        ).items():
            archive.writestr(name, content)
    put(tmp_path / home, inside)
    for packed in (again.getvalue(), packed_again(tmp_path / home)):
        back = unpack(packed, empty, course).back
        assert back or files_in(empty)
    assert {name: files_in(empty).get(name) for name in HERS} == HERS
