"""`python -m evals calibrate`."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from evals.commands.judging import COULD_NOT_BE_MEASURED, JudgeName, judge_called, progress, refuse, write_out

EXAMPLES = (
    "Examples:  python -m evals calibrate --judge keyless  |  "
    "python -m evals calibrate --judge openai:gpt-5.5 --json judge.json  |  "
    "python -m evals calibrate --judge keyless --labels mine.jsonl"
)

_Floor = typer.Option(min=0.0, max=1.0)


def calibrate(
    judge: JudgeName = "keyless",
    labels: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="labelled answers; those in evals/labels where none is given"),
    ] = None,
    split: Annotated[
        Literal["dev", "test", "all"] | None,
        typer.Option(help="which answers; test for the suite's own, all for files that are given"),
    ] = None,
    json: Annotated[Path | None, typer.Option(metavar="OUT", help="write every figure here, too")] = None,
    min_tpr: Annotated[float, _Floor] = 0.90,
    min_tnr: Annotated[float, _Floor] = 0.90,
    min_kappa: Annotated[float, _Floor] = 0.80,
) -> None:
    """Measure a judge's error rates on labelled answers: true-positive and true-negative rate for the verdict
    and for each criterion, Cohen's kappa, and every answer on which it was wrong.

    On the suite's own labels, the test split, it also writes the record in evals/calibration/records/ by
    which a run knows that its judge is calibrated.

    Exits with 1 where a rate (of the verdict or of a criterion) or the verdict's kappa is below its floor,
    with 2 for a label file that can't be used, with 3 where the judge could not be measured.
    """
    from evals.calibration.labels import LabelsError, own_label_files, read_labels
    from evals.calibration.measure import measure
    from evals.calibration.record import Floors, keep, record_of
    from evals.calibration.render import as_json, render

    floors = Floors(true_positive_rate=min_tpr, true_negative_rate=min_tnr, kappa=min_kappa)
    files = labels or own_label_files()
    chosen = split or ("all" if labels else "test")
    try:
        answers = [answer for answer in read_labels(files) if chosen in (answer.split, "all")]
    except LabelsError as error:
        refuse(str(error))
    if not answers:
        refuse(f"no answer is in the split {chosen!r} of {', '.join(map(os.path.relpath, files))}")

    with judge_called(judge) as grader, progress("answers graded", total=len(answers)) as done:
        measured = asyncio.run(measure(grader, answers, done=done))

    record = record_of(measured, answers, files=files, split=chosen, floors=floors)
    typer.echo(render(measured, record.below))
    if json is not None:
        write_out(json, as_json(measured, record))
    if not measured.conclusive:
        typer.echo("NOT MEASURED: see above what the judge did not grade, or which labels there are none of")
        raise typer.Exit(COULD_NOT_BE_MEASURED)
    if labels is None and chosen == "test":
        typer.echo(f"recorded in {os.path.relpath(keep(record))}")
    raise typer.Exit(1 if record.below else 0)
