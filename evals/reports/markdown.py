"""The report as a summary in Markdown, for a pull request or a job's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from evals.reports.data import NO_MODEL, JudgeHealth, Report, Totals
from evals.results.escaping import inline_code, shortened
from evals.results.groups import EvalGroup
from evals.results.money import dollars
from evals.statistics.estimate import Estimate
from evals.transcripts.usage import Usage

LIMIT = 60_000
"""Bytes: GitHub takes 65,536 characters in a comment, and CI adds lines of its own."""

_LONGEST_REASON = 300


def write_markdown(report: Report, path: Path) -> None:
    """Write the summary of `report` to `path`. Raises `OSError` where that can't be written."""
    path.write_text(markdown(report), encoding="utf-8", newline="\n")


def markdown(report: Report) -> str:
    """Return the summary: totals, the judge, a row for each eval and model, a row for each run that failed or
    was not measured. Of 60,000 bytes at most: rows that would pass that are left out and counted."""
    return bounded(
        _lines(report), limit=LIMIT, pointer="are left out here: see the HTML report, or results.jsonl."
    )


def bounded(lines: Iterable[str], *, limit: int, pointer: str) -> str:
    """Join as many of `lines` as `limit` bytes hold; for the rest there is one line that counts them and ends
    with `pointer`."""
    left = list(lines)
    kept: list[str] = []
    room = limit - len(f"\n{len(left):,} lines {pointer}\n".encode())
    while left and (size := len(left[0].encode()) + 1) <= room:
        kept.append(left.pop(0))
        room -= size
    if left:
        kept += ["", f"{len(left):,} lines {pointer}"]
    return "\n".join(kept) + "\n"


def _lines(report: Report) -> Iterator[str]:
    total = report.total
    yield f"## Evals: {total.passes} of {total.measured} passed"
    yield ""
    yield from _totals(report)
    for judge in report.judges:
        yield from _judge(judge)
    yield ""
    yield "### Evals"
    yield ""
    yield "| eval | model | passed | 95 % | not measured | agent's cost |"
    yield "|---|---|--:|---|--:|--:|"
    for family in report.families.values():
        for name in family:
            yield from (_row(report.names[name], group) for group in report.by_eval[name].values())
    yield from _not_passed(report)


def _totals(report: Report) -> Iterator[str]:
    yield "| model | passed | rate, 95 % | not measured | skipped | agent | judge |"
    yield "|---|--:|---|--:|--:|---|---|"
    for model, totals in report.by_model.items():
        yield _total(inline_code(model), totals)
    if len(report.by_model) > 1:
        yield _total("all", report.total)
    yield ""


def _total(name: str, totals: Totals) -> str:
    rate = f"{totals.rate.value:.2f} ({_interval(totals.rate)})" if totals.rate else "-"
    cells = (
        *(name, f"{totals.passes} of {totals.measured}", rate),
        *(str(totals.count("unmeasured")), str(totals.count("skipped"))),
        *(_spent(totals.agent), _spent(totals.judge)),
    )
    return f"| {' | '.join(cells)} |"


def _judge(judge: JudgeHealth) -> Iterator[str]:
    if not judge.standings:
        yield f"- Judge {inline_code(judge.judge)}: whether it was calibrated was not recorded"
    yield from (f"- {inline_code(_line(standing))}" for standing in judge.standings)
    for model in judge.kin:
        yield (
            f"- :warning: Judge {inline_code(judge.judge)} is of the family of the agent's model "
            f"{inline_code(model)}: judges are kinder to their own"
        )
    yield f"- {judge.verdicts} verdicts, {judge.ungraded} answers without one; {judge.calls} calls to a model"
    if judge.again:
        yield f"- its calls disagreed on {judge.disagreed} of {judge.again} answers graded more than once"


def _row(name: str, group: EvalGroup) -> str:
    usage = group.agent_usage
    cells = (
        *(inline_code(name), inline_code(group.model or NO_MODEL)),
        *(f"{group.passes} of {group.measured}", _interval(group.rate)),
        *(str(group.count("unmeasured")), dollars(usage.cost_usd) if usage.requests else "-"),
    )
    return f"| {' | '.join(cells)} |"


def _not_passed(report: Report) -> Iterator[str]:
    worst = [run.record for run in report.runs if run.record.outcome in {"failed", "unmeasured"}]
    if not worst:
        return
    yield ""
    yield "### Failed, or not measured"
    yield ""
    yield "| eval | model | repeat | outcome | why |"
    yield "|---|---|--:|---|---|"
    for record in worst:
        cells = (
            *(inline_code(report.names[record.eval]), inline_code(record.models.agent or NO_MODEL)),
            *(str(record.repeat), "not measured" if record.outcome == "unmeasured" else "**failed**"),
            inline_code(_line(record.reason or "no reason is recorded")),
        )
        yield f"| {' | '.join(cells)} |"


def _spent(usage: Usage) -> str:
    if not usage.requests:
        return "no requests"
    return f"{usage.requests:,} requests, {usage.tokens:,} tokens, {dollars(usage.cost_usd)}"


def _interval(estimate: Estimate | None) -> str:
    return "-" if estimate is None else f"{estimate.low:.2f}\u2013{estimate.high:.2f}"


def _line(text: str) -> str:
    return shortened(text, length=_LONGEST_REASON)
