"""Mechanisms stated wrongly, and wrong causes stated as fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.judges.keyless.concepts.commitment import ASSERTS, RESOLVES, WAVERS
from evals.judges.keyless.concepts.crashes import CODE_EXCEPTION, INFRASTRUCTURE, NO_SLOT
from evals.judges.keyless.concepts.durations import wrong_durations
from evals.judges.keyless.concepts.falsehoods import DENIED_BEHIND, DENIED_INSIDE, DENYING, FALSEHOODS
from evals.judges.keyless.concepts.limit_falsehoods import LIMIT_FULL, OF_THE_LIMIT, RAISE_LIMIT
from evals.judges.keyless.concepts.mechanism_falsehoods import OF_A_LEASE_CRASH
from evals.judges.keyless.detectors.cause import identifies_cause, kinds_of, rules_out_lease_renewal
from evals.judges.keyless.detectors.error_words import quotes_error
from evals.judges.keyless.finding import Finding, quotes_from
from evals.judges.keyless.material import Material
from evals.judges.keyless.phrases import Concept, Span, spans
from evals.judges.keyless.reading import Statement
from evals.rubrics.look_alike import RULES_OUT_LEASE_RENEWAL

_ON_TOPIC = re.compile(r"\b(?:leases?|re-?new\w*|slots?|concurrency|reserv\w+|over-allocation|410)\b")
_RECORDED = re.compile(
    r"\"[^\"]*\"|crash detected!?|execution was (?:cancelled|aborted) by (?:the runtime environment|a termination signal)"
)
"""What stands in quotation marks, and messages of states: repeating them asserts nothing."""
_ASKED = re.compile(r"[^.;:|?]{0,60}\?")
"""Right behind a match: it is asked, not said."""
_BEFORE_THE_LOSS = frozenset({CODE_EXCEPTION.name, INFRASTRUCTURE.name})
"""Kinds that may be a part of how a lease was lost: an exception that is retried, a run that is written off."""
_NOTHING_FALSE = Finding(True, "nothing that is known to be false is stated")


def no_false_claims(material: Material) -> Finding:
    """Nothing affirmed is known to be false. Settings, ids and numbers are checked elsewhere."""
    look_alike = any(criterion.id == RULES_OUT_LEASE_RENEWAL for criterion in material.rubric.criteria)
    true_of_it = _true_of_a_look_alike(material) if look_alike else ()
    for statement in material.reading.statements:
        wrong = next(_wrong(statement, look_alike=look_alike, besides=true_of_it), None)
        if wrong is not None:
            return Finding(False, f"says {wrong}", quotes_from([statement]))
    if material.rejected is not None:
        return material.rejected
    return _of_a_look_alike(material) if look_alike else _of_a_lease_crash(material)


def _true_of_a_look_alike(material: Material) -> tuple[Concept, ...]:
    """A limit that is full, a slot that another run has, are what really happened to some look-alikes; beside
    another cause a full limit may be a fact without being to blame."""
    of_the_limit = (LIMIT_FULL,) if material.true_kinds - {NO_SLOT.name} else OF_THE_LIMIT
    return (*of_the_limit, *OF_A_LEASE_CRASH)


def _wrong(statement: Statement, *, look_alike: bool, besides: tuple[Concept, ...]) -> Iterator[str]:
    """What a statement affirms that is known to be false, concepts in `besides` left out."""
    for falsehood in FALSEHOODS:
        if falsehood not in besides:
            for span in falsehood.spans(statement.text):
                # That raising the limit "would help" is false too.
                if _affirmed(statement, span, hedged=falsehood is RAISE_LIMIT):
                    yield falsehood.says
    for denying in () if look_alike else DENYING:
        # What they deny is denied by their own words; only doubt takes them back.
        if any(statement.scopes.polarity(span) != "open" for span in denying.spans(statement.text)):
            yield denying.says
    for span in wrong_durations(statement.text):
        if _affirmed(statement, span):
            yield "a wrong number for how long the lease lasts, or how often it is renewed"


def _affirmed(statement: Statement, span: Span, *, hedged: bool = False) -> bool:
    begin, end = span
    text = statement.text
    if DENIED_INSIDE.search(text, begin, end) or DENIED_BEHIND.match(text, end) or _ASKED.match(text, end):
        return False
    polarity = statement.scopes.polarity(span)
    return polarity in ("affirmed", "leaning") or (hedged and polarity == "open")


def _wavers(material: Material) -> bool:
    """Whether the answer leaves open which of several causes it was."""
    statements = material.reading.statements
    if material.causes.between_stories or material.causes.undecided:
        return True
    if any(next(spans(RESOLVES, s.text), None) for s in statements):
        return False
    return any(next(spans(WAVERS, s.text), None) for s in statements)


def _of_a_look_alike(material: Material) -> Finding:
    lease = rules_out_lease_renewal(material)
    if material.names_actual_cause:
        return _NOTHING_FALSE if lease.met else _blames_the_lease(lease)
    if _wavers(material):
        return _NOTHING_FALSE
    if not lease.met:
        return _blames_the_lease(lease)
    true = material.true_kinds
    if wrong := _wrong_cause(material, besides=true):
        return wrong
    if any(claim.committed and claim.blamed and claim.kind in true for claim in material.causes.others):
        return _NOTHING_FALSE
    return _commits(material) or _NOTHING_FALSE


def _blames_the_lease(lease: Finding) -> Finding:
    return Finding(False, "a lease renewal that did not fail is named as the cause", lease.quotes)


def _of_a_lease_crash(material: Material) -> Finding:
    causes = material.causes
    if identifies_cause(material).met or _wavers(material):
        return _NOTHING_FALSE
    if causes.demoted:
        return Finding(False, "the failed renewal is called beside the point", quotes_from(causes.demoted))
    committed = [claim for claim in causes.lease if claim.committed]
    blamed = any(claim.blamed or claim.strictly for claim in committed)
    if wrong := _wrong_cause(material, besides=_BEFORE_THE_LOSS if blamed else frozenset()):
        return wrong
    if committed:
        return _NOTHING_FALSE
    denied = [claim for claim in causes.lease if claim.polarity == "denied"]
    if denied:
        return Finding(False, "the failed renewal is denied", quotes_from(c.statement for c in denied))
    if quotes_error(material).met:
        return _NOTHING_FALSE
    if not causes.ignorant and not any(_ON_TOPIC.search(s.text) for s in material.reading.statements):
        told = quotes_from(material.reading.statements)
        return Finding(False, "another story of the crash is told, in which no slot is held", told)
    return _commits(material) or _NOTHING_FALSE


def _wrong_cause(material: Material, *, besides: frozenset[str] = frozenset()) -> Finding | None:
    """What is stated as the cause where the real one is not named, kinds in `besides` left out."""
    named = [claim for claim in material.causes.named if claim.kind not in besides]
    if not named:
        return None
    quotes = quotes_from(claim.statement for claim in named)
    return Finding(False, f"a wrong cause is stated as fact: {kinds_of(named)}", quotes)


def _commits(material: Material) -> Finding | None:
    """What is stated as having happened, whatever it is, in an answer that does not name the real cause."""
    asserted = [
        statement
        for statement in material.reading.statements
        for span in spans(ASSERTS, statement.text)
        if _RECORDED.search(statement.text) is None
        and statement.scopes.polarity(span) in ("affirmed", "leaning")
    ]
    if asserted and not material.causes.ignorant:
        return Finding(False, "a wrong cause is stated as fact", quotes_from(asserted))
    return None
