"""What an answer names as the cause of the crash: the lease, another kind, or several with no commitment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evals.judges.keyless import cues
from evals.judges.keyless.concepts.blame import (
    ASSERTS_A_CAUSE,
    BESIDE_THE_POINT,
    BETWEEN_STORIES,
    BLAMES_AHEAD,
    BLAMES_BEHIND,
    BY_PREFECT,
    CAUSE_HEADING,
    CORRECTS,
    DIRECT,
    DISMISSES,
    ENDS_IT,
    EQUALLY,
    GENERALLY,
    IGNORANT,
    IN_GENERAL_AHEAD,
    IN_GENERAL_BEHIND,
    LEASE_BLAMED_AHEAD,
    LEASE_BLAMED_BEHIND,
    NAMES_A_CAUSE,
    NOT_TO_BLAME,
    OR,
    PRESENT,
    SERVER_SIDE,
    SETS_APART,
    UNDECIDED,
)
from evals.judges.keyless.concepts.crashes import BARE_WORDS, OTHER_KINDS
from evals.judges.keyless.concepts.lease import (
    BLAMED,
    DID_NOT,
    FAILED,
    GONE,
    HOLD,
    LOSS,
    NOT_RENEWED,
    RENEWAL,
)
from evals.judges.keyless.phrases import Span, spans
from evals.judges.keyless.reading import Reading, Statement
from evals.judges.keyless.scopes import Polarity

LEASE = "lease"

_NEAR = 70
"""Characters within which the parts of a failed renewal stand together."""

_SEVERAL = 3
"""As many kinds of crash, named side by side with none denied, are a list of candidates."""

RENEWED = re.compile(r"\b(?:re-?new|extend|refresh|confirm|prolong)\w*")

_BREAK = re.compile(
    r"; (?!(?:it|this|that|the (?:one|last|latest|next|second|third)) )|\. |, (?:so|which means) "
)


class Claim(NamedTuple):
    """One kind of crash that a statement speaks of."""

    kind: str
    statement: Statement
    span: Span
    polarity: Polarity
    blamed: bool = False
    """Whether the statement ties it to the crash as its cause."""
    strictly: bool = False
    """Whether it does so in the very clause: "because its lease expired", "it lost its lease, so ..."."""

    @property
    def committed(self) -> bool:
        return self.polarity in ("affirmed", "leaning")


class Causes(NamedTuple):
    """What an answer says of the lease, and of the other kinds of crash."""

    lease: tuple[Claim, ...]
    others: tuple[Claim, ...]
    undecided: bool
    """Whether it says that it can't decide which of several causes it was."""
    ignorant: bool
    """Whether it says that the cause is not known."""
    between_stories: tuple[Statement, ...]
    """Where it says that it can't decide between stories of the crash."""
    asserted: tuple[Statement, ...]
    """Statements that assert some cause, whichever."""

    @property
    def named(self) -> tuple[Claim, ...]:
        """The other kinds that are blamed. One that is denied elsewhere has to be blamed by way of correction."""
        denied = {claim.kind for claim in self.ruled_out}
        return tuple(
            claim
            for claim in self.others
            if claim.committed
            and claim.blamed
            and (claim.kind not in denied or CORRECTS.search(claim.statement.text))
        )

    @property
    def undenied(self) -> tuple[Claim, ...]:
        """The other kinds that are named or left open, and denied nowhere."""
        denied = {claim.kind for claim in self.ruled_out}
        return tuple(c for c in self.others if c.polarity != "denied" and c.kind not in denied)

    @property
    def rivals(self) -> tuple[Claim, ...]:
        """Other kinds that are called as likely as the first."""
        rivals = [claim for claim in self.others if claim.polarity != "denied"]
        denied = {claim.kind for claim in self.ruled_out}
        left_open = [claim for claim in rivals if self.undecided and claim.kind not in denied]
        return tuple(claim for claim in rivals if EQUALLY.search(claim.statement.text) or claim in left_open)

    @property
    def ruled_out(self) -> tuple[Claim, ...]:
        """The other kinds that are denied."""
        return tuple(claim for claim in self.others if claim.polarity == "denied")


def _near(text: str, *parts: Span) -> bool:
    window = (min(begin for begin, _ in parts), max(end for _, end in parts))
    return window[1] - window[0] <= _NEAR + 25 and not _BREAK.search(text, *window)


