"""What an answer names as the cause of the crash: the lease, another kind, or several with no commitment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from evals.judges.keyless.concepts.crashes import OTHER_KINDS
from evals.judges.keyless.concepts.lease import FAIL, HOLD, LOSS, RENEW
from evals.judges.keyless.phrases import Span, phrases
from evals.judges.keyless.reading import Reading, Statement
from evals.judges.keyless.scopes import Polarity

_WINDOW = 95
"""Characters within which the hold, its renewal and the failure have to stand together."""

_LOSS_WINDOW = 60
_BREAK = re.compile(r"; |\. | but ")

CAUSAL = phrases(
    r"""
    because|due to|caus(e|es|ed|ing)|reasons?|culprit|owing to|as a result|result(ed|ing|s)? (in|of|from)|\
        led to|leads? to
    triggered|(that's|which is|this is) why|diagnos\w+|verdict|what happened|explanation|consequence|\
        so prefect|blame
    (terminat|kill|abort|stopp|crash|cancel|halt|bail)\w*|died?|ends|ended|(shut|brought|took|tore) down|\
        pulled
    responsible|behind (this|the|it)|(problem|issue) (is|was)|root|failed with
    """
)
_SERVER_SIDE = re.compile(
    r"\b(?:api|server|database|redis|replica|backend|postgres|control plane"
    r"|orchestrator)(?:'s)?(?: \w+){0,3}\W*$"
)
_BLAMES_AHEAD = re.compile(
    r"\b(?:because(?: of)?|due to|owing to|as a result of|result of|thanks to"
    r"|(?:caused|killed|terminated|stopped|ended|(?:brought|taken) down) by)\b[^.;:]{0,45}$"
    r"|\b(?:cause|reason|culprit|diagnosis|explanation|verdict|conclusion|problem|issue|it|this|that"
    r"|what happened)"
    r"(?: \w+){0,6}? ?(?:\b(?:is|was|are|were|being|looks like|looks to be|appears to be|seems to be"
    r"|points to"
    r"|comes down to|must be|must have been)\b|'s|:|->)[^.;:]{0,40}$"
    r"|\b(?:crashed|died|failed|ended|stopped|went down)\b(?: \w+){0,4} (?:with|when|after|on|from|by|as|in"
    r"|because)\b"
    r"[^.;:]{0,40}$"
    r"|\b(?:this|it|your (?:flow )?run|the (?:flow )?run|the crash|crash|your flow|the process"
    r"|process)(?: \w+)?"
    r" (?:is|was|got|has|had|hit|ran into|suffered|encountered|experienced)\b[^.;:]{0,30}$"
    r"|^\W*(?:root cause|cause|diagnosis|reason|verdict|answer|summary|tl;?dr)\W{1,4}[^.;:]{0,40}$"
)
_BLAMES_BEHIND = re.compile(
    r"^[^.;:]{0,40}\b(?:caused|killed|crashed|brought (?:it |the run )?down|took (?:it |the run )?down"
    r"|ended|terminated"
    r"|stopped|aborted|led to|is why|is what|explains|is to blame|is responsible|was responsible|triggered"
    r"|is the (?:\w+ )?(?:cause|reason|culprit))\b"
)
_DIRECT = phrases(
    r"""
    oom[ -]?killed|ran out of (memory|ram)|(was|got|been|were|is) (\w+ )?(killed|evicted|preempted|\
        manually cancelled|cancelled by|stopped by)
    (someone|somebody|a user|an operator|a person|a colleague|a teammate) ~4 (cancel\w+|stopped|aborted|\
        killed)
    """
)


class Claim(NamedTuple):
    """One kind of crash that a statement speaks of."""

    kind: str
    statement: Statement
    span: Span
    polarity: Polarity
    blamed: bool
    """Whether the statement ties it to the crash as its cause."""

    @property
    def committed(self) -> bool:
        return self.polarity in ("affirmed", "leaning")


class Causes(NamedTuple):
    """What an answer says of the lease, and of the other kinds of crash."""

    lease: tuple[Claim, ...]
    others: tuple[Claim, ...]

    @property
    def named(self) -> tuple[Claim, ...]:
        """The other kinds that are blamed."""
        return tuple(claim for claim in self.others if claim.committed and claim.blamed)


def lease_failures(text: str) -> Iterator[Span]:
    """Where a normalised text speaks of a renewal that failed, or of a hold that was lost."""
    holds = list(HOLD.spans(text))
    if not holds:
        return
    fails, renewals = list(FAIL.spans(text)), list(RENEW.spans(text))
    for hold in holds:
        for renewal in renewals:
            for failure in fails:
                window = (min(hold[0], renewal[0], failure[0]), max(hold[1], renewal[1], failure[1]))
                if window[1] - window[0] <= _WINDOW and not _BREAK.search(text, *window):
                    yield window
    for loss in LOSS.spans(text):
        for hold in holds:
            window = (min(hold[0], loss[0]), max(hold[1], loss[1]))
            if window[1] - window[0] <= _LOSS_WINDOW and not _BREAK.search(text, *window):
                yield window


def _lease_claims(statement: Statement) -> Iterator[Claim]:
    blamed = CAUSAL.search(statement.text) is not None or any(map(CAUSAL.search, statement.context))
    for span in lease_failures(statement.text):
        yield Claim("lease", statement, span, statement.scopes.polarity(span), blamed)


def _other_claims(statement: Statement) -> Iterator[Claim]:
    text = statement.text
    for kind in OTHER_KINDS:
        for span in kind.spans(text):
            before, after = text[max(0, span[0] - 90) : span[0]], text[span[1] : span[1] + 80]
            if _SERVER_SIDE.search(before):
                continue
            blamed = bool(
                _BLAMES_AHEAD.search(before) or _BLAMES_BEHIND.search(after) or _DIRECT.search(text)
            )
            yield Claim(kind.name, statement, span, statement.scopes.polarity(span), blamed)


def causes_of(reading: Reading) -> Causes:
    """Every claim of an answer, in its order."""
    return Causes(
        lease=tuple(claim for statement in reading.statements for claim in _lease_claims(statement)),
        others=tuple(claim for statement in reading.statements for claim in _other_claims(statement)),
    )
