"""`python -m evals controls`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = "Examples:  python -m evals controls  |  python -m evals controls api_outage run_is_fine"


def controls(
    scenarios: Annotated[
        list[str] | None, typer.Argument(help="scenario ids; all where none is named")
    ] = None,
) -> None:
    """Show that each eval can tell right from wrong: its oracle passes, every kind of wrong answer fails, and
    without its decisive evidence the oracle no longer names the cause.

    Exits with 1 where an oracle fails, a wrong answer survives or missing evidence goes unnoticed, with 2
    where a scenario is unknown.
    """
    from evals.controls.matrix import render
    from evals.controls.run import run_controls
    from evals.scenarios.catalogue import SCENARIOS

    chosen = scenarios or list(SCENARIOS)
    unknown = [scenario for scenario in chosen if scenario not in SCENARIOS]
    if unknown:
        raise typer.BadParameter(
            f"no scenario is called {', '.join(unknown)}; there are: {', '.join(SCENARIOS)}"
        )
    rows = asyncio.run(run_controls(chosen, root=Path.cwd(), told=typer.echo))
    typer.echo("\n" + render(rows))
    raise typer.Exit(0 if all(row.holds for row in rows) else 1)
