"""Records to make reports of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from evals.judges.verdict import Decision
from evals.outcomes import Outcome
from evals.reports.data import Report, report_of
from evals.results.graded import CriterionRecord, VerdictRecord
from evals.results.record import EvalRecord, Models, ToolCallRecord
from evals.results.redaction import Redactor
from evals.transcripts.usage import Usage

STARTED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

HOSTILE = (
    "</script><script>window.hacked = 1</script></style></template></details>\n"
    '<img src="http://example.invalid/x.png" onerror="window.hacked = 1">\n'
    '"><svg onload="window.hacked = 1"> \' onmouseover=window.hacked=1 "\n'
    '<a href="javascript:window.hacked=1">x</a> [x](javascript:alert(1)) ![x](http://example.invalid/y.png)\n'
    "{{ 7 * 7 }} {% for x in y %} {# no #} ${7*7} <%= 7 %>\n"
    "\x00\x07\x1b[2J \u202egnissim\u202c \u200b \ufffe ]]> &lt;b&gt; @everyone | cell | `tick` ``` fence <!--"
)


def record(**fields: Any) -> EvalRecord:
    given: dict[str, Any] = {
        "eval": "evals/test_crash.py::test_forced",
        "run": "20260102T030405Z-ab12",
        "question": "Why did it crash?",
        "outcome": "passed",
        "started_at": STARTED,
        "models": Models(agent="reference", judge="keyless"),
    }
    return EvalRecord(**given | fields)


def criterion(name: str, decision: Decision = "met", **fields: Any) -> CriterionRecord:
    given: dict[str, Any] = {
        "id": name,
        "weight": "required",
        "met_when": f"{name} is met",
        "not_met_when": f"{name} is not met",
        "decision": decision,
        "reason": f"why {name}",
        "quotes": (),
        "decided_by": "judge",
    }
    return CriterionRecord(**given | fields)


def verdict(*criteria: CriterionRecord, outcome: Outcome = "passed", **fields: Any) -> VerdictRecord:
    given: dict[str, Any] = {
        "rubric": "0123456789ab",
        "judge": "keyless",
        "outcome": outcome,
        "criteria": criteria,
        "usage": Usage(),
        "seconds": 0.1,
    }
    return VerdictRecord(**given | fields)


def call(name: str = "get_flow_runs", **fields: Any) -> ToolCallRecord:
    given: dict[str, Any] = {
        "name": name,
        "args": {"limit": 5},
        "result": {"count": 1},
        "error": None,
        "succeeded": True,
        "started_at": STARTED + timedelta(seconds=2),
        "duration_s": 0.25,
    }
    return ToolCallRecord(**given | fields)


def report(*records: EvalRecord, secrets: Sequence[tuple[str, str]] = ()) -> Report:
    return report_of(records, redactor=Redactor(secrets=tuple(secrets)))


def hostile_record(text: str = HOSTILE) -> EvalRecord:
    """A record with `text` wherever a record has text of its own."""
    decided = criterion(text, "not_met", reason=text, quotes=(text, f"not there {text}"), met_when=text)
    return record(
        eval=text,
        eval_doc=text,
        scenario=text,
        family=text,
        source=text,
        question=text,
        answer=f"Before. {text} After.",
        ground_truth=text,
        outcome="failed",
        reason=text,
        models=Models(agent=text, judge=text, judge_standing=text),
        versions={text: text},
        verdicts=(verdict(decided, outcome="failed", judge=text, answer=text, question=text),),
        tool_calls=(call(text, args={text: text}, result=text, error=text, succeeded=False),),
        messages=(
            {"kind": "request", "instructions": text, "parts": [{"part_kind": text, "content": text}]},
            {"kind": "response", "parts": [{"part_kind": "text", "content": text}]},
        ),
    )