def _nearest(span: Span, others: list[Span]) -> Span:
    return min(others, key=lambda other: max(span[0], other[0]) - min(span[1], other[1]))


class Failure(NamedTuple):
    """A renewal that failed, or a hold that was lost: the words for the hold, and those for the failure."""

    hold: Span
    failure: Span

    @property
    def span(self) -> Span:
        return min(self.hold[0], self.failure[0]), max(self.hold[1], self.failure[1])


def lease_failures(text: str, *, held_before: bool) -> Iterator[Failure]:
    """Where a normalised text speaks of a renewal that failed, or of a hold that was lost.

    `held_before`: the hold was spoken of before, and is meant where this text doesn't name it.
    """
    holds = list(HOLD.spans(text))
    if not holds and not held_before and "renewal" not in text:
        return
    for failure in NOT_RENEWED.spans(text):
        near = [hold for hold in holds if _near(text, hold, failure)]
        if near or held_before:
            yield Failure(_nearest(failure, near) if near else failure, failure)
    renewals = list(RENEWAL.spans(text))
    failures = list(FAILED.spans(text)) if renewals else []
    for renewal in renewals:
        near = [failure for failure in failures if _near(text, renewal, failure)]
        if near:
            yield Failure(renewal, _nearest(renewal, near))
    for said in (*GONE.spans(text), *BLAMED.spans(text)):
        yield Failure(said, said)
    for loss in LOSS.spans(text):
        for hold in holds:
            if _near(text, hold, loss):
                yield Failure(hold, loss)


def _lease_claims(reading: Reading) -> Iterator[Claim]:
    last_held, before = -10, ""
    for statement in reading.statements:
        text = statement.text
        blamed = ASSERTS_A_CAUSE.search(text) is not None or _under_cause(statement)
        if RENEWED.search(before):
            for span in DID_NOT.spans(text):
                yield Claim(LEASE, statement, span, "affirmed", blamed)
        before = text
        failures = list(lease_failures(text, held_before=statement.index - last_held <= 3))
        besides = tuple(failure.failure for failure in failures)
        for failure in failures:
            polarity = _lease_polarity(reading, statement, failure, besides)
            strictly = _strictly_blamed(reading, statement, failure.span)
            yield Claim(LEASE, statement, failure.span, polarity, blamed, strictly)
        if HOLD.found(text):
            last_held = statement.index


def _strictly_blamed(reading: Reading, statement: Statement, span: Span) -> bool:
    before, after = statement.text[: span[0]], statement.text[span[1] :]
    if BLAMES_AHEAD.search(before[-90:]) or LEASE_BLAMED_AHEAD.search(before) or _under_cause(statement):
        return True
    following = " ".join(s.text for s in reading.statements[statement.index + 1 : statement.index + 2])
    return bool(BLAMES_BEHIND.match(after) or LEASE_BLAMED_BEHIND.search(after) or ENDS_IT.match(following))


def _lease_polarity(
    reading: Reading, statement: Statement, found: Failure, besides: tuple[Span, ...]
) -> Polarity:
    text, scopes = statement.text, statement.scopes
    following = reading.statements[statement.index + 1 : statement.index + 2]
    dismissed = any(DISMISSES.match(s.text) and BESIDE_THE_POINT.search(s.text) for s in following)
    if dismissed or BESIDE_THE_POINT.search(text) or NOT_TO_BLAME.match(text, found.span[1]):
        return "denied"
    parts = (found.hold, found.failure, found.span)
    polarities = [scopes.polarity(span, "lease", besides=besides) for span in parts]
    if "denied" in polarities:
        return "denied"
    generic = (
        (PRESENT.search(text, *found.failure) and GENERALLY.search(text[: found.span[1]]))
        or IN_GENERAL_AHEAD.search(text[: found.span[0]])
        or IN_GENERAL_BEHIND.match(text, found.span[1])
    )
    if "open" in polarities[1:]:
        return "open"
    return "general" if generic and "leaning" not in polarities else polarities[-1]


def _under_cause(statement: Statement) -> bool:
    return any(CAUSE_HEADING.search(part.text) for part in statement.context[-1:])


