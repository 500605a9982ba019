"""What a statement denies, what it leaves open, and what it affirms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from evals.judges.keyless import cues
from evals.judges.keyless.phrases import Span

Polarity = Literal["affirmed", "leaning", "open", "denied"]
"""`leaning`: called likely, which commits; `open`: a possibility, a condition, one of several candidates."""

_LONGEST = 110
"""Characters after which a denial or a doubt no longer reaches; about a line of text."""


class Reach(NamedTuple):
    """A cue and the part of the text that it governs."""

    cue: Span
    governs: Span

    def covers(self, span: Span) -> bool:
        """Whether `span` begins in what is governed, and the cue is not a part of it."""
        inside = self.governs[0] <= span[0] < self.governs[1]
        return inside and not (span[0] <= self.cue[0] and self.cue[1] <= span[1])


@dataclass(frozen=True)
class Scopes:
    """The reach of every cue in one statement."""

    denials: tuple[Reach, ...]
    doubts: tuple[Reach, ...]
    leanings: tuple[Reach, ...]
    under_denial: bool
    """Named under a heading like "Ruled out"."""
    under_candidates: bool
    """Named under a heading like "Possible causes"."""

    def polarity(self, span: Span) -> Polarity:
        """How the statement stands to what it says at `span`."""
        if any(reach.covers(span) for reach in self.denials):
            return "denied"
        if any(reach.governs[0] <= span[0] < reach.governs[1] for reach in self.leanings):
            return "leaning"
        if any(reach.covers(span) for reach in self.doubts):
            return "open"
        if self.under_denial:
            return "denied"
        return "open" if self.under_candidates else "affirmed"


def _reach_ahead(text: str, cue: re.Match[str], *, denial: bool = False) -> Reach:
    limit = min(len(text), cue.end() + _LONGEST)
    # A cue may be followed at once by what would end it: "ruled out: ...", "not (yet) ...".
    stop = cues.REACH_ENDS.search(text, cue.end() + 3, limit)
    end = stop.start() if stop else limit
    if denial:
        for reason in cues.REASON_FOLLOWS.finditer(text, cue.end(), end):
            if not cues.DENIES_REASON.search(text[cue.end() : reason.start()]):
                end = reason.start()
                break
    return Reach(cue.span(), (cue.start(), end))


def _reach_behind(text: str, cue: re.Match[str]) -> Reach:
    begin = max(0, cue.start() - _LONGEST)
    for stop in cues.REACH_ENDS.finditer(text, begin, cue.start()):
        # "(exit code 137) is ruled out", "OOM - ruled out": what stands right before the cue doesn't end it.
        if cue.start() - stop.end() > 2:
            begin = stop.end()
    return Reach(cue.span(), (begin, cue.start()))


def scopes_of(text: str, context: tuple[str, ...] = ()) -> Scopes:
    """The scopes of a normalised statement that stands under the headings and lead-ins of `context`."""
    return Scopes(
        denials=(
            *(_reach_ahead(text, cue, denial=True) for cue in cues.DENIES_AHEAD.finditer(text)),
            *(_reach_behind(text, cue) for cue in cues.DENIES_BEHIND.finditer(text)),
            *(_reach_behind(text, cue) for cue in cues.DENIES_IN_A_WORD.finditer(text)),
        ),
        doubts=(
            *(_reach_ahead(text, cue) for cue in cues.DOUBT_AHEAD.finditer(text)),
            *(_reach_behind(text, cue) for cue in cues.DOUBT_BEHIND.finditer(text)),
        ),
        leanings=tuple(
            Reach(cue.span(), (_reach_behind(text, cue).governs[0], _reach_ahead(text, cue).governs[1]))
            for cue in cues.LEANS.finditer(text)
        ),
        under_denial=any(cues.DENIAL_HEADING.search(part) for part in context),
        under_candidates=any(cues.CANDIDATE_HEADING.search(part) for part in context),
    )
