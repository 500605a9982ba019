"""What an answer names as the cause of the crash: the lease, another kind, or several with no commitment."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from evals.judges.keyless.claims import LEASE, Claim
from evals.judges.keyless.concepts.blame import CORRECTS
from evals.judges.keyless.concepts.crashes import NO_SLOT
from evals.judges.keyless.concepts.indecision import (
    BETWEEN_STORIES,
    EQUALLY,
    IF_THE_LEASE,
    IGNORANT,
    NAMES_WHY_RENEWALS_FAIL,
    REPORTS,
    UNDECIDED,
)
from evals.judges.keyless.crash_claims import crash_claims
from evals.judges.keyless.demotion import Demotion, demotions
from evals.judges.keyless.lease_claims import lease_claims
from evals.judges.keyless.reading import Reading, Statement
from evals.judges.keyless.side_by_side import asserts_a_cause, denied_back, opened

_HEARTBEATS = re.compile(r"\b(?:missing|no|without|lack of) heartbeats?\b|\bzombie")
_CAUSE_FIRST = ("root cause", "cause", "reason", "diagnosis")

OF_RENEWAL = re.compile(
    r"\b(?:leases?|re-?new\w*|extend\w*|prolong\w*|refresh\w*|confirm\w*|410|keep-?alive|heartbeat)\b"
)
"""Speaks of a renewal, and not just of a slot."""


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
    demotions: tuple[Demotion, ...]
    """Where it calls the failed renewal an effect, noise, or not the cause."""

    @property
    def demoted(self) -> tuple[Statement, ...]:
        """Where the failed renewal is called secondary, unless it is said later that it is what ended the run."""
        ending = [
            c.statement.index for c in self.lease if c.strictly and c.polarity in ("affirmed", "leaning")
        ]
        last = max(ending, default=-1)
        return tuple(d.statement for d in self.demotions if d.expressly or d.statement.index >= last)

    @property
    def named(self) -> tuple[Claim, ...]:
        """The other kinds that are blamed. One that is denied elsewhere has to be blamed by way of correction."""
        denied = self._denied
        by_lease = (
            c.statement.index for c in self.lease if c.strictly and c.polarity in ("affirmed", "leaning")
        )
        ended = min(by_lease, default=sys.maxsize)
        return tuple(
            claim
            for claim in self.others
            if claim.committed
            and claim.blamed
            and (claim.kind not in denied or CORRECTS.search(claim.statement.text))
            # A limit that was full is a wrong reason why the renewal failed, and not another cause.
            # Told after the lease was blamed, and not called the cause, it is how the end went on.
            and not (ended <= claim.statement.index and not claim.strictly)
            # Heartbeats are what marked the run from outside; its lease was taken for that.
            and not (
                _HEARTBEATS.search(claim.statement.text)
                and not claim.statement.text.startswith(_CAUSE_FIRST)
                and any(c.committed and not c.statement.denies_back for c in self.lease)
            )
            and not (
                claim.kind == NO_SLOT.name
                and any(c.committed and OF_RENEWAL.search(c.statement.text) for c in self.lease)
            )
        )

    @property
    def undenied(self) -> tuple[Claim, ...]:
        """The other kinds that are named or left open, and denied nowhere."""
        denied = self._denied
        return tuple(c for c in self.others if c.polarity != "denied" and c.kind not in denied)

    @property
    def settled(self) -> bool:
        """Whether other kinds are ruled out, none is left, and nothing is said to be undecided."""
        return bool(self.ruled_out) and not (self.undenied or self.undecided or self.ignorant)

    @property
    def rivals(self) -> tuple[Claim, ...]:
        """Other kinds that are called as likely as the first."""
        rivals = [claim for claim in self.others if claim.polarity != "denied"]
        denied = self._denied
        left_open = [claim for claim in rivals if self.undecided and claim.kind not in denied]
        return tuple(claim for claim in rivals if EQUALLY.search(claim.statement.text) or claim in left_open)

    @property
    def _denied(self) -> set[str]:
        return {claim.kind for claim in self.ruled_out if not claim.bare}

    @property
    def ruled_out(self) -> tuple[Claim, ...]:
        """The other kinds that are denied."""
        return tuple(claim for claim in self.others if claim.polarity == "denied")


def _undecided(reading: Reading, claims: list[Claim]) -> bool:
    """Whether it is left open what ended the run; why the renewal failed may well be."""
    ends = (c.statement.index for c in claims if c.kind == LEASE and c.committed and c.strictly)
    first = min(ends, default=len(reading.statements))
    return any(
        UNDECIDED.search(statement.text)
        and not (first < statement.index and _speaks_of_reasons(reading, statement))
        for statement in reading.statements
    )


def _speaks_of_reasons(reading: Reading, statement: Statement) -> bool:
    around = reading.statements[max(0, statement.index - 1) : statement.index + 2]
    return any(NAMES_WHY_RENEWALS_FAIL.search(s.text) for s in around)


def _between_stories(reading: Reading, claims: list[Claim]) -> Iterator[Statement]:
    denied = {claim.kind for claim in claims if claim.polarity == "denied" and not claim.bare}
    rival = any(c.kind != LEASE and c.polarity != "denied" and c.kind not in denied for c in claims)
    committed = [
        c for c in claims if c.kind == LEASE and c.committed and not REPORTS.search(c.statement.text)
    ]
    first = min((c.statement.index for c in committed), default=None)
    for statement in reading.statements:
        if IF_THE_LEASE.search(statement.text):
            yield statement
        elif BETWEEN_STORIES.search(statement.text):
            of_reasons = _speaks_of_reasons(reading, statement)
            # Undecided about why the renewal failed, a commitment stands.
            if first is None or first >= statement.index or (rival and not of_reasons):
                yield statement


def causes_of(reading: Reading) -> Causes:
    """Every claim of an answer, in its order."""
    claims = [*lease_claims(reading), *(c for s in reading.statements for c in crash_claims(s))]
    # What is asked for by a common word counts where the answer is no.
    claims = [c for c in denied_back(reading, claims) if c.polarity == "denied" or not c.bare]
    claims = opened(claims)
    return Causes(
        lease=tuple(claim for claim in claims if claim.kind == LEASE),
        others=tuple(claim for claim in claims if claim.kind != LEASE),
        undecided=_undecided(reading, claims),
        ignorant=any(IGNORANT.search(statement.text) for statement in reading.statements),
        between_stories=tuple(_between_stories(reading, claims)),
        asserted=tuple(statement for statement in reading.statements if asserts_a_cause(statement)),
        demotions=demotions(reading),
    )
