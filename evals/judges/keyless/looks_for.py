"""Grading from a criterion's `LooksFor`: ideas that have to be affirmed, phrasings that must not be."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.reading import Reading, Statement
from evals.rubrics import LooksFor


@lru_cache(maxsize=2048)
def _compiled(phrasing: str) -> re.Pattern[str]:
    return re.compile(phrasing)


def _affirmed(reading: Reading, phrasing: str, *, commits: bool) -> Statement | None:
    """The first statement that affirms a phrasing; with `commits`, leaving it open is not enough."""
    offsets = reading.offsets
    for found in _compiled(phrasing).finditer(reading.text):
        at = bisect_right(offsets, found.start()) - 1
        statement = reading.statements[at]
        begin = found.start() - offsets[at]
        span = (begin, min(found.end() - offsets[at], len(statement.text)))
        polarity = statement.scopes.polarity(span, "idea" if commits else "action")
        if polarity in ("affirmed", "leaning") or (polarity == "open" and not commits):
            return statement
    return None


def match(reading: Reading, looks_for: LooksFor, *, commits: bool) -> Finding:
    """Whether enough ideas are affirmed, and no rejected phrasing is.

    `commits`: ideas that are only called possible don't count.
    """
    for phrasing in looks_for.rejects:
        rejected = _affirmed(reading, phrasing, commits=True)
        if rejected is not None:
            return Finding(False, f"affirms what it must not: /{phrasing}/", quotes_from([rejected]))
    found: list[Statement] = []
    missing: list[str] = []
    for phrasings in looks_for.groups:
        hits = (_affirmed(reading, phrasing, commits=commits) for phrasing in phrasings)
        hit = next((statement for statement in hits if statement is not None), None)
        if hit is None:
            missing.append(phrasings[0])
        else:
            found.append(hit)
    wanted = len(looks_for.groups) if looks_for.at_least is None else looks_for.at_least
    said = f"{len(found)} of {len(looks_for.groups)} ideas affirmed, {wanted} wanted"
    if missing:
        said += "; not found: " + ", ".join(f"/{phrasing}/" for phrasing in missing)
    return Finding(len(found) >= wanted, said, quotes_from(found))
