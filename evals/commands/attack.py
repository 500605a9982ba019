"""`python -m evals attack`."""

from __future__ import annotations

import asyncio

import typer

from evals.commands.judging import COULD_NOT_BE_MEASURED, JudgeName, judge_called, progress

EXAMPLES = (
    "Examples:  python -m evals attack --judge keyless  |  "
    "python -m evals attack --judge anthropic:claude-opus-5"
)


def attack(judge: JudgeName = "keyless") -> None:
    """Try to talk a judge into passing wrong answers: each payload of the project's corpus (orders, forged
    verdicts and tags, encodings, invisible characters, ...) stands on an answer that must fail.

    Prints what wrongly passed. Exits with 1 where anything did, with 3 where the judge gave no verdict on
    some.
    """
    from evals.judges.attacks import load_attacks
    from evals.judges.attacks.trial import render, run_attacks

    attacks = load_attacks()
    with judge_called(judge) as target, progress("attacks graded", total=len(attacks)) as done:
        trials = asyncio.run(run_attacks(target, attacks, done=done))
    typer.echo(render(judge, trials))
    if any(trial.fate == "passed" for trial in trials):
        raise typer.Exit(1)
    raise typer.Exit(COULD_NOT_BE_MEASURED if any(trial.fate == "no verdict" for trial in trials) else 0)
