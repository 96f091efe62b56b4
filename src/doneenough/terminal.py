"""The one way to a terminal: whatever a text holds, it moves no cursor and fits the console."""

from __future__ import annotations

import io
import sys

import click

from doneenough.plain_text import one_line


def say(*lines: str) -> None:
    """Print lines; a text inside one of them can begin no line of its own."""
    for line in lines:
        click.echo(one_line(line))


def make_ready() -> None:
    """Let a console that lacks a letter show a question mark in its place, and never fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def tame(error: click.ClickException) -> None:
    """Make the message of an error, which click prints itself, safe to print."""
    message = "\n".join(map(one_line, error.message.split("\n")))
    error.message = message  # type: ignore[misc]
