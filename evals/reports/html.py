"""The report as a page: one file that asks nothing of any other place.

Everything in records is text that nobody vouches for. Jinja escapes it, what can't be seen is spelled out,
and the page's Content-Security-Policy lets no script and no style in but the page's own, and no request out.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.reports.cost_and_latency import plot_table
from evals.reports.data import NO_MODEL, Report
from evals.reports.excerpts import LAYOUT, Excerpt, fair_length, in_page
from evals.reports.highlights import Highlighted, Piece, highlighted
from evals.reports.plots import colour, interval_plot
from evals.reports.runs import LONGEST, Run
from evals.results.escaping import visible
from evals.results.graded import AskedRecord, CriterionRecord, GradedRecord, VerdictRecord
from evals.results.money import dollars
from evals.statistics.estimate import Estimate

_TEMPLATES = Path(__file__).with_name("templates")

_ANSWERS_BUDGET = 5_000_000
"""Bytes in a page for the answers of all runs together."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A criterion in a verdict's table."""

    number: int
    """By which the answer's highlights name it."""
    criterion: AskedRecord
    decided: CriterionRecord | None
    """None where there was no verdict on it."""
    wording: str
    """The id of the page's only copy of what the criterion asks."""
    missing: tuple[str, ...] = ()
    """Quotations that are not in the answer."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer with its highlights, cut where there is no room for all of it."""

    pieces: tuple[Piece, ...]
    left_out: int


@dataclass(frozen=True, kw_only=True)
class Grading:
    """A graded answer, or one that got no verdict."""

    graded: GradedRecord
    verdict: VerdictRecord | None
    rows: tuple[Row, ...]
    answer: Answer | None
    """None where it is the run's answer."""


@dataclass(frozen=True, kw_only=True)
class RunView:
    """What the page shows of a run when it is opened."""

    run: Run
    answer: Answer | None
    gradings: tuple[Grading, ...]
    ground_truth: str | None
    """The id of the page's only copy, where several runs have the same; None where it is shown in place."""
    versions: str
    """The id of the page's only copy."""
    names: dict[int, tuple[str, str]]
    """For each criterion's number its name and the decision on it."""

    def cited(self, piece: Piece) -> str:
        """The criteria that quote `piece`."""
        return ", ".join(self.names[number][0] for number in piece.cited)

    def tone(self, piece: Piece) -> str:
        """The decision that those criteria share; `mixed` where they don't."""
        decisions = {self.names[number][1] for number in piece.cited}
        return decisions.pop() if len(decisions) == 1 else "mixed"


@dataclass(kw_only=True)
class _Shared:
    """Texts of many runs that the page has once."""

    prefix: str
    ids: dict[Any, str] = field(default_factory=dict)

    def id_of(self, text: object) -> str:
        return self.ids.setdefault(text, f"{self.prefix}{len(self.ids) + 1}")


@dataclass(kw_only=True)
class _Views:
    """Makes the views of runs one by one; what they share is known when the last is made."""

    report: Report
    wordings: _Shared = field(default_factory=lambda: _Shared(prefix="wording-"))
    ground_truths: _Shared = field(default_factory=lambda: _Shared(prefix="truth-"))
    versions: _Shared = field(default_factory=lambda: _Shared(prefix="versions-"))

    def __iter__(self) -> Iterator[RunView]:
        records = [run.record for run in self.report.runs]
        often = Counter(record.ground_truth for record in records)
        sizes = [in_page((record.answer or "")[:LONGEST]) for record in records]
        room = fair_length(sizes, budget=_ANSWERS_BUDGET)
        for run in self.report.runs:
            yield self._view(run, room=room, repeated=often[run.record.ground_truth] > 1)

    def _view(self, run: Run, *, room: int, repeated: bool) -> RunView:
        record = run.record
        number = 0
        tables: list[tuple[GradedRecord, list[Row]]] = []
        for graded in record.graded:
            rows = []
            for criterion in _criteria(graded):
                number += 1
                rows.append(self._row(number, criterion))
            tables.append((graded, rows))
        own = [row for graded, rows in tables if graded.answer is None for row in rows]
        found = _found(record.answer or "", own)
        return RunView(
            run=run,
            answer=None if record.answer is None else _cut(found, room=room),
            gradings=tuple(_grading(graded, rows, found, room=room) for graded, rows in tables),
            ground_truth=self.ground_truths.id_of(record.ground_truth)
            if record.ground_truth and repeated
            else None,
            versions=self.versions.id_of(tuple(sorted(record.versions.items()))),
            names={row.number: _named(row) for _, rows in tables for row in rows},
        )

    def _row(self, number: int, criterion: AskedRecord) -> Row:
        wording = (criterion.id, criterion.weight, criterion.met_when, criterion.not_met_when)
        decided = criterion if isinstance(criterion, CriterionRecord) else None
        return Row(number=number, criterion=criterion, decided=decided, wording=self.wordings.id_of(wording))


