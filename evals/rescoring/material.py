"""What a record holds to be graded again: the exchange, and the criteria of today or as recorded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from evals.judges.verdict import CriterionVerdict, Verdict
from evals.results.directory import ResultsError
from evals.results.graded import AskedRecord, CriterionRecord, GradedRecord, UngradedRecord, VerdictRecord
from evals.results.record import EvalRecord, ToolCallRecord
from evals.rubrics import Criterion, LooksFor, Rubric
from evals.rubrics.lease_renewal import NO_FALSE_CLAIMS
from evals.rubrics.rubric import TOGETHER
from evals.scenarios.catalogue import SCENARIOS
from evals.transcripts import Exchange, ToolCall

_REDACTED = "[redacted "


@dataclass(frozen=True, kw_only=True)
class Regrading:
    """One recorded answer, and what it is graded on now."""

    recorded: GradedRecord
    rubric: Rubric
    kept: tuple[CriterionVerdict, ...]
    """Decisions that stand as recorded: code made them on facts that a record doesn't hold."""
    exchange: Exchange

    @cached_property
    def judged(self) -> Rubric:
        """The rubric without the criteria whose decisions stand."""
        kept = {decision.id for decision in self.kept}
        return replace(self.rubric, criteria=tuple(c for c in self.rubric.criteria if c.id not in kept))

    def complete(self, graded: Verdict) -> Verdict:
        """A verdict on `judged`, with the decisions that stand in their places."""
        decided = {decision.id: decision for decision in (*graded.criteria, *self.kept)}
        return replace(
            graded, rubric=self.rubric, criteria=tuple(decided[c.id] for c in self.rubric.criteria)
        )

    @cached_property
    def unusable(self) -> tuple[str, ...]:
        """The criteria whose patterns can't be used any more: a secret was taken out of them, or they are
        none. Without them the keyless judge would decide on something else."""
        return tuple(
            criterion.id
            for criterion in self.judged.criteria
            if criterion.looks_for is not None and not _usable(criterion.looks_for)
        )


def regradings_of(record: EvalRecord) -> tuple[Regrading, ...]:
    """Every answer of an eval that a judge was asked to grade, in their order.

    The rubric of a scenario in the catalogue is today's, with the criteria that the recorded run added to
    it; any other is as recorded. Raises `ResultsError` where the recorded criteria make no rubric.
    """
    return tuple(_regrading(graded, record) for graded in record.graded)


def own_criteria(record: EvalRecord) -> tuple[str, ...] | None:
    """The criteria that the recorded run adds to those that its scenario has today; None where the eval is
    not one of the catalogue."""
    if record.own_criteria is None or record.scenario not in SCENARIOS:
        return None
    static = {criterion.id for criterion in SCENARIOS[record.scenario].criteria}
    return tuple(id_ for id_ in record.own_criteria if id_ not in static)


def is_on_scenario(graded: GradedRecord, record: EvalRecord) -> bool:
    """Whether an answer was graded on the rubric of a scenario that is in the catalogue."""
    return own_criteria(record) is not None and graded.rubric == record.rubric


def _regrading(graded: GradedRecord, record: EvalRecord) -> Regrading:
    asked = {criterion.id: criterion for criterion in criteria_of(graded)}
    criteria = [_criterion(criterion) for criterion in asked.values()]
    if record.scenario is not None and is_on_scenario(graded, record):
        own = [_criterion(asked[id_]) for id_ in own_criteria(record) or () if id_ in asked]
        criteria = [*SCENARIOS[record.scenario].criteria, *own]
        recorded = {criterion.id for criterion in own}
    else:
        recorded = set(asked)
    question = record.question if graded.question is None else graded.question
    ground_truth = record.ground_truth if graded.ground_truth is None else graded.ground_truth
    answer = record.answer if graded.answer is None else graded.answer
    try:
        regrading = Regrading(
            recorded=graded,
            rubric=Rubric(question=question, ground_truth=ground_truth or "", criteria=tuple(criteria)),
            kept=tuple(
                _decision(criterion)
                for criterion in asked.values()
                if criterion.id in recorded and isinstance(criterion, CriterionRecord) and _stands(criterion)
            ),
            exchange=Exchange(
                question=question,
                answer=answer or "",
                tool_calls=tuple(_call(call) for call in record.tool_calls[: graded.tool_calls]),
            ),
        )
        regrading.judged  # noqa: B018 - where it is no rubric, this is the place to say so
    except ValueError as error:
        raise ResultsError(f"{record.eval}: its criteria can't be graded again: {error}") from None
    return regrading


def criteria_of(graded: GradedRecord) -> Sequence[AskedRecord]:
    """The criteria of a recorded grading, decided or not."""
    if isinstance(graded, VerdictRecord):
        return graded.criteria
    assert isinstance(graded, UngradedRecord)
    return (*graded.asked, *graded.decided)


def _stands(criterion: CriterionRecord) -> bool:
    # False claims are found again: the answer and the tools' results are recorded.
    return criterion.decided_by == "code" and criterion.id != NO_FALSE_CLAIMS.id


def _criterion(recorded: AskedRecord) -> Criterion:
    looks_for = recorded.looks_for
    return Criterion(
        id=recorded.id,
        met_when=recorded.met_when,
        not_met_when=recorded.not_met_when,
        weight=recorded.weight,
        needs_quotation=recorded.needs_quotation,
        looks_for=None if looks_for is None else LooksFor(**looks_for.model_dump()),
    )


def _decision(recorded: CriterionRecord) -> CriterionVerdict:
    return CriterionVerdict(
        id=recorded.id,
        weight=recorded.weight,
        decision=recorded.decision,
        reason=recorded.reason,
        quotes=recorded.quotes,
        decided_by=recorded.decided_by,
        votes=recorded.votes,
    )


def _call(recorded: ToolCallRecord) -> ToolCall:
    return ToolCall(
        name=recorded.name,
        args=recorded.args,
        result=recorded.result,
        error=recorded.error,
        started_at=recorded.started_at,
        duration_s=recorded.duration_s,
    )


def _usable(looks_for: LooksFor) -> bool:
    phrasings = [*looks_for.rejects, *looks_for.rivals, *looks_for.dictated]
    for group in (*looks_for.groups, *looks_for.evidence):
        phrasings.extend(group)
    return not any(_REDACTED in phrasing for phrasing in phrasings) and all(map(_compiles, phrasings))


def _compiles(phrasing: str) -> bool:
    try:
        for part in phrasing.split(TOGETHER):
            re.compile(part)
    except re.error:
        return False
    return True
