"""A decision needs words of the answer to rest on; whether they are there is checked in code.

Limit: the check shows that the words occur, not that they mean what the judge says they mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.judges.llm.characters import Folded, fold
from evals.judges.verdict import CriterionVerdict
from evals.rubrics import Criterion

if TYPE_CHECKING:
    from evals.judges.llm.reply import CriterionReply

_LEAST_LETTERS = 4
"""A quotation with fewer letters and digits occurs in any answer ("the", "a run")."""

_ENDS = "\"'.,;:!?()[]-"
"""Punctuation around a quotation doesn't count: judges add quotation marks, ellipses and full stops."""


def passage(quotation: str, answer: Folded) -> str | None:
    """The passage of the answer that `quotation` repeats, as the answer has it; None if there is none.

    White space, case, typography and markdown's marks don't count; every other character does.
    """
    wanted = fold(quotation).text.strip(_ENDS)
    if sum(character.isalnum() for character in wanted) < _LEAST_LETTERS:
        return None
    span = answer.span(wanted)
    return None if span is None else answer.source[span[0] : span[1]]


def checked(criterion: Criterion, said: CriterionReply, answer: Folded) -> CriterionVerdict:
    """What the judge said, with the quotations that do occur in the answer.

    A "met" that rests on words the answer does not have, or on no words where the criterion needs
    them, is not met, and the reason says so. A "not_met" and a "cant_tell" stand without quotations.
    """
    quotations = [quotation for quotation in said.quotations if quotation.strip()]
    passages = {quotation: passage(quotation, answer) for quotation in quotations}
    missing = [quotation for quotation, found in passages.items() if found is None]
    decision, reason = said.verdict, said.reason
    if decision == "met" and missing:
        decision = "not_met"
        reason = (
            f"the judge said met, on words that are not in the answer: {missing[0]!r}; it wrote: {reason}"
        )
    elif decision == "met" and not quotations and criterion.needs_quotation:
        decision = "not_met"
        reason = f"the judge said met, and quoted nothing from the answer: {reason}"
    return CriterionVerdict(
        id=criterion.id,
        weight=criterion.weight,
        decision=decision,
        reason=reason,
        quotes=tuple(found for found in passages.values() if found is not None),
    )
