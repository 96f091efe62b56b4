"""Write the exact versions, and see that every system can install them from wheels alone.

``make lock`` writes ``requirements.txt`` (what learners and Binder need) and
``tests/requirements.txt`` (what tests add to it). Versions stay as they are unless they no
longer fit; take a line out to have the newest one chosen. Nothing is written while one
system lacks a wheel. ``make wheels`` only looks.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEARNERS = "requirements.txt"
TESTS = "tests/requirements.txt"
OLDEST = "3.11"
PYTHONS = (OLDEST, "3.12", "3.13", "3.14")
SYSTEMS = {
    "Linux": "x86_64-manylinux_2_28",
    "Linux on ARM": "aarch64-manylinux_2_28",
    "Windows": "x86_64-pc-windows-msvc",
    "macOS": "aarch64-apple-darwin",
    "macOS on Intel": "x86_64-apple-darwin",
}


def uv(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run ``uv pip compile``, apart from what a person has set for other projects.

    It uses this Python: it would look for others in the network, and wait for them.
    """
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-config"]
    command += ["--no-python-downloads", "--python", sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def exact(extras: Sequence[str], kept: str) -> str:
    """Return the lock of the project with these extras, for all systems at once.

    Parameters
    ----------
    extras
        Names under ``[project.optional-dependencies]``.
    kept
        A lock whose versions are taken where they fit.
    """
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "lock.txt"
        lock.write_text(kept, encoding="utf-8")
        wanted = [word for extra in extras for word in ("--extra", extra)]
        plain = ("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header")
        universal = ("--universal", "--python-version", OLDEST)
        done = uv("pyproject.toml", *wanted, *universal, *plain, "--output-file", str(lock))
        if done.returncode:
            raise SystemExit(done.stderr)
        return lock.read_text(encoding="utf-8")


def added(whole: str, learners: str) -> str:
    """Return the lines of ``whole`` that ``learners`` lacks."""
    known = set(learners.splitlines())
    return "".join(f"{line}\n" for line in whole.splitlines() if line not in known)


def without_wheels(locks: Sequence[Path], *options: str) -> Iterator[str]:
    """Say which system cannot install the locks together from wheels, and what is missing.

    Parameters
    ----------
    locks
        The files.
    options
        More options for uv.
    """

    def missing(system: str, python: str) -> str:
        where = ("--python-platform", SYSTEMS[system], "--python-version", python)
        wheels = ("--only-binary", ":all:", "--no-deps", "--output-file")
        with tempfile.TemporaryDirectory() as folder:
            nowhere = str(Path(folder) / "lock.txt")
            done = uv(*where, *wheels, nowhere, *options, *(str(lock) for lock in locks))
        return f"{system}, Python {python}: {done.stderr.strip()}" if done.returncode else ""

    # Nearly all of it is waiting for the registry.
    with ThreadPoolExecutor(5) as pool:
        yield from filter(None, pool.map(missing, *zip(*product(SYSTEMS, PYTHONS), strict=True)))


def main() -> int:
    """Write both locks, or only look at them."""
    parser = argparse.ArgumentParser(description="Write the locks and check their wheels.")
    parser.add_argument("--check", action="store_true", help="only look; write nothing")
    paths = [ROOT / LEARNERS, ROOT / TESTS]
    kept = [path.read_text(encoding="utf-8") if path.exists() else "" for path in paths]
    if parser.parse_args().check:
        texts = kept
    else:
        learners = exact(["setup"], "".join(kept))
        whole = exact(["setup", "test"], learners + kept[1])
        texts = [learners, added(whole, learners)]
    with tempfile.TemporaryDirectory() as folder:
        tried = [Path(folder) / f"{number}.txt" for number in range(len(texts))]
        for path, text in zip(tried, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        missing = list(without_wheels(tried))
    for line in missing:
        print(line, file=sys.stderr)
    if missing:
        print("Pin such a package lower in pyproject.toml, with a marker.", file=sys.stderr)
        return 1
    for path, text in zip(paths, texts, strict=True):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
    print(f"Both locks install from wheels on {', '.join(SYSTEMS)}, Python {', '.join(PYTHONS)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
