"""A gate's decision as text for a terminal, as Markdown for a pull request's comment, and as JSON.

Names in records are nobody's word: they are shown shortened, with what could act on a terminal or on the
Markdown around it spelled out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from evals.gate.decision import Compared, Gate, Pooled, Tally
from evals.results.escaping import inline_code, shortened
from evals.results.layout import laid_out
from evals.statistics.estimate import Estimate, shown, wilson
from evals.statistics.power import POWER
from evals.statistics.regression import ALPHA

LONGEST_MARKDOWN = 60_000
"""Bytes. GitHub takes comments of 65,536 characters."""

_LONGEST_NAME = 200
_MOST_NAMES = 5
_WIDTH = 140

_Quote = Callable[[str], str]
"""Shows a text from a record."""


@dataclass(frozen=True)
class _Table:
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_text(gate: Gate) -> str:
    """The decision, all numbers it rests on, and everything that was left out."""
    parts = ["\n".join(_summary(gate, _plain))]
    parts += [
        f"{table.title}\n{laid_out(table.headings, [(row, '') for row in table.rows], width=_WIDTH)}"
        for table in _tables(gate, _plain)
    ]
    return "\n\n".join(parts)


def as_markdown(gate: Gate, *, artifact: str) -> str:
    """The same in at most 60,000 bytes of UTF-8: what does not fit is cut at a row's end, with the number of
    rows that are left out and `artifact`, the name of the file that has all of them."""
    first, *summary = _summary(gate, _code)
    lines = [f"### {first}", "", *(f"- {line.removeprefix('- ')}" for line in summary)]
    for table in _tables(gate, _code):
        aligned = ["--:" if heading.startswith("<") else "---" for heading in table.headings]
        lines += ["", f"**{table.title}**", ""]
        lines.append(_row([heading.removeprefix("<") for heading in table.headings]))
        lines.append(_row(aligned))
        lines += [_row(row) for row in table.rows]
    return _cut(lines, artifact)


def as_json(gate: Gate) -> str:
    """Every figure, as JSON. Texts are as recorded, without secrets."""
    figures = asdict(gate)
    for one, compared in zip(figures["compared"], gate.compared, strict=True):
        one["worse"] = compared.worse
        for side, estimate in zip(("before", "now"), _rates(compared), strict=True):
            one[side] = estimate.model_dump() if estimate else None
    if gate.pooled is not None:
        figures["pooled"]["before"] = gate.pooled.before.model_dump()
        figures["pooled"]["now"] = gate.pooled.now.model_dump()
    for side, tally in (("before", gate.before), ("now", gate.now)):
        figures[side] |= {"runs": tally.runs, "trouble": tally.trouble, "pass_rate": tally.pass_rate}
    figures["thresholds"] |= {"alpha": ALPHA, "power": POWER}
    return json.dumps(figures, indent=2) + "\n"


def _summary(gate: Gate, quote: _Quote) -> Iterator[str]:
    yield f"Gate: {gate.decision.upper()}"
    yield from (f"- {reason}" for reason in gate.reasons)
    yield f"baseline: {_tally(gate.before, quote)}"
    yield f"current: {_tally(gate.now, quote)}"
    if gate.pooled is not None:
        yield f"compared: {len(gate.compared)} evals, {_pooled(gate.pooled)}"
        yield (
            f"a fall of the pass rate by {gate.thresholds.detect:g} would be seen with a chance of "
            f"{gate.pooled.chance:.2f}"
        )
    if gate.left_out:
        before, now = (sum(getattr(one, side) for one in gate.left_out) for side in ("before", "now"))
        yield f"left out: {before} runs of the baseline and {now} current ones, see below"
    was, is_ = gate.before.models, gate.now.models
    if was != is_:
        yield f"models differ: {_names(was, quote)} before, {_names(is_, quote)} now"
    else:
        yield f"models: {_names(is_, quote)}"
    yield f"judges: {_names(sorted({*gate.before.judges, *gate.now.judges}), quote)}"
    asked = gate.thresholds
    floor = "no floor" if asked.min_pass_rate is None else f"floor {asked.min_pass_rate:g}"
    yield (
        f"limits: p <= {ALPHA:g}, fall to be seen {asked.detect:g} with a chance of {POWER:g}, "
        f"trouble {asked.max_trouble:g}, {floor}"
    )


def _tally(tally: Tally, quote: _Quote) -> str:
    rate = "" if tally.pass_rate is None else f", {tally.pass_rate:.3f} of those measured passed"
    outcomes = (
        f"{tally.runs} runs: {tally.passed} passed, {tally.failed} failed, {tally.unmeasured} unmeasured, "
        f"{tally.skipped} skipped{rate}"
    )
    troubles = ", ".join(f"{count} {quote(why)}" for why, count in tally.troubles[:_MOST_NAMES])
    copies = f"{tally.copies} records are copies of others, or superseded" if tally.copies else ""
    return "; ".join(filter(None, (outcomes, troubles and f"unmeasured: {troubles}", copies)))


def _pooled(pooled: Pooled) -> str:
    return (
        f"{pooled.before_passes}/{pooled.before_runs} {shown(pooled.before)} before, "
        f"{pooled.now_passes}/{pooled.now_runs} {shown(pooled.now)} now, p = {_p(pooled.p)}"
    )


def _tables(gate: Gate, quote: _Quote) -> Iterator[_Table]:
    named = {*(one.pair.model for one in gate.compared), *(one.model for one in gate.left_out)}
    models = len(named) > 1
    gradings = any(one.pair.grading for one in gate.compared)
    if gate.compared:
        yield _Table(
            "Compared; intervals are Wilson's at 95 %, p is one-sided and corrected for the number of evals",
            (
                "eval",
                *(["model"] if models else []),
                *(["graded by"] if gradings else []),
                *("<before", "<now", "<p", ""),
            ),
            tuple(
                (
                    quote(one.pair.eval),
                    *([quote(one.pair.model) if one.pair.model else "-"] if models else []),
                    *([quote(one.pair.grading) if one.pair.grading else "-"] if gradings else []),
                    *_numbers(one),
                )
                for one in gate.compared
            ),
        )
    if gate.left_out:
        yield _Table(
            "Left out",
            ("eval", *(["model"] if models else []), "<runs before", "<runs now", "why"),
            tuple(
                (
                    quote(one.eval) if one.eval else "any",
                    *([quote(one.model) if one.model else "-"] if models else []),
                    str(one.before),
                    str(one.now),
                    quote(one.why),
                )
                for one in gate.left_out
            ),
        )
    if gate.versions:
        yield _Table(
            "Versions that differ",
            ("package", "before", "now"),
            tuple((quote(name), quote(was), quote(is_)) for name, was, is_ in gate.versions),
        )


def _numbers(one: Compared) -> tuple[str, ...]:
    arms = one.pair.arms
    before, now = _rates(one)
    return (
        f"{arms.before_passes}/{arms.before_runs} {shown(before)}",
        f"{arms.now_passes}/{arms.now_runs} {shown(now)}",
        _p(one.p),
        "WORSE" if one.worse else "",
    )


def _rates(one: Compared) -> tuple[Estimate | None, Estimate | None]:
    arms = one.pair.arms
    return wilson(arms.before_passes, arms.before_runs), wilson(arms.now_passes, arms.now_runs)


def _p(p: float) -> str:
    return "<0.0001" if p < 0.0001 else f"{p:.4f}"


def _names(names: Sequence[str], quote: _Quote) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(quote(name) for name in names[:_MOST_NAMES]) + more if names else "none"


def _plain(text: str) -> str:
    return shortened(text, length=_LONGEST_NAME)


def _code(text: str) -> str:
    return inline_code(shortened(text, length=_LONGEST_NAME))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cut(lines: Sequence[str], artifact: str) -> str:
    whole = "\n".join(lines) + "\n"
    if len(whole.encode()) <= LONGEST_MARKDOWN:
        return whole
    # As long as it can get, so that it fits whatever is left out.
    left = LONGEST_MARKDOWN - len(_pointer(len(lines), artifact).encode())
    kept = 0
    while (size := len(lines[kept].encode()) + 1) <= left:
        left -= size
        kept += 1
    return "\n".join(lines[:kept]) + "\n" + _pointer(len(lines) - kept, artifact)


def _pointer(rows: int, artifact: str) -> str:
    return f"\nCut at {LONGEST_MARKDOWN:,} bytes: the {rows} lines left out are in {_code(artifact)}.\n"
