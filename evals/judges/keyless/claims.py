"""One thing that a statement says happened to the run."""

from __future__ import annotations

from typing import NamedTuple

from evals.judges.keyless.concepts.blame import CAUSE_HEADING
from evals.judges.keyless.phrases import Span
from evals.judges.keyless.reading import Statement
from evals.judges.keyless.scopes import Polarity

LEASE = "lease"
"""The kind of claim that is a failed renewal, or a hold that was lost."""


class Claim(NamedTuple):
    """One kind of crash that a statement speaks of."""

    kind: str
    statement: Statement
    span: Span
    polarity: Polarity
    blamed: bool = False
    """Whether the statement ties it to the crash as its cause."""
    bare: bool = False
    """Named by a word that only counts because it is denied."""
    strictly: bool = False
    """Whether it does so in the very clause: "because its lease expired", "it lost its lease, so ..."."""

    @property
    def committed(self) -> bool:
        return self.polarity in ("affirmed", "leaning")


def under_cause(statement: Statement) -> bool:
    """Whether a statement stands under a heading like "Root cause"."""
    return any(CAUSE_HEADING.search(part.text) for part in statement.context[-1:])
