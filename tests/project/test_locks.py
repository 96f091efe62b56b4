"""The tool behind ``make lock`` and ``make wheels``, on wheels made here: nobody is asked."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

import locks

EVERYWHERE = "py3-none-any"
NEW_MACS_ONLY = "cp311-abi3-macosx_11_0_arm64"


def make_wheel(folder: Path, name: str, tags: str) -> None:
    """Write a wheel with nothing in it."""
    info = f"{name}-1.0.dist-info"
    with ZipFile(folder / f"{name}-1.0-{tags}.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nTag: {tags}\n")
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(locks, "PYTHONS", (locks.PYTHONS[0], locks.PYTHONS[-1]))
    make_wheel(tmp_path, "plain", EVERYWHERE)
    make_wheel(tmp_path, "picky", NEW_MACS_ONLY)
    # A source archive would do for a person with a compiler; a learner has none.
    (tmp_path / "picky-1.0.tar.gz").write_bytes(b"")
    return tmp_path


def missing(folder: Path, *texts: str) -> list[str]:
    """Return what the tool says of these locks."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"{number}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return list(locks.without_wheels(paths, "--no-index", "--find-links", str(folder)))


def test_wheels_for_everybody_are_enough(wheels: Path) -> None:
    assert missing(wheels, "plain==1.0\n") == []


def test_a_system_without_a_wheel_is_named_with_the_package(wheels: Path) -> None:
    said = missing(wheels, "plain==1.0\n", "picky==1.0\n")
    places = {line.partition(":")[0] for line in said}
    others = [system for system in locks.SYSTEMS if system != "macOS"]
    assert places == {f"{system}, Python {python}" for system in others for python in locks.PYTHONS}
    assert all("picky==1.0 has no usable wheels" in line for line in said)


def test_a_marker_leaves_a_system_out(wheels: Path) -> None:
    marker = "sys_platform == 'darwin' and platform_machine == 'arm64'"
    assert missing(wheels, f"picky==1.0 ; {marker}\n") == []


def test_the_second_lock_is_what_the_first_lacks() -> None:
    whole = "a==1\nb==2 ; os_name == 'nt'\nc==3\n"
    assert locks.added(whole, "a==1\nc==3\n") == "b==2 ; os_name == 'nt'\n"


def test_nothing_is_written_while_a_wheel_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tests").mkdir()
    for name in (locks.LEARNERS, locks.TESTS):
        (tmp_path / name).write_text("old==1.0\n", encoding="utf-8")
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    monkeypatch.setattr(locks, "exact", lambda extras, kept: "new==2.0\n")
    monkeypatch.setattr(locks, "without_wheels", lambda paths: ["Windows, Python 3.14: no new"])
    monkeypatch.setattr("sys.argv", ["locks.py"])
    assert locks.main() == 1
    assert "Windows, Python 3.14" in capsys.readouterr().err
    assert (tmp_path / locks.LEARNERS).read_text(encoding="utf-8") == "old==1.0\n"
    monkeypatch.setattr(locks, "without_wheels", lambda paths: [])
    assert locks.main() == 0
    assert (tmp_path / locks.LEARNERS).read_text(encoding="utf-8") == "new==2.0\n"
    assert (tmp_path / locks.TESTS).read_text(encoding="utf-8") == ""
