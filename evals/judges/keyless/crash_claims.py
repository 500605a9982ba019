"""Where an answer speaks of another kind of crash, and how it stands to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.judges.keyless.claims import Claim, under_cause
from evals.judges.keyless.concepts.blame import (
    BLAMES_AHEAD,
    BLAMES_BEHIND,
    BLAMES_OUTRIGHT,
    BY_PREFECT,
    DIRECT,
    SERVER_SIDE,
)
from evals.judges.keyless.concepts.crashes import (
    ASKS_NOTHING,
    BARE_WORDS,
    CODE_EXCEPTION,
    NEEDLESS,
    NOBODY,
    OTHER_KINDS,
)
from evals.judges.keyless.phrases import Concept, Span, spans
from evals.judges.keyless.reading import Statement

_QUOTED = re.compile(r'"[^"]*"')
_CLAUSE = re.compile(r"[,;:]")
_NO_CRASH_BY_ITSELF = re.compile(
    r"(?:(?:the|your|user|own|actual|flow|task|exit)(?:'s)? )*(?:code|logic|function|body|status)"
)
_RETRIED = re.compile(r"\bretr(?:y|ies|ied|ying)\b|awaiting ?retry")


def _only_mentioned(kind: Concept, text: str, span: Span) -> bool:
    """Whether a kind of crash stands in a quotation, or is the exception that a flow was retried for."""
    if any(quoted.start() < span[0] and span[1] < quoted.end() for quoted in _QUOTED.finditer(text)):
        return True
    return kind is CODE_EXCEPTION and _RETRIED.search(text) is not None


def crash_claims(statement: Statement) -> Iterator[Claim]:
    """Every other kind of crash that a statement names, or denies or asks for by a word too common to name it."""
    text = statement.text
    for kind in OTHER_KINDS:
        for span in kind.spans(text):
            before, after = text[max(0, span[0] - 90) : span[0]], text[span[1] : span[1] + 80]
            if SERVER_SIDE.search(before) or BY_PREFECT.match(after):
                continue
            if NOBODY.match(text, span[0]):
                yield Claim(kind.name, statement, span, "denied")
                continue
            mentioned = _only_mentioned(kind, text, span)
            outright = not mentioned and bool(
                BLAMES_OUTRIGHT.search(before) or DIRECT.search(text) or under_cause(statement)
            )
            blamed = outright or (
                not mentioned and bool(BLAMES_AHEAD.search(before) or BLAMES_BEHIND.match(after))
            )
            polarity = statement.scopes.polarity(span, "crash")
            by_itself = polarity == "denied" and _NO_CRASH_BY_ITSELF.fullmatch(text, *span)
            if by_itself and not _denied_in_earnest(statement, span):
                continue
            yield Claim(kind.name, statement, span, polarity, blamed, strictly=outright)
        for span in spans(BARE_WORDS[kind.name], text):
            if text.endswith("?"):
                yield Claim(kind.name, statement, span, "open", bare=True)
            elif _denied_in_earnest(statement, span):
                yield Claim(kind.name, statement, span, "denied", bare=True)


def _denied_in_earnest(statement: Statement, span: Span) -> bool:
    """Whether a common word is denied as a cause, and not spoken of in some other negative way."""
    text = statement.text
    begin = max((stop.end() for stop in _CLAUSE.finditer(text, 0, span[0])), default=0)
    end = _CLAUSE.search(text, span[1])
    clause = text[begin : end.start() if end else len(text)]
    if ASKS_NOTHING.match(text, span[1]) or NEEDLESS.search(clause):
        return False
    return statement.scopes.polarity(span, "bare") == "denied"
