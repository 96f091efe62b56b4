"""What the instructor's page names exists, and its words are plain."""

from __future__ import annotations

import re
from pathlib import Path

import click

from doneenough.cli import main
from doneenough.grading.cohort.items import ENOUGH, GOOD
from doneenough.grading.cohort.work import NOT_GRADED
from doneenough.grading.score import STATUSES
from doneenough.grading.status_export import NOT_GRADABLE
from shared.language import forbidden_words, mean_sentence

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "solutions" / "README.md").read_text(encoding="utf-8")


def test_every_command_exists() -> None:
    context = click.Context(main)
    for name, sub in re.findall(r"`doneenough (\w+)(?: ([a-z]+))?", TEXT):
        command = main.get_command(context, name)
        assert command is not None, name
        if sub:
            assert isinstance(command, click.Group)
            assert command.get_command(context, sub) is not None, sub
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([\w-]+)`", TEXT):
        assert re.search(rf"^{target}:.*## ", makefile, re.M), target


def test_every_option_exists() -> None:
    context = click.Context(main)
    group = main.get_command(context, "cohort")
    assert isinstance(group, click.Group)
    commands = [group.get_command(context, name) for name in group.list_commands(context)]
    known = {
        option for command in commands if command for item in command.params for option in item.opts
    }
    assert set(re.findall(r"--(?!force)[a-z]+", TEXT)) <= known


def test_every_status_is_explained() -> None:
    table = TEXT.split("| status |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| ([a-z, ]+) \| ", f"| status |{table}", re.M)
    assert set(rows) == {"status", *STATUSES, NOT_GRADED, NOT_GRADABLE}
    assert f"fewer than {ENOUGH} answers" in TEXT
    assert f"{GOOD:.0%}" in TEXT


def test_words() -> None:
    prose = re.sub(r"^\|.*$", "", re.sub(r"\s+(?=\S)", " ", TEXT.replace("\n\n", "\0")), flags=re.M)
    prose = prose.replace("\0", "\n")
    assert forbidden_words(prose) == []
    assert mean_sentence(prose) <= 15
