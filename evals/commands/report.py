"""`python -m evals report`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from evals.commands.judging import progress, refuse

EXAMPLES = (
    "Examples:  python -m evals report .evals/20261122T071119Z-6e7c --html report.html  |  "
    "python -m evals report shard-*/results.jsonl --markdown summary.md --junit junit.xml"
)


def report(
    results: Annotated[
        list[Path], typer.Argument(metavar="RESULTS...", help="folders of runs, or their results.jsonl files")
    ],
    html: Annotated[Path | None, typer.Option(metavar="OUT", help="write a page to read here")] = None,
    markdown: Annotated[
        Path | None, typer.Option(metavar="OUT", help="write a summary for a pull request here")
    ] = None,
    junit: Annotated[
        Path | None, typer.Option(metavar="OUT", help="write JUnit's XML for a CI system here")
    ] = None,
) -> None:
    """Show results: as one HTML file with every run's transcript and verdict, as a summary in Markdown, as
    JUnit's XML. Of several results the runs are put together; one that is in several counts once.

    The outcomes have no say in the exit code: `gate` decides on them. Exits with 2 where results can't be
    read, a file can't be written, or none is asked for.
    """
    from evals.reports.data import load, report_of
    from evals.reports.html import write_html
    from evals.reports.junit import write_junit
    from evals.reports.markdown import write_markdown
    from evals.results.directory import ResultsError
    from evals.results.redaction import Redactor

    if html is None and markdown is None and junit is None:
        refuse("nothing to write: give --html, --markdown or --junit a file")
    redactor = Redactor.from_environ()
    try:
        records = load(results)
        with progress("runs prepared", total=len(records)) as done:
            made = report_of(records, redactor=redactor, done=done)
        if html is not None:
            with progress("runs written", total=len(made.runs)) as done:
                write_html(made, html, done=done)
        if markdown is not None:
            write_markdown(made, markdown)
        if junit is not None:
            write_junit(made, junit)
    except (ResultsError, OSError) as error:
        refuse(redactor.redact_text(str(error)))
    for path in (html, markdown, junit):
        if path is not None:
            megabytes = path.stat().st_size / 1e6
            typer.echo(f"{os.path.relpath(path)}: {len(made.runs):,} runs, {megabytes:.2f} MB")
