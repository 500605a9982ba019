"""`python -m evals rescore`."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from evals.commands.judging import COULD_NOT_BE_MEASURED, JudgeName, judge_called, progress, refuse

EXAMPLES = (
    "Examples:  python -m evals rescore .evals/20261122T071119Z-6e7c  |  "
    "python -m evals rescore .evals/20261122T071119Z-6e7c/results.jsonl --judge openai:gpt-5.5"
)


def rescore(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="a run's folder, or its results.jsonl")],
    judge: JudgeName = "keyless",
) -> None:
    """Grade recorded answers again, with another judge or on reworded rubrics, without running an agent.

    Evals of the suite's scenarios are graded on the criteria of today, all others on those recorded. What
    changed is printed with the reasons. The new records and transcripts go to a new folder beside the run's,
    which is the latest one then. What went wrong besides a verdict still did: it decides as before.

    Exits with 2 where the results can't be read, with 3 where an answer got no verdict, or one that can't
    tell.
    """
    from evals.rescoring.changes import render
    from evals.rescoring.rescore import cases_of, write
    from evals.rescoring.rescore import rescore as grade_again
    from evals.results.directory import ResultsError
    from evals.results.redaction import Redactor
    from evals.results.store import read_results, results_file

    file = results_file(results)
    redactor = Redactor.from_environ()
    try:
        cases = cases_of(record.redacted(redactor) for record in read_results(file))
        if not cases:
            refuse(f"{file}: there is no record in it")
        total = sum(len(case.regradings) for case in cases)
        with judge_called(judge) as grader, progress("answers graded", total=total) as done:
            rescored = asyncio.run(grade_again(grader, cases, done=done))
        store, records = write(rescored, file.resolve().parents[1])
    except ResultsError as error:
        refuse(redactor.redact_text(str(error)))

    typer.echo(render(rescored, records))
    typer.echo(f"results and transcripts: {os.path.relpath(store.directory)}")
    raise typer.Exit(0 if all(one.complete for one in rescored) else COULD_NOT_BE_MEASURED)
