"""What was graded and what came of it, as a record has it: criteria, decisions, verdicts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import NonNegativeFloat, NonNegativeInt

from evals.judges.instrument import instrument_digest
from evals.judges.verdict import Decision
from evals.outcomes import Outcome
from evals.results.format import Part, Text
from evals.results.jsonable import valid_text
from evals.rubrics import Weight
from evals.rubrics.rubric import DecidedBy
from evals.transcripts.usage import Usage

if TYPE_CHECKING:
    from evals.judges import CriterionVerdict, Verdict
    from evals.results.record import EvalRecord
    from evals.rubrics import Criterion, Rubric
    from evals.transcripts import Exchange


class LooksForRecord(Part):
    """What the keyless judge matches; see `evals.rubrics.LooksFor`."""

    groups: tuple[tuple[Text, ...], ...]
    at_least: int | None
    rejects: tuple[Text, ...]
    evidence: tuple[tuple[Text, ...], ...] = ()
    rivals: tuple[Text, ...] = ()
    dictated: tuple[Text, ...] = ()


class AskedRecord(Part):
    """A criterion, as worded when an answer was graded on it."""

    id: Text
    weight: Weight
    met_when: Text
    not_met_when: Text
    needs_quotation: bool = True
    looks_for: LooksForRecord | None = None


class CriterionRecord(AskedRecord):
    """A criterion and the decision on it."""

    decision: Decision
    reason: Text
    quotes: tuple[Text, ...]
    decided_by: DecidedBy
    votes: tuple[Decision, ...] = ()
    """What each call to the judge's model decided; empty where none was made."""


class GradedRecord(Part):
    """What a judge was shown. None stands for what the eval's record has."""

    rubric: str
    """The rubric's digest."""
    question: Text | None = None
    answer: Text | None = None
    ground_truth: Text | None = None
    tool_calls: NonNegativeInt | None = None
    """How many of the record's calls, from the first, had been made by then."""


class UngradedRecord(GradedRecord):
    """An answer that got no verdict."""

    after: NonNegativeInt
    """How many of the eval's verdicts had been given by then."""
    asked: tuple[AskedRecord, ...]
    """What the judge should have decided."""
    decided: tuple[CriterionRecord, ...] = ()
    """What code had decided by itself."""


class VerdictRecord(GradedRecord):
    """A graded answer."""

    judge: Text
    instrument: str = ""
    """What the judge graded with; see `evals.judges.instrument`."""
    outcome: Outcome
    criteria: tuple[CriterionRecord, ...]
    usage: Usage
    seconds: NonNegativeFloat

    @property
    def calls(self) -> int:
        """How many calls to a model it rests on."""
        return max((len(criterion.votes) for criterion in self.criteria), default=0)

    @property
    def disagreed(self) -> tuple[str, ...]:
        """The criteria on which those calls were not unanimous."""
        return tuple(criterion.id for criterion in self.criteria if len(set(criterion.votes)) > 1)


_instrument = cache(instrument_digest)
"""What a judge grades with does not change while a process runs."""


def verdict_record(verdict: Verdict) -> VerdictRecord:
    """Return `verdict` as a record, with the wording of the criteria that it was decided on.

    Of an eval's last one: an earlier verdict takes what it was `shown` as well.
    """
    return VerdictRecord(
        judge=verdict.judge,
        instrument=_instrument(verdict.judge),
        rubric=verdict.rubric.digest,
        outcome=verdict.outcome,
        criteria=_decided(verdict.rubric, verdict.criteria),
        usage=verdict.usage,
        seconds=verdict.seconds,
    )


def ungraded_record(rubric: Rubric, *, decided: Collection[CriterionVerdict], after: int) -> UngradedRecord:
    """Return as a record that no judge gave a verdict on `rubric`, after so many other verdicts of the eval;
    `decided` is what code did decide."""
    known = {decision.id for decision in decided}
    return UngradedRecord(
        rubric=rubric.digest,
        after=after,
        asked=tuple(
            AskedRecord(**_asked(criterion)) for criterion in rubric.criteria if criterion.id not in known
        ),
        decided=_decided(rubric, decided),
    )


_Graded = TypeVar("_Graded", VerdictRecord, UngradedRecord)


def shown(graded: _Graded, rubric: Rubric, exchange: Exchange, *, record: EvalRecord) -> _Graded:
    """Return `graded` with what its judge was shown, where that differs from what the eval's `record` has."""
    texts = {
        "question": (valid_text(exchange.question), record.question),
        "answer": (valid_text(exchange.answer), record.answer),
        "ground_truth": (valid_text(rubric.ground_truth), record.ground_truth or ""),
    }
    differs = {name: text for name, (text, recorded) in texts.items() if text != recorded}
    return graded.model_copy(update={**differs, "tool_calls": len(exchange.tool_calls)})


def _decided(rubric: Rubric, decisions: Iterable[CriterionVerdict]) -> tuple[CriterionRecord, ...]:
    worded = {criterion.id: criterion for criterion in rubric.criteria}
    return tuple(
        CriterionRecord(
            **_asked(worded[decided.id]),
            decision=decided.decision,
            reason=decided.reason,
            quotes=decided.quotes,
            decided_by=decided.decided_by,
            votes=decided.votes,
        )
        for decided in decisions
    )


def _asked(criterion: Criterion) -> dict[str, Any]:
    looks_for = criterion.looks_for
    return {
        "id": criterion.id,
        "weight": criterion.weight,
        "met_when": criterion.met_when,
        "not_met_when": criterion.not_met_when,
        "needs_quotation": criterion.needs_quotation,
        "looks_for": None if looks_for is None else LooksForRecord(**asdict(looks_for)),
    }
