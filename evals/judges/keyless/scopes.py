"""What a statement denies, what it leaves open, and what it affirms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from evals.judges.keyless import cues, doubts, heading_cues
from evals.judges.keyless.phrases import Span, spans

Polarity = Literal["affirmed", "leaning", "general", "open", "denied"]
"""`leaning`: called likely, which commits; `general`: true of such things, not said of this one; `open`: a
possibility, a condition, one of several candidates."""

About = Literal["lease", "crash", "bare", "reason", "action", "idea"]
"""What is spoken of. `lease`: nothing behind it denies it, and what stands in brackets after a denial is
not denied ("not a bug (the lease expired)"). `bare`: a word too common to name a crash; of what is not
done only what is not found or caused denies it. `reason`: a failure doesn't deny it ("could not reach the
API"), nor does anything behind it that isn't close by. `action`: nothing behind it denies it ("a rerun is
fine")."""

_LONGEST = 110
"""Characters after which a denial or a doubt no longer reaches; about a line of text."""


_CLOSE = 40
"""Characters within which a denial behind an idea still means it, and not what comes in between."""


_VERDICT_CELL = re.compile(r"^\|?[^|]+\|(?:[^|]*\|)?\s?$|^\|?[^|]+\|(?:[^|]*\|)\s?\S$")
"""What stands before a verdict in a row of a table: it means the whole row."""


class Reach(NamedTuple):
    """A cue and the part of the text that it governs."""

    cue: Span
    governs: Span
    kind: Literal["ahead", "behind", "verb", "back"]

    def covers(self, span: Span) -> bool:
        """Whether `span` begins in what is governed, and the cue is not a part of it."""
        inside = self.governs[0] <= span[0] < self.governs[1]
        return inside and not (span[0] < self.cue[1] and self.cue[0] < span[1])


@dataclass(frozen=True)
class Scopes:
    """The reach of every cue in one statement."""

    text: str
    denials: tuple[Reach, ...]
    doubts: tuple[Reach, ...]
    leanings: tuple[Reach, ...]
    under_denial: bool
    """Named under a heading like "Ruled out"."""
    under_candidates: bool
    """Named under a heading like "Possible causes"."""

    def polarity(self, span: Span, about: About = "idea", *, besides: tuple[Span, ...] = ()) -> Polarity:
        """How the statement stands to what it says at `span`; cues inside `besides` don't count."""
        denials = [
            reach
            for reach in self.denials
            if not any(begin <= reach.cue[0] and reach.cue[1] <= end for begin, end in besides)
        ]
        if any(self._denies(reach, span, about) for reach in denials):
            return "denied"
        if any(reach.governs[0] <= span[0] < reach.governs[1] for reach in self.leanings):
            return "leaning"
        if any(reach.covers(span) for reach in self.doubts) or doubts.ASKS.search(self.text, span[1]):
            return "open"
        if self.under_denial and about in ("crash", "bare", "idea"):
            return "denied"
        return "open" if self.under_candidates else "affirmed"

    def _left_open(self, reach: Reach, span: Span) -> bool:
        """Whether a denial behind `span` only says that it isn't known ("whether it ran out isn't recorded")."""
        asks = (doubt for doubt in self.doubts if self.text[slice(*doubt.cue)] == "whether")
        return reach.kind == "behind" and any(doubt.covers(span) for doubt in asks)

    def _denies(self, reach: Reach, span: Span, about: About) -> bool:
        if not reach.covers(span) or self._left_open(reach, span):
            return False
        between = self.text[reach.cue[1] : span[0]]
        in_brackets = between.count("(") > between.count(")")
        if about == "lease":
            return reach.kind != "behind" and not in_brackets
        if about == "action":
            return reach.kind != "behind" and cues.LIST_ENDS.search(between) is None
        if about == "idea":
            return reach.kind != "behind" or reach.cue[0] - span[1] <= _CLOSE
        if about == "crash":
            return True
        if about == "bare":
            return reach.kind != "verb" or cues.SPEAKS_OF_FINDING.match(self.text, reach.cue[1]) is not None
        if reach.kind == "behind":
            return cues.REASON_DENIED.match(self.text, span[1]) is not None
        if reach.kind == "verb":
            return cues.PERCEIVES.match(self.text, reach.cue[1]) is not None
        if cues.NEVER_CAME_ABOUT.match(self.text, reach.cue[0]):
            return False
        if cues.IF_IT_HAD.match(self.text, reach.cue[0]) and cues.LOOKS_LIKE_THIS.search(self.text, span[1]):
            return False
        return not in_brackets and cues.LIST_ENDS.search(between) is None


def _stop(text: str, begin: int, limit: int, *, passes: str = "") -> int:
    """Where what begins at `begin` ends; brackets that open after it are passed over, and `passes`."""
    for stop in cues.REACH_ENDS.finditer(text, begin, limit):
        # A cue may be followed at once by what would end it: "ruled out: ...", "perhaps it was ...".
        at_once = stop.start() - begin < 2 and stop[0].strip() in (":", "-", "->", "|", "")
        if at_once or stop[0] == passes:
            continue
        if stop[0] != ")" or "(" not in text[begin : stop.start()]:
            return stop.start()
    return limit


