"""Mechanisms stated wrongly, and wrong causes stated as fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.judges.keyless.concepts.blame import BESIDE_THE_POINT, SPEAKS_OF_THE_END
from evals.judges.keyless.concepts.durations import wrong_durations
from evals.judges.keyless.concepts.falsehoods import DENIED_INSIDE, FALSEHOODS, LIMIT_FULL, RAISE_LIMIT
from evals.judges.keyless.detectors.cause import identifies_cause, kinds_of, rules_out_lease_renewal
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.material import Material
from evals.judges.keyless.phrases import Span, spans
from evals.judges.keyless.reading import Statement
from evals.rubrics.look_alike import RULES_OUT_LEASE_RENEWAL

_ON_TOPIC = re.compile(r"\b(?:leases?|concurrency)\b")
_LEASE = re.compile(r"\b(?:leases?|renewals?)\b")
_NOTHING_FALSE = Finding(True, "nothing that is known to be false is stated")


def no_false_claims(material: Material) -> Finding:
    """Nothing affirmed is known to be false. Settings, ids and numbers are checked elsewhere."""
    look_alike = any(criterion.id == RULES_OUT_LEASE_RENEWAL for criterion in material.rubric.criteria)
    for statement in material.reading.statements:
        wrong = next(_wrong(statement, look_alike=look_alike), None)
        if wrong is not None:
            return Finding(False, f"says {wrong}", quotes_from([statement]))
    return _of_a_look_alike(material) if look_alike else _of_a_lease_crash(material)


def _wrong(statement: Statement, *, look_alike: bool) -> Iterator[str]:
    """What a statement affirms that is known to be false."""
    for falsehood in FALSEHOODS:
        # A limit that is full is what really happened to some look-alikes.
        if not (look_alike and falsehood is LIMIT_FULL):
            for span in falsehood.spans(statement.text):
                # That raising the limit "would help" is false too.
                if _affirmed(statement, span, hedged=falsehood is RAISE_LIMIT):
                    yield falsehood.says
    for span in wrong_durations(statement.text):
        if _affirmed(statement, span):
            yield "a wrong number for how long the lease lasts, or how often it is renewed"


def _affirmed(statement: Statement, span: Span, *, hedged: bool = False) -> bool:
    begin, end = span
    if DENIED_INSIDE.search(statement.text, begin, end):
        return False
    polarity = statement.scopes.polarity(span)
    return polarity in ("affirmed", "leaning") or (hedged and polarity == "open")


def _of_a_look_alike(material: Material) -> Finding:
    lease = rules_out_lease_renewal(material)
    if not lease.met:
        return Finding(False, "a lease renewal that did not fail is named as the cause", lease.quotes)
    if material.names_actual_cause:
        return _NOTHING_FALSE
    return _wrong_cause(material, look_alike=True) or _NOTHING_FALSE


def _of_a_lease_crash(material: Material) -> Finding:
    causes = material.causes
    if causes.between_stories or causes.undecided or identifies_cause(material).met:
        return _NOTHING_FALSE
    denied = [claim for claim in material.causes.lease if claim.polarity == "denied"]
    if denied and not any(claim.committed for claim in material.causes.lease):
        return Finding(False, "the failed renewal is denied", quotes_from(c.statement for c in denied))
    dismissed = [s for s in material.reading.statements if _dismisses_the_lease(s)]
    if dismissed:
        return Finding(False, "the failed renewal is called beside the point", quotes_from(dismissed))
    return _wrong_cause(material, look_alike=False) or _NOTHING_FALSE


def _dismisses_the_lease(statement: Statement) -> bool:
    speaks_of_it = _LEASE.search(statement.text)
    return bool(speaks_of_it) and BESIDE_THE_POINT.search(statement.text) is not None


def _wrong_cause(material: Material, *, look_alike: bool) -> Finding | None:
    """What is stated as the cause where the real one is not named."""
    named = material.causes.named
    if named:
        quotes = quotes_from(claim.statement for claim in named)
        return Finding(False, f"a wrong cause is stated as fact: {kinds_of(named)}", quotes)
    asserted = material.causes.asserted
    if not look_alike:
        asserted = tuple(s for s in asserted if not s.holds and "concurrency" not in s.text)
        if not material.causes.lease and not any(
            _ON_TOPIC.search(s.text) for s in material.reading.statements
        ):
            asserted += _commits_elsewhere(material)
    if asserted:
        return Finding(False, "a wrong cause is stated as fact", quotes_from(asserted))
    return None


def _commits_elsewhere(material: Material) -> tuple[Statement, ...]:
    """Statements on how the run ended, in an answer that does not even mention its slot."""
    statements = material.reading.statements
    if material.causes.ignorant:
        return ()
    return tuple(
        s
        for s in statements
        if any(s.scopes.polarity(span) == "affirmed" for span in spans(SPEAKS_OF_THE_END, s.text))
    )