def write_html(report: Report, path: Path, *, done: Callable[[], None] = lambda: None) -> None:
    """Write `report` to `path`. `done` is called after each run. Raises `OSError` where that can't be
    written."""
    style = Markup((_TEMPLATES / "report.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    script = Markup((_TEMPLATES / "report.js").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    views = _Views(report=report)
    stream = (
        _environment()
        .get_template("report.html.j2")
        .stream(
            report=report,
            views=_counted(views, done),
            shared=views,
            plots=plot_table(report),
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
            NO_MODEL=NO_MODEL,
        )
    )
    stream.enable_buffering(200)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(stream)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    environment.filters |= {
        "dollars": dollars,
        "interval": interval_plot,
        "range": _range,
        "colour": colour,
        "heat": _heat,
        "short": _short,
        "breakable": _breakable,
    }
    return environment


def _finalized(value: object) -> object:
    """What every expression of a template goes through before it is escaped."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else visible(value, keep=LAYOUT)


def _counted(views: _Views, done: Callable[[], None]) -> Iterator[RunView]:
    for view in views:
        yield view
        done()


def _criteria(graded: GradedRecord) -> Sequence[AskedRecord]:
    if isinstance(graded, VerdictRecord):
        return graded.criteria
    decided: Sequence[AskedRecord] = getattr(graded, "decided", ())
    asked: Sequence[AskedRecord] = getattr(graded, "asked", ())
    return [*decided, *asked]


def _found(answer: str, rows: Sequence[Row]) -> Highlighted:
    return highlighted(answer, {row.number: row.decided.quotes for row in rows if row.decided})


def _grading(graded: GradedRecord, rows: Sequence[Row], found: Highlighted, *, room: int) -> Grading:
    other = None if graded.answer is None else _found(graded.answer, rows)
    missing = (other or found).missing
    return Grading(
        graded=graded,
        verdict=graded if isinstance(graded, VerdictRecord) else None,
        rows=tuple(
            Row(
                number=row.number,
                criterion=row.criterion,
                decided=row.decided,
                wording=row.wording,
                missing=missing.get(row.number, ()),
            )
            for row in rows
        ),
        answer=None if other is None else _cut(other, room=room),
    )


def _cut(found: Highlighted, *, room: int) -> Answer:
    left, pieces = room, []
    for piece in found.pieces:
        size = in_page(piece.text)
        text = piece.text if size <= left else piece.text[: len(piece.text) * left // size]
        pieces.append(Piece(text=text, cited=piece.cited, begins=piece.begins))
        left -= size
        if left <= 0:
            break
    whole = sum(len(piece.text) for piece in found.pieces)
    return Answer(pieces=tuple(pieces), left_out=whole - sum(len(piece.text) for piece in pieces))


def _named(row: Row) -> tuple[str, str]:
    return row.criterion.id, row.decided.decision if row.decided else "cant_tell"


def _short(text: str, length: int = 4_000) -> Excerpt:
    return Excerpt(text=text[:length], left_out=max(0, len(text) - length))


def _breakable(name: str) -> Markup:
    """A long name that may go over several lines, after its underscores and brackets."""
    parts = re.split(r"(?<=[_\[/:])(?=\w)", visible(name))
    return Markup("<wbr>").join(parts)


def _range(estimate: Estimate | None) -> str:
    return "" if estimate is None else f"{estimate.low:.2f}\u2013{estimate.high:.2f}"


def _heat(estimate: Estimate | None) -> str:
    return "none" if estimate is None else f"{round(estimate.value * 10)}"


def _hash(text: str) -> str:
    """How a Content-Security-Policy names an inline style or script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
