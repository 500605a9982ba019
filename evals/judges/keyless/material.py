"""What detectors are given: an answer that was read, and the rubric that it is graded on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from evals.judges.keyless.causes import Causes, causes_of
from evals.judges.keyless.reading import Reading
from evals.rubrics import Rubric


@dataclass(frozen=True, kw_only=True)
class Material:
    """One answer under one rubric."""

    reading: Reading
    rubric: Rubric

    @cached_property
    def causes(self) -> Causes:
        """What the answer names, offers and rules out as the cause."""
        return causes_of(self.reading)
