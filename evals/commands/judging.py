"""What commands share: how they refuse, write and show progress, and the judge that was named."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from dotenv import load_dotenv

from evals.agents.models import ModelSettingsError, require_usable

if TYPE_CHECKING:
    from evals.judges import Judge

JudgeName = Annotated[
    str, typer.Option("--judge", metavar="MODEL", help="`keyless`, or a model string of pydantic-ai")
]
"""The option that names the judge."""

COULD_NOT_BE_MEASURED = 3
"""The exit code where provider or judge got in the way."""


def refuse(why: str) -> NoReturn:
    """End the command for a mistake of its user's: one line on standard error, exit code 2."""
    typer.echo(f"error: {why}", err=True)
    raise typer.Exit(2)


def write_out(out: Path, text: str) -> None:
    """Write what a command was asked to write; ends it with 2 where that can't be done."""
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        refuse(f"{out}: {error.strerror or error}")


@contextmanager
def judge_called(name: str) -> Iterator[Judge]:
    """The judge that `name` stands for, away from the developer's Prefect; keys are also read from
    `.env.local`. Ends the command with 2 where there is no such judge, or its key is missing."""
    from evals.environment.isolation import without_prefect
    from evals.judges.select import make_judge

    load_dotenv(Path.cwd() / ".env.local")
    try:
        require_usable(name, role="judge", variable="--judge", environ=os.environ)
    except ModelSettingsError as error:
        refuse(str(error))
    with without_prefect():
        yield make_judge(name)


@contextmanager
def progress(what: str, *, total: int) -> Iterator[Callable[[], None]]:
    """Show on standard error how far long work is; nothing in CI, and nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(
        console=console, transient=True, disable=not console.is_terminal or "CI" in os.environ
    ) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
