"""What every judge is: something that grades an exchange against a rubric."""

from __future__ import annotations

from typing import Protocol

from evals.judges.verdict import Verdict
from evals.outcomes import JudgeNotMeasured
from evals.rubrics import Rubric
from evals.transcripts import Exchange
from evals.transcripts.usage import Usage


class CannotGrade(Exception):
    """This judge can't grade this rubric (the keyless judge and a plain prompt); the eval is skipped.

    The message says what to set so that it can be graded.
    """


class NoVerdict(JudgeNotMeasured):
    """A judge that asks a model got none. What was spent on the way is in `usage`."""

    def __init__(self, message: str, *, usage: Usage) -> None:
        super().__init__(message)
        self.usage = usage


class Judge(Protocol):
    """Grades answers. Implementations hold no state between calls."""

    @property
    def name(self) -> str: ...

    async def grade(self, rubric: Rubric, exchange: Exchange) -> Verdict:
        """Return a verdict with one decision for each criterion of `rubric`, in its order.

        Raises `JudgeNotMeasured` where no verdict could be had, `CannotGrade` where this judge is
        not able to grade such a rubric at all.
        """
        ...
