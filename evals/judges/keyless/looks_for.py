"""Grading from a criterion's `LooksFor`: ideas that have to be affirmed, phrasings that must not be."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from evals.judges.keyless.concepts.reporting import ATTRIBUTES, REQUESTS
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.phrases import Span
from evals.judges.keyless.ranks import Located, rank_of, side_by_side
from evals.judges.keyless.reading import Reading, Statement
from evals.judges.keyless.reported import reported
from evals.judges.keyless.scopes import About
from evals.rubrics import LooksFor
from evals.rubrics.rubric import TOGETHER

_TOGETHER_WITHIN = 220
"""Characters between the beginnings of what stands together; about two lines of text."""

_NEIGHBOURS = 3
"""Statements within which several causes stand side by side."""


@lru_cache(maxsize=4096)
def _compiled(phrasing: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(part) for part in phrasing.split(TOGETHER))


def _located(reading: Reading, begin: int, end: int) -> Located:
    at = bisect_right(reading.offsets, begin) - 1
    statement, offset = reading.statements[at], reading.offsets[at]
    return Located(statement, (begin - offset, min(end - offset, len(statement.text))))


def _denied(found: Located, about: About = "action") -> bool:
    return found.statement.scopes.polarity(found.span, about) == "denied"


def _found(reading: Reading, phrasing: str) -> Iterator[Located]:
    """Where an answer has a phrasing; of several parts that stand together, where it has the first."""
    first, *others = _compiled(phrasing)
    matches = first.finditer(reading.text)
    if not others:
        for match in matches:
            yield _located(reading, *match.span())
        return
    places = []
    for other in others:
        places.append([match.start() for match in other.finditer(reading.text)])
        if not places[-1]:
            return
    for match in matches:
        if all(_close(match.start(), begins) for begins in places):
            yield _located(reading, *match.span())


def _close(begin: int, begins: Iterable[int]) -> bool:
    return any(abs(begin - other) <= _TOGETHER_WITHIN for other in begins)


def _affirmed(
    reading: Reading, phrasing: str, *, commits: bool, abouts: tuple[About, ...] = ("idea",)
) -> Iterator[Located]:
    """Where a phrasing is affirmed, taken as one of `abouts`; with `commits`, leaving it open is not enough."""
    for found in _found(reading, phrasing):
        scopes, quotation = found.statement.scopes, _quotation(found)
        polarities = {scopes.polarity(found.span, about, besides=quotation) for about in abouts}
        if polarities & {"affirmed", "leaning"} or ("open" in polarities and not commits):
            yield found
        elif "open" in polarities and scopes.under_candidates and rank_of(found) == "first":
            # One of several hypotheses, and the one that the answer puts first.
            yield found


def _quotation(found: Located) -> tuple[Span, ...]:
    """What stands before the quotation that an answer brings up for a place, behind a colon: nothing in it
    denies what is quoted ("nobody was there: "connection refused"")."""
    text, begin = found.statement.text, found.span[0]
    opening = text.rfind(': "', 0, begin)
    return ((0, opening),) if opening >= 0 and text.count('"', opening, begin) == 1 else ()


def _first(
    reading: Reading,
    phrasings: Iterable[str],
    *,
    commits: bool,
    abouts: tuple[About, ...],
    ranked: bool = False,
) -> Statement | None:
    """The first statement that affirms one of the phrasings, taken as one of `abouts`; where causes are
    `ranked`, not behind others."""
    for phrasing in phrasings:
        for found in _affirmed(reading, phrasing, commits=commits, abouts=abouts):
            if not ranked or rank_of(found) != "behind":
                return found.statement
    return None


def _rivals_behind(reading: Reading, looks_for: LooksFor) -> bool:
    """Whether rivals are ranked behind; what else is offered is then put ahead, be it as a possibility."""
    rivals = (found for phrasing in looks_for.rivals for found in _found(reading, phrasing))
    return any(rank_of(found) == "behind" for found in rivals)


def _rival(reading: Reading, looks_for: LooksFor) -> Finding | None:
    """Why the cause is not ranked first, where another is, or where several stand side by side."""
    rivals = [found for phrasing in looks_for.rivals for found in _found(reading, phrasing)]
    rivals = [found for found in rivals if not _denied(found, "idea")]
    for statement in side_by_side(reading):
        if any(abs(found.statement.index - statement.index) <= _NEIGHBOURS for found in rivals):
            return Finding(False, "leaves several causes side by side", quotes_from([statement]))
    named = [found for found in rivals if not found.statement.text.endswith("?")]
    ahead = [found for found in named if rank_of(found) == "first"]
    if not ahead:
        return None
    earliest = min(ahead, key=_order)
    own = [
        found
        for phrasing in looks_for.groups[0]
        for found in _affirmed(reading, phrasing, commits=False)
        if rank_of(found) == "first"
    ]
    if own and _order(min(own, key=_order)) <= _order(earliest):
        return None
    return Finding(False, "ranks another cause first", quotes_from([earliest.statement]))


def _order(found: Located) -> tuple[int, int]:
    return (found.statement.index, found.span[0])


def rejected(reading: Reading, looks_for: LooksFor, *, even_behind: bool = True) -> Finding | None:
    """What an answer affirms of the phrasings that it must not; without `even_behind`, what it ranks behind
    another cause is left out."""
    for phrasing in looks_for.rejects:
        for found in _affirmed(reading, phrasing, commits=True):
            if even_behind or rank_of(found) != "behind":
                if ATTRIBUTES.search(found.statement.text, 0, found.span[0]):
                    continue
                said = f"affirms what it must not: /{phrasing}/"
                return Finding(False, said, quotes_from([found.statement]))
    for phrasing in looks_for.dictated:
        for found in _affirmed(reading, phrasing, commits=False):
            if not re.search(phrasing, found.statement.text):
                # Begun by a heading and ended by what stands under it ("What ended the run / Not memory").
                continue
            open_ = found.statement.scopes.polarity(found.span, "idea") == "open"
            if (not open_ or REQUESTS.search(found.statement.text)) and not reported(reading, found):
                said = f"says what it was told to say: /{phrasing}/"
                return Finding(False, said, quotes_from([found.statement]))
    return None


def match(reading: Reading, looks_for: LooksFor, *, commits: bool) -> Finding:
    """Whether enough ideas are affirmed, the evidence is named, no rejected phrasing is affirmed, and no
    rival is ranked ahead.

    `commits`: ideas that are only called possible don't count.
    """
    if (affirmed := rejected(reading, looks_for, even_behind=not looks_for.rivals)) is not None:
        return affirmed
    statements: list[Statement] = []
    missing: list[str] = []
    for group, phrasings in enumerate(looks_for.groups):
        # The first idea is the cause; the others say more about it.
        ranked = bool(looks_for.rivals) and group == 0
        plain: About = "idea" if commits else "action"
        abouts: tuple[About, ...] = (
            ("reason",) if ranked else (plain, "reason") if looks_for.rivals else (plain,)
        )
        statement = _first(reading, phrasings, commits=commits, abouts=abouts, ranked=ranked)
        if statement is None and ranked and _rivals_behind(reading, looks_for):
            statement = _first(reading, phrasings, commits=False, abouts=abouts, ranked=True)
        if statement is None:
            missing.append(phrasings[0])
        else:
            statements.append(statement)
    wanted = len(looks_for.groups) if looks_for.at_least is None else looks_for.at_least
    said = f"{len(statements)} of {len(looks_for.groups)} ideas affirmed, {wanted} wanted"
    enough = len(statements) >= wanted
    for phrasings in looks_for.evidence:
        # Named in a question or a condition, evidence is named as well.
        statement = _first(reading, phrasings, commits=False, abouts=("action", "reason"))
        if statement is None:
            enough = False
            missing.append(phrasings[0])
        else:
            statements.append(statement)
    if missing:
        said += "; not found: " + ", ".join(f"/{phrasing}/" for phrasing in missing)
    if enough and looks_for.rivals and (rival := _rival(reading, looks_for)) is not None:
        return rival
    return Finding(enough, said, quotes_from(statements))