def _other_claims(statement: Statement) -> Iterator[Claim]:
    text = statement.text
    for kind in OTHER_KINDS:
        for span in kind.spans(text):
            before, after = text[max(0, span[0] - 90) : span[0]], text[span[1] : span[1] + 80]
            if SERVER_SIDE.search(before) or BY_PREFECT.match(after):
                continue
            blamed = bool(
                BLAMES_AHEAD.search(before)
                or BLAMES_BEHIND.match(after)
                or DIRECT.search(text)
                or _under_cause(statement)
            )
            yield Claim(kind.name, statement, span, statement.scopes.polarity(span, "crash"), blamed)
        for span in spans(BARE_WORDS[kind.name], text):
            polarity = statement.scopes.polarity(span, "crash")
            if polarity == "denied":
                yield Claim(kind.name, statement, span, polarity)


def _denied_back(reading: Reading, claims: list[Claim]) -> list[Claim]:
    """Deny what a later statement denies with "none of these", "that's not what happened" and the like."""
    denying = {s.index for s in reading.statements if next(spans(cues.DENIES_BACK, s.text), None) is not None}
    return [
        claim._replace(polarity="denied")
        if claim.kind != LEASE and claim.statement.index + 1 in denying
        else claim
        for claim in claims
    ]


def _apart(one: Claim, other: Claim) -> str:
    """What stands between two claims of one statement."""
    begin, end = sorted((one.span, other.span))
    return one.statement.text[begin[1] : end[0]]


def _set_apart(lease: Claim, claims: list[Claim]) -> bool:
    """Whether the lease is set apart from the other kinds of its statement ("...; here it was the lease")."""
    others = [claim for claim in claims if claim.kind != LEASE]
    return bool(others) and all(SETS_APART.search(_apart(lease, other)) for other in others)


def _alternatives(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims of one statement that an "or" sets against each other, the lease among them."""
    claims = list(claims)
    for lease in claims:
        for other in claims:
            if lease.kind == LEASE != other.kind and OR.fullmatch(_apart(lease, other)):
                yield from (lease, other)


def _opened(claims: Iterable[Claim]) -> list[Claim]:
    """Leave open what is only one of several kinds named side by side, in a list or in a sentence that
    doesn't blame them all."""
    together: defaultdict[tuple[str, int], list[Claim]] = defaultdict(list)
    claims = list(claims)
    for claim in claims:
        if claim.polarity in ("affirmed", "open"):
            together["sentence", claim.statement.index].append(claim)
            if claim.statement.group >= 0:
                together["list", claim.statement.group].append(claim)
    listed: set[Claim] = set()
    blamed: set[Claim] = set()
    for (where, _), side_by_side in together.items():
        if where == "sentence":
            side_by_side = [c for c in side_by_side if c.kind != LEASE or not _set_apart(c, side_by_side)]
            listed.update(_alternatives(side_by_side))
        first = {claim.kind: claim.statement.position for claim in reversed(side_by_side)}
        places = set(first.values())
        if len(first) < _SEVERAL:
            continue
        if where == "sentence" and _asserted(side_by_side[0].statement):
            blamed.update(side_by_side)
        elif where == "sentence" or len(places) >= _SEVERAL:
            listed.update(side_by_side)
    return [
        claim._replace(
            polarity="open" if claim in listed and claim.polarity == "affirmed" else claim.polarity,
            blamed=claim.blamed or claim in blamed,
        )
        for claim in claims
    ]


def _asserted(statement: Statement) -> bool:
    found = spans(NAMES_A_CAUSE, statement.text)
    return any(statement.scopes.polarity(span) in ("affirmed", "leaning") for span in found)


def causes_of(reading: Reading) -> Causes:
    """Every claim of an answer, in its order."""
    claims = [*_lease_claims(reading), *(c for s in reading.statements for c in _other_claims(s))]
    claims = _opened(_denied_back(reading, claims))
    return Causes(
        lease=tuple(claim for claim in claims if claim.kind == LEASE),
        others=tuple(claim for claim in claims if claim.kind != LEASE),
        undecided=any(UNDECIDED.search(statement.text) for statement in reading.statements),
        ignorant=any(IGNORANT.search(statement.text) for statement in reading.statements),
        between_stories=tuple(s for s in reading.statements if BETWEEN_STORIES.search(s.text)),
        asserted=tuple(statement for statement in reading.statements if _asserted(statement)),
    )
