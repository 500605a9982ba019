"""What a run was graded with: only runs that were graded alike are compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_NAMES_OF_ONE_RUN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b",  # a UUID
        r"\b[0-9a-f]{6,}\b",
        r"\d+",
        r"(?:\b[a-z]+|\*)-(?:[a-z]+\b|\*)",  # `amber-fox`, as Prefect names runs
    )
)
"""In this order: what is replaced by `*` may be half of the next."""


@dataclass(frozen=True, kw_only=True, order=True)
class Graded:
    """One grading of an answer."""

    rubric: str
    """The rubric's digest; for a plain evaluation prompt, see `prompt_digest`."""
    judge: str
    instrument: str
    """What the judge graded with; see `evals.judges.instrument`. Empty where it is not recorded."""


@dataclass(frozen=True, kw_only=True)
class Grading:
    """Everything that an eval's answers were graded with."""

    rubric: str | None
    """The digest of its situation's rubric; None where it has none, or did not get that far."""
    graded: tuple[Graded, ...]
    """In their order."""

    def begins(self, other: Grading) -> bool:
        """Whether a run that failed here may have been on its way to `other`: a failure ends an eval, often
        before the first of its gradings."""
        if not self.graded and self.rubric is None:
            return True
        return self.rubric == other.rubric and self.graded == other.graded[: len(self.graded)]

    @property
    def rubrics(self) -> tuple[str, ...]:
        """The digests of the rubrics that count."""
        return tuple(graded.rubric for graded in self.graded) or ((self.rubric,) if self.rubric else ())


def prompt_digest(prompt: str) -> str:
    """Twelve hex digits that change when an evaluation prompt is worded anew, but not with the names, ids and
    numbers in it: a prompt is often an f-string that holds those of one run."""
    for names in _NAMES_OF_ONE_RUN:
        prompt = names.sub("*", prompt)
    return hashlib.sha256(prompt.encode()).hexdigest()[:12]


def differences(before: Collection[Grading], now: Collection[Grading]) -> str:
    """In what gradings `before` and `now` differ, for a reader."""
    found = []
    if (was := {g.rubrics for g in before}) != (is_ := {g.rubrics for g in now}):
        found.append(f"another rubric ({_listed(was)} -> {_listed(is_)})")
    judges = [{graded.judge for g in side for graded in g.graded} for side in (before, now)]
    if judges[0] != judges[1]:
        found.append(f"another judge ({_names(judges[0])} -> {_names(judges[1])})")
    else:
        used = [{graded.instrument for g in side for graded in g.graded} for side in (before, now)]
        if used[0] != used[1]:
            found.append(f"the judge grades with something else ({_names(used[0])} -> {_names(used[1])})")
    return "; ".join(found) or "graded in another way"


def _listed(rubrics: Iterable[tuple[str, ...]]) -> str:
    return _names("+".join(digests) for digests in rubrics)


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(name or "not recorded" for name in names)) or "none"
