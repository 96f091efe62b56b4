"""The ``doneenough`` command.

Each subcommand lives beside what it runs and is imported when it is called, so
that opening the course does not wait for the grader, nor the grader for JupyterLab.
"""

from __future__ import annotations

import importlib
from typing import Any, ClassVar

import click

from doneenough.terminal import make_ready, tame


class LazyGroup(click.Group):
    """A group that imports a subcommand when it is needed."""

    places: ClassVar[dict[str, str]] = {
        "check": "doneenough.grading.check:check_command",
        "cohort": "doneenough.grading.cohort.commands:cohort",
        "gradebook": "doneenough.release_commands:gradebook",
        "keep": "doneenough.lab.keep_commands:keep",
        "lab": "doneenough.lab.command:lab",
        "release": "doneenough.release_commands:release",
        "restore": "doneenough.lab.keep_commands:restore",
    }
    """Name of each subcommand, and ``module:attribute`` where it is defined."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command, on a console that takes any letter."""
        make_ready()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; what stops it is said without harm to the terminal."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            tame(error)
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands."""
        return sorted({*self.places, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one subcommand."""
        place = self.places.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = place.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="doneenough", prog_name="doneenough")
def main() -> None:
    """Done Enough: decisions on AI projects, graded by their consequence."""
