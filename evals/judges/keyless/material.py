"""What detectors are given: an answer that was read, and the rubric that it is graded on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from evals.judges.keyless.causes import Causes, causes_of
from evals.judges.keyless.finding import Finding
from evals.judges.keyless.looks_for import match, rejected
from evals.judges.keyless.reading import Reading, read
from evals.rubrics import Rubric
from evals.rubrics.lease_renewal import NAMES_ROOT_CAUSE
from evals.rubrics.look_alike import NAMES_ACTUAL_CAUSE


@lru_cache(maxsize=256)
def _kinds_in(ground_truth: str) -> frozenset[str]:
    return frozenset(claim.kind for claim in causes_of(read(ground_truth)).others if claim.committed)


@dataclass(frozen=True, kw_only=True)
class Material:
    """One answer under one rubric."""

    reading: Reading
    rubric: Rubric

    @cached_property
    def causes(self) -> Causes:
        """What the answer names, offers and rules out as the cause."""
        return causes_of(self.reading)

    @property
    def true_kinds(self) -> frozenset[str]:
        """The kinds of crash, other than a failed renewal, that really happened: those of the ground truth."""
        return _kinds_in(self.rubric.ground_truth)

    @cached_property
    def names_actual_cause(self) -> bool:
        """Whether the rubric has an actual cause and the answer affirms what is looked for."""
        wanted = [c.looks_for for c in self.rubric.criteria if c.id == NAMES_ACTUAL_CAUSE]
        return any(
            looks_for is not None and match(self.reading, looks_for, commits=True).met for looks_for in wanted
        )

    @cached_property
    def rejected(self) -> Finding | None:
        """Where the answer affirms what the scenario's evidence contradicts."""
        for criterion in self.rubric.criteria:
            if criterion.id == NAMES_ROOT_CAUSE and criterion.looks_for is not None:
                return rejected(self.reading, criterion.looks_for, even_behind=False)
        return None
