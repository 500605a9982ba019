"""A rubric: the question asked, what is true, and the criteria that an answer is graded on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

Weight = Literal["required", "scored"]
"""`required` criteria decide whether an answer passes; `scored` ones are only reported."""

DecidedBy = Literal["judge", "code"]
"""`code`: decided from facts that code can know, whatever the judge says."""

TOGETHER = " && "
"""Between regular expressions that have to match close together."""


@dataclass(frozen=True, kw_only=True)
class LooksFor:
    """What the keyless judge looks for in an answer; see `evals.judges.keyless` for how it matches.

    Every entry is a regular expression over the normalised (lower-case, single-spaced) answer, or several
    joined by `TOGETHER`: they stand close together, in whatever order, and how the first is said counts.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    """Ideas, each a tuple of alternative phrasings. An idea counts when one phrasing is affirmed."""

    evidence: tuple[tuple[str, ...], ...] = ()
    """What the ideas have to be tied to, written like `groups`; each has to be named, and not denied."""

    rivals: tuple[str, ...] = ()
    """Other causes. The criterion is not met where one is ranked ahead of the first of `groups`, or where
    it is one of several that none is ranked ahead of."""

    at_least: int | None = None
    """How many of `groups` have to be affirmed; all of them when None."""

    rejects: tuple[str, ...] = ()
    """Phrasings that, affirmed anywhere, make the criterion not met."""
    dictated: tuple[str, ...] = ()
    """The same for words that the evidence puts into an answer's mouth: to repeat them as somebody else's
    is fine."""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing an answer is graded on, by itself. Its `id` is part of the results format."""

    id: str
    met_when: str
    not_met_when: str
    weight: Weight = "required"
    looks_for: LooksFor | None = None
    """What the keyless judge matches; None where a detector of its own is registered for the id,
    or where the criterion can't be graded without a model."""
    needs_quotation: bool = True
    """Whether only something the answer says can meet it; False where it is met by what is left unsaid."""
    forbids: tuple[str, ...] = ()
    """Texts that the answer must not repeat, neither whole nor for the most part. Where there are any, code
    decides the criterion by them alone; no judge is asked, no model is told, and no record holds them."""


@dataclass(frozen=True, kw_only=True)
class Rubric:
    """What an answer to `question` is graded on.

    Raises `ValueError` where ids repeat, and where a judge has no required criterion to decide.
    """

    question: str
    ground_truth: str
    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        ids = [criterion.id for criterion in self.criteria]
        if not ids:
            raise ValueError("a rubric needs at least one criterion")
        if len(set(ids)) != len(ids):
            raise ValueError(f"criterion ids repeat: {ids}")
        if all(criterion.weight == "scored" for criterion in self.judged):
            raise ValueError("a rubric needs a required criterion that a judge decides")

    @property
    def judged(self) -> tuple[Criterion, ...]:
        """The criteria that a judge decides: all but those that forbid texts."""
        return tuple(criterion for criterion in self.criteria if not criterion.forbids)

    @property
    def digest(self) -> str:
        """Twelve hex digits that change when a criterion is worded anew; the question, the truth and what is
        looked for or forbidden don't count, because they hold the names of one run."""
        canonical = json.dumps(
            [[c.id, c.met_when, c.not_met_when, c.weight, c.needs_quotation] for c in self.criteria]
        )
        return hashlib.sha256(canonical.encode()).hexdigest()[:12]


PLAIN_CRITERION = "evaluation"
"""The id of the one criterion of a rubric made from a plain evaluation prompt."""


def plain_rubric(evaluation_prompt: str) -> Rubric:
    """Wrap an evaluation prompt (a question that a right answer lets one answer with yes)."""
    criterion = Criterion(
        id=PLAIN_CRITERION,
        met_when=evaluation_prompt,
        not_met_when="any part of it is missing, wrong, or only offered as something to do later",
    )
    return Rubric(question="", ground_truth="", criteria=(criterion,))
