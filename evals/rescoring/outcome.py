"""Which outcome an eval has once its answers were graded again.

A new verdict replaces the old one and nothing else: what went wrong besides it still did, and what never ran
is not taken for passed.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.judges import CannotGrade, Verdict
from evals.judges.grading import require_pass
from evals.outcomes import EvalFailed, JudgeNotMeasured, NotMeasured, Outcome
from evals.rescoring.material import own_criteria
from evals.results.graded import VerdictRecord
from evals.results.record import EvalRecord, reason_of
from evals.scenarios.catalogue import SCENARIOS

Graded = Verdict | NotMeasured | CannotGrade
"""What grading came to: a verdict, or what came instead of one."""

Ending = tuple[Outcome, str | None]
"""An outcome and the reason for it; None where it passed."""


def outcome_of(record: EvalRecord, graded: Sequence[Graded]) -> Ending:
    """The outcome of the eval of `record`, whose answers came to `graded`, in their order.

    Where a verdict had ended the eval and all pass now, what would have followed is checked as far as the
    record allows: the required tools of a scenario in the catalogue. An eval of one's own that asks about
    such a scenario and asserts more than that is not known to.
    """
    if not graded or record.beside_verdicts == "trouble":
        return record.outcome, record.reason
    endings = [_ending(record, one) for one in graded]
    if record.beside_verdicts == "unknown":
        return _unless_changed(record, graded, endings)
    for outcome, reason in endings:
        if outcome != "passed":
            return outcome, reason
    return ("passed", None) if record.beside_verdicts == "sound" else _rest(record)


def _ending(record: EvalRecord, graded: Graded) -> Ending:
    """How an eval that has this graded ends there, or that it goes on."""
    if isinstance(graded, CannotGrade):
        return "skipped", record.reason if record.outcome == "skipped" else str(graded)
    try:
        if isinstance(graded, NotMeasured):
            raise graded
        require_pass(graded)
    except EvalFailed as failed:
        return "failed", reason_of(failed)
    except NotMeasured as trouble:
        return "unmeasured", reason_of(trouble)
    return "passed", None


def _unless_changed(record: EvalRecord, graded: Sequence[Graded], endings: Sequence[Ending]) -> Ending:
    """The eval passed although not every verdict did: what it makes of other verdicts only it knows."""
    before = [one.outcome if isinstance(one, VerdictRecord) else None for one in record.graded]
    after = [one.outcome if isinstance(one, Verdict) else None for one in graded]
    if before == after:
        return record.outcome, record.reason
    pairs = zip(graded, endings, strict=True)
    missing = [reason for one, (_, reason) in pairs if not isinstance(one, Verdict)]
    why = "a verdict changed, and what the eval makes of its verdicts is not in its record: run it again"
    return "unmeasured", next(iter(missing), why)


def _rest(record: EvalRecord) -> Ending:
    """What the eval would have checked after the grading that had ended it."""
    if record.scenario is None or own_criteria(record) is None:
        return "unmeasured", reason_of(
            JudgeNotMeasured(
                "the answer passes now, but what the eval checks after that never ran: run it again"
            )
        )
    called = {call.name for call in record.tool_calls if call.succeeded}
    missing = [tool for tool in SCENARIOS[record.scenario].required_tools if tool not in called]
    if missing:
        return "failed", reason_of(AssertionError(f"no successful call of {', '.join(missing)}"))
    return "passed", None
