"""Tables for the terminal: a run's evals, a verdict's criteria, an agent's calls. Plain text.

Secrets in the environment are replaced before anything is cut or wrapped, and characters that could
act on a terminal are spelled out.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, get_args

from evals.outcomes import Outcome
from evals.results.escaping import shortened, visible
from evals.results.groups import grouped, short_names
from evals.results.jsonable import jsonable
from evals.results.layout import laid_out
from evals.results.money import dollars
from evals.results.redaction import Redactor
from evals.results.repeats_table import repeats_table
from evals.transcripts.usage import Usage, total_usage

if TYPE_CHECKING:
    from evals.judges import Verdict
    from evals.results.record import EvalRecord
    from evals.transcripts import ToolCall

_LONGEST_LINE = 200

_STYLES = {"passed": "green", "failed": "red", "unmeasured": "yellow", "skipped": "cyan"}
_DECISIONS = {"met": "met", "not_met": "not met", "cant_tell": "can't tell"}


def summary_table(records: Iterable[EvalRecord], *, colour: bool = False) -> str:
    """Return a run's evals as a table, ordered by eval, with totals below; where evals were repeated or
    crossed with models, one row for each eval and model.

    Tokens and cost in a row are the agent's; the totals give the judge's as well.
    """
    ordered = sorted(records, key=lambda record: (record.eval, record.crossed_with or "", record.repeat))
    if any(record.repeat > 1 or record.crossed_with for record in ordered):
        groups = grouped(ordered)
        names = _names([group.eval for group in groups])
        return f"{repeats_table(groups, names, colour=colour)}\n{_totals(ordered)}"
    names = _names([record.eval for record in ordered])
    rows = [
        (_row(name, record), _STYLES[record.outcome]) for name, record in zip(names, ordered, strict=True)
    ]
    headings = ("eval", "outcome", "<criteria", "<calls", "<tokens", "<cost", "<seconds")
    return f"{laid_out(headings, rows, colour=colour)}\n{_totals(ordered)}"


def verdict_table(verdict: Verdict) -> str:
    """Return a verdict's criteria as a table: id, required or scored, decision, reason cut to 200
    characters. For the message of an eval that did not pass."""
    redactor = Redactor.from_environ()
    rows = [
        (
            (
                visible(redactor.redact_text(criterion.id)),
                criterion.weight,
                _DECISIONS[criterion.decision],
                shortened(redactor.redact_text(criterion.reason), length=_LONGEST_LINE),
            ),
            "",
        )
        for criterion in verdict.criteria
    ]
    return laid_out(("criterion", "weight", "decision", "reason"), rows)


def calls_list(tool_calls: Sequence[ToolCall]) -> str:
    """Return the calls as a numbered list with arguments and seconds, and below a call what went wrong;
    each line cut to 200 characters."""
    redactor = Redactor.from_environ()
    lines = []
    for number, call in enumerate(tool_calls, 1):
        args = json.dumps(redactor.redact(jsonable(call.args)), ensure_ascii=False)
        shown = shortened(f"{redactor.redact_text(call.name)} {args}", length=_LONGEST_LINE)
        lines.append(f"{number}. {shown} ({call.duration_s:.2f} s)")
        if call.error is not None:
            lines.append(f"   failed: {shortened(redactor.redact_text(call.error), length=_LONGEST_LINE)}")
    return "\n".join(lines) or "no tool calls"


def _row(name: str, record: EvalRecord) -> tuple[str, ...]:
    criteria = record.criteria
    agent = record.usage.agent
    return (
        name,
        record.outcome,
        f"{sum(criterion.decision == 'met' for criterion in criteria)}/{len(criteria)}" if criteria else "-",
        str(len(record.tool_calls)),
        f"{agent.tokens:,}" if agent.requests else "-",
        dollars(agent.cost_usd) if agent.requests else "-",
        f"{record.durations.total_s:.1f}",
    )


def _names(evals: Iterable[str]) -> list[str]:
    """Return the evals' short names as they may be shown."""
    redactor = Redactor.from_environ()
    names = list(evals)
    shorts = short_names(names)
    return [visible(redactor.redact_text(shorts[name])) for name in names]


def _totals(records: Sequence[EvalRecord]) -> str:
    counts = Counter(record.outcome for record in records)
    outcomes = ", ".join(f"{counts[outcome]} {outcome}" for outcome in get_args(Outcome) if counts[outcome])
    seconds = math.fsum(record.durations.total_s for record in records)
    calls = sum(len(record.tool_calls) for record in records)
    lines = [
        f"total: {len(records)} evals ({outcomes or 'none ran'}), {calls} tool calls, {seconds:.1f} s",
        f"agent: {_spent([record.usage.agent for record in records])}",
        f"judge: {_spent([record.usage.judge for record in records])}",
    ]
    verdicts = [verdict for record in records for verdict in record.verdicts if verdict.calls]
    if verdicts:
        again = sum(verdict.calls > 1 for verdict in verdicts)
        disagreed = sum(bool(verdict.disagreed) for verdict in verdicts)
        lines.append(
            f"judge: {again} of {len(verdicts)} answers were graded more than once; on {disagreed} of them "
            "its calls disagreed"
        )
    return "\n".join(lines)


def _spent(usages: Sequence[Usage]) -> str:
    total = total_usage(usages)
    if not total.requests:
        return "no requests"
    cost = dollars(total.cost_usd)
    priced = [usage.cost_usd for usage in usages if usage.requests and usage.cost_usd is not None]
    if total.cost_usd is None and priced:
        cost = f"unknown, at least {dollars(math.fsum(priced))}"
    tokens = f"{total.input_tokens:,} tokens in, {total.output_tokens:,} out"
    return f"{total.requests} requests, {tokens}, cost {cost}"
