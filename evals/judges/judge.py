"""What every judge is: something that grades an exchange against a rubric."""

from __future__ import annotations

from typing import Protocol

from evals.judges.verdict import Verdict
from evals.rubrics import Rubric
from evals.transcripts import Exchange


class CannotGrade(Exception):
    """This judge can't grade this rubric (the keyless judge and a plain prompt); the eval is skipped.

    The message says what to set so that it can be graded.
    """


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
