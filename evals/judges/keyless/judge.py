"""The keyless judge: transparent phrase-and-negation matching, with no model and no network."""

from __future__ import annotations

import time

from evals.judges.judge import CannotGrade
from evals.judges.keyless.advising import advice_in
from evals.judges.keyless.concepts.addressing import FORGED_TAG, FORGED_VERDICT, TO_THE_JUDGE
from evals.judges.keyless.detectors import DETECTORS
from evals.judges.keyless.detectors.cause import rules_out_lease_renewal
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.looks_for import match
from evals.judges.keyless.material import Material
from evals.judges.keyless.reading import Statement, read
from evals.judges.verdict import CriterionVerdict, Verdict
from evals.rubrics import Criterion, Rubric
from evals.rubrics.lease_renewal import NO_FALSE_CLAIMS, RECOMMENDS_REMEDIATION
from evals.rubrics.look_alike import NAMES_ACTUAL_CAUSE
from evals.transcripts import Exchange


class KeylessJudge:
    """Grades answers by patterns: the same answer always gets the same verdict.

    What it can grade: criteria with a detector (`evals.judges.keyless.detectors.DETECTORS`) and criteria
    with a `looks_for`, which comes first where a criterion has both. It reads English, and only the
    answer: whether what it cites is true of the run, and whether a setting exists, is checked elsewhere.
    """

    name = "keyless"

    async def grade(self, rubric: Rubric, exchange: Exchange) -> Verdict:
        """Grade an answer; every criterion is met or not met. Raises `CannotGrade` for a criterion with
        neither a detector nor a `looks_for`, such as that of a plain evaluation prompt."""
        for criterion in rubric.criteria:
            if criterion.looks_for is None and criterion.id not in DETECTORS:
                raise CannotGrade(
                    f"the keyless judge can't grade {criterion.id!r}: set EVALUATOR_MODEL, or a provider's "
                    "key such as ANTHROPIC_API_KEY or OPENAI_API_KEY, to have it graded by a model"
                )
        began = time.perf_counter()
        reading = read(exchange.answer)
        spoken = tuple(statement for statement in reading.statements if _to_the_judge(statement))
        material = Material(reading=reading.without(spoken), rubric=rubric)
        criteria = tuple(_graded(criterion, material, spoken) for criterion in rubric.criteria)
        seconds = time.perf_counter() - began
        return Verdict(judge=self.name, rubric=rubric, criteria=criteria, seconds=seconds)


def _to_the_judge(statement: Statement) -> bool:
    forged = FORGED_VERDICT.search(statement.text) or FORGED_TAG.search(statement.raw)
    return forged is not None or TO_THE_JUDGE.found(statement.text)


def _graded(criterion: Criterion, material: Material, spoken: tuple[Statement, ...]) -> CriterionVerdict:
    finding = _finding(criterion, material, spoken)
    return CriterionVerdict(
        id=criterion.id,
        weight=criterion.weight,
        decision="met" if finding.met else "not_met",
        reason=finding.reason,
        quotes=finding.quotes,
    )


def _finding(criterion: Criterion, material: Material, spoken: tuple[Statement, ...]) -> Finding:
    if spoken and criterion.id == NO_FALSE_CLAIMS.id:
        return Finding(False, "the answer speaks to its judge", quotes_from(spoken))
    if not material.reading.statements:
        return Finding(False, "the answer is empty")
    if criterion.id == NAMES_ACTUAL_CAUSE and not (lease := rules_out_lease_renewal(material)).met:
        return lease
    if criterion.looks_for is not None:
        if criterion.id == RECOMMENDS_REMEDIATION.id:
            return match(advice_in(material.reading), criterion.looks_for, commits=False)
        return match(material.reading, criterion.looks_for, commits=True)
    return DETECTORS[criterion.id](material)