def _ahead(text: str, cue: Span, kind: Literal["ahead", "verb"] = "ahead", *, denies: bool = False) -> Reach:
    # A colon ends a denial; after a doubt it introduces what is in doubt ("one of these: ...").
    end = _stop(text, cue[1], min(len(text), cue[1] + _LONGEST), passes="" if denies else ":")
    if kind == "verb" and (goes_on := cues.NEXT_PREDICATE.search(text, cue[1], end)):
        end = goes_on.start()
    for reason in cues.REASON_FOLLOWS.finditer(text, cue[1], end) if denies else ():
        between = text[cue[1] : reason.start()]
        # "not because of X" and "can't after X" deny X; "couldn't, because of X" doesn't.
        of_reason = text[: cue[1]].endswith(("not", "n't")) and not between.strip()
        of_reason = of_reason and (kind == "ahead" or reason[0] in ("after", "when", "once"))
        if not (of_reason or cues.DENIES_REASON.search(between)):
            end = reason.start()
            break
    return Reach(cue, (cue[0], end), kind)


def _behind(text: str, cue: Span, *, subordinate: bool = True) -> Reach:
    if subordinate is False and _VERDICT_CELL.search(text, 0, cue[0] + 1):
        # In the last cell it is the verdict on whatever the row is about.
        return Reach(cue, (0, cue[0]), "behind" if text[cue[1] :].strip(" .|)") else "back")
    begin = max(0, cue[0] - _LONGEST)
    # A cue in brackets means what stands in them with it, or if it opens them, what stands before them.
    opened = text.rfind("(", begin, cue[0])
    if subordinate and opened > text.rfind(")", begin, cue[0]) and cue[0] - opened > 2:
        begin = opened + 1
    patterns = (cues.REACH_ENDS, cues.SUBORDINATE) if subordinate else (cues.REACH_ENDS,)
    for pattern in patterns:
        for stop in pattern.finditer(text, begin, cue[0]):
            # "(exit code 137) is ruled out", "OOM - ruled out": what stands right before doesn't end it.
            if cue[0] - stop.end() > 2 or stop[0] == ";":
                begin = max(begin, stop.end())
    return Reach(cue, (begin, cue[0]), "behind")


def _denials(text: str) -> Iterator[Reach]:
    for cue in spans(cues.DENIES_AHEAD, text):
        yield _ahead(text, cue, denies=True)
    for cue in spans(cues.NEGATED_VERB, text):
        yield _ahead(text, cue, "verb", denies=True)
    for cue in spans(cues.DENIES_BEHIND, text):
        yield _behind(text, cue)
    for match in cues.DENIES_IN_A_WORD.finditer(text):
        yield _behind(text, match.span(), subordinate=False)
    for cue in spans(cues.DENIES_BACK, text):
        yield Reach(cue, (0, cue[0]), "back")


def _doubts(text: str) -> Iterator[Reach]:
    for cue in spans(doubts.DOUBT_AHEAD, text):
        yield _ahead(text, cue)
    for cue in spans(doubts.DOUBT_BEHIND, text):
        reach = _behind(text, cue)
        begin = max(reach.governs[0], text.rfind(", and ", 0, cue[0]) + 1)
        if doubts.NEW_SUBJECT.search(text, begin, cue[0]):
            continue
        yield reach._replace(governs=(begin, cue[0]))


def _leanings(text: str) -> Iterator[Reach]:
    for cue in spans(doubts.LEANS, text):
        yield Reach(cue, (_behind(text, cue).governs[0], _ahead(text, cue).governs[1]), "ahead")
    for match in doubts.CERTAIN.finditer(text):
        ends = not text[match.end() :].strip(" .|)")
        yield Reach(match.span(), (0, match.start()), "behind") if ends else _behind(text, match.span())


class Heading(NamedTuple):
    """A heading, lead-in, table header or parent item, and how it stands to what is named under it."""

    text: str
    denies: bool
    offers: bool
    """Names candidates."""


def heading(text: str) -> Heading:
    """Read a normalised heading; of a lead-in, only the clause that leads in."""
    clause = heading_cues.HEADING_CLAUSE.sub("", text, count=1) if text.endswith(":") else text
    denies = next(spans(heading_cues.DENIAL_HEADING, clause), None) is not None
    return Heading(text, denies, next(spans(heading_cues.CANDIDATE_HEADING, clause), None) is not None)


def scopes_of(text: str, context: tuple[Heading, ...] = ()) -> Scopes:
    """The scopes of a normalised statement that stands under the headings of `context`."""
    return Scopes(
        text=text,
        denials=tuple(_denials(text)),
        doubts=tuple(_doubts(text)),
        leanings=(*_leanings(text),),
        under_denial=any(part.denies for part in context),
        under_candidates=any(part.offers for part in context),
    )
