"""`python -m evals gate`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand

from evals.commands.judging import COULD_NOT_BE_MEASURED, refuse, write_out
from evals.gate.decision import DETECT, MAX_TROUBLE

EXAMPLES = (
    "Examples:  python -m evals gate --baseline main.jsonl --current .evals/20261122T071119Z-6e7c  |  "
    "python -m evals gate --baseline nightly/*/results.jsonl --current shard-1.jsonl shard-2.jsonl  |  "
    "python -m evals gate --baseline main.jsonl --current pr.jsonl --markdown comment.md --json gate.json"
)

_EXIT_CODES = {"no regression": 0, "regression": 1, "not measured": COULD_NOT_BE_MEASURED}
_SEVERAL = ("--baseline", "--current")


class SeveralFiles(TyperCommand):
    """A command whose `--baseline` and `--current` take any number of files, as a shell's `*` gives them."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        return super().parse_args(ctx, list(_one_each(args)))


def gate(
    baseline: Annotated[
        list[Path], typer.Option(metavar="FILE...", help="results files or folders of runs to compare with")
    ],
    current: Annotated[list[Path], typer.Option(metavar="FILE...", help="those of the change")],
    detect: Annotated[
        float,
        typer.Option(min=0.01, max=1.0, help="the fall of the pass rate that has to be seen if it is there"),
    ] = DETECT,
    max_trouble: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="the share of current runs that may be unmeasured")
    ] = MAX_TROUBLE,
    min_pass_rate: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="the least share of current runs that has to pass")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(metavar="OUT", help="write it as Markdown of at most 60,000 bytes, too")
    ] = None,
    json: Annotated[Path | None, typer.Option(metavar="OUT", help="write every figure here, too")] = None,
) -> None:
    """Decide whether evals pass less often than before: one by one, and all of them together.

    Compares only runs of the same eval that were graded alike (rubric, judge, what the judge grades with), of
    the same model where both sides have it; what differs is listed and left out.

    Exits with 0 for no regression, 1 for a regression or a pass rate below its floor, 2 for a file that
    can't be used, 3 where it could not be measured: nothing to compare, too much trouble, or too few repeats
    to see a fall by --detect in 80 % of cases; how many would do is said.
    """
    from evals.gate.decision import Thresholds, decide
    from evals.gate.render import as_json, as_markdown, as_text
    from evals.gate.runs import read_side
    from evals.results.directory import ResultsError
    from evals.results.redaction import Redactor

    redactor = Redactor.from_environ()
    try:
        before, now = (read_side(paths, redactor=redactor) for paths in (baseline, current))
    except ResultsError as error:
        refuse(redactor.redact_text(str(error)))

    decided = decide(
        before,
        now,
        Thresholds(detect=detect, max_trouble=max_trouble, min_pass_rate=min_pass_rate),
    )
    if markdown is not None:
        artifact = "the command's output" if json is None else json.name
        write_out(markdown, as_markdown(decided, artifact=artifact))
    if json is not None:
        write_out(json, as_json(decided))
    typer.echo(as_text(decided))
    raise typer.Exit(_EXIT_CODES[decided.decision])


def _one_each(args: Sequence[str]) -> Iterator[str]:
    """`args` with the option repeated for each of its files, the way that click takes several."""
    option, following = "", False
    for arg in args:
        if arg.startswith("-"):
            option, equals, _ = arg.partition("=")
            following = bool(equals)
        elif option in _SEVERAL and following:
            yield option
        else:
            following = True
        yield arg
