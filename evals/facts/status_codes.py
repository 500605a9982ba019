"""Exit codes and HTTP statuses that an answer states of a run occur in what its tools returned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain

from evals.facts.answer_text import AnswerText, Surroundings
from evals.facts.claim import FalseClaim
from evals.facts.evidence import Evidence
from evals.facts.patterns import pattern, phrases, words
from evals.facts.stance import is_negated, is_supposed, last_turn

_EXIT_CODE = pattern(
    r"\b(?:exit|return)[ _-]?(?:status[ _])?(?:code|status|value)s?\b[\s`*\"'(:=]{0,4}(?:of |was |is )?",
    r"\bexited with (?:(?:an?|the|non-?zero|exit|status|return) ){0,4}(?:code|status)?[:=]?",
    r"\b(?:status|status code|code)[:= `*\"']{1,4}(?=-)",
    after=r"[\s`*\"'(]{0,3}(?P<number>-?\d{1,3})(?![\w%]|\.\d|\s(?:errors?|warnings?|times)\b)",
)
_NO_NOUN = r"(?![`*]{0,3}\s(?!(?:errors?|responses?|status|from|for|on|to|at|when|and|because|as)\b)[a-z])"
_STATUS = pattern(
    r"\bHTTP(?:/\d(?:\.\d)?)?[\s`*:-]{0,3}(?:status |error |response ){0,2}(?:code )?",
    r"\bstatus(?: code)?[\s`*:=]{1,4}",
    r"\b(?:returned|answered|got|received|replied|responded|failed|rejected)\s(?:with )?(?:an? )?"
    r"(?=\W{0,3}[45]\d\d)",
    after=rf"[`*\"':=]{{0,3}}(?P<number>[1-5]\d\d)(?![\w%-]|[.:,]\d){_NO_NOUN}",
)
_REASON = pattern(
    *words(r"""
        Gone; Not Found; Service Unavailable; Bad Gateway; Bad Request; Gateway Time-?out; Conflict
        Locked; Internal Server Error; Too Many Requests; Unauthori[sz]ed; Forbidden; Request Time-?out
        errors?\b; responses?\b; status\b
    """),
    before=r"(?<![\w.-])(?P<number>[45]\d\d)[`*]{0,3}\s",
)
_EXITS = phrases("exit(?:ed|s)?")
_HTTP_STATUSES = frozenset(str(status.value) for status in HTTPStatus)

_SAW = pattern(
    *words(r"""
        \bexited\b; \b(?:killed|terminated|evicted) (?:the|your|its|this)\b
        \b(?:was|were|been|got) (?:[\w-]+[ -])?(?:killed|terminated|stopped|ended|evicted)\b
        \b(?:was|were|been|got) (?:\w+ )?(?:rejected|refused|answered)\b
        (?<!is )(?<!are )\b(?:ended|died|crashed|returned|reported|recorded|logged|showed|failed|finished)\b
        (?<!is )(?<!are )\b(?:received|gave|got|left|answered|responded|replied|threw|raised|hit)\b
        (?<!is )(?<!are )\b(?:went|quit|vanished|disappeared|stopped|closed|came|fell|noted|listed|bailed)\b
    """)
)
_WITNESS = (
    "logs?|message|run|process|pod|container|worker|runner|events?|evidence|infrastructure|state|exception"
    "|error|server|api"
)
_SHOWS = pattern(
    *words(
        "shows?; says?; states; reads; contains?; confirms?; indicates?; carries; reports?; was; is; has; had"
    ),
    before=rf"\b(?:the|its|this|your|that)\s(?:[\w'’`-]{{1,40}}\s){{0,4}}(?:{_WITNESS})\b.{{0,60}}\b",
    after=r"\b",
)
_INDEFINITE = pattern(
    *words(r"an?; any; every; each; some; most; many; all; oom; out[- ]of[- ]memory; sig\w+"),
    before=r"^\W*",
    after=r"\b",
)
_DEFINITE = pattern("the", "its", "this", "your", before=r"^\W*(?:and )?", after=r"\b")
_MARKS = " *_`-|\n\t"
_RELATIVE = phrases("that; which; who; whose")
# What a message says instead of a number.
_SIGNALS = {"sigkill": 9, "sigterm": 15, "sigsegv": 11, "sigint": 2, "sigabrt": 6, "termination signal": 15}


# "as the log's last line has it", "according to the worker"
_CITED = pattern(
    rf"\bas\b[^.;]{{0,40}}\b(?:{_WITNESS}|lines?|tools?|records?)\b[^.;]{{0,30}}"
    r"\b(?:has|have|had|says?|said|shows?|showed|reports?|reported|puts?|records?|recorded|tells?|confirms?)\b",
    rf"\b(?:according to|as per|per|see|seen in|read in|found in|logged (?:by|in))\b[^.;]{{0,30}}"
    rf"\b(?:{_WITNESS}|lines?|tools?)\b",
)


def check_exit_codes(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each exit code that is stated and that the evidence does not have."""
    for match in answer.find(_EXIT_CODE):
        number = int(match["number"])
        around = answer.around(*match.span())
        if not _asserted(around, match.group()):
            continue
        # A word for the signal gives the number away, but not where the number is said to stand somewhere.
        cited = _CITED.search(around.after) is not None
        if any(_has_exit_code(evidence, same, by_word=not cited) for same in _same_ends(number)):
            continue
        why = f"no tool returned an exit code {number}"
        yield FalseClaim(kind="exit_code", text=match.group(), why=why)


def _same_ends(number: int) -> set[int]:
    """The numbers by which one end of a process goes: 137, -9 and, in short, 9."""
    signal = number - 128 if number > 128 else abs(number)
    if number in (0, 1, 2):
        return {number}
    return {number, signal, -signal, 128 + signal}


def _has_exit_code(evidence: Evidence, number: int, *, by_word: bool) -> bool:
    if by_word and any(number in (n, -n, 128 + n) and word in evidence.text for word, n in _SIGNALS.items()):
        return True
    if number < 0 or number >= 100:
        return evidence.has_number(str(number))
    context = rf"\b(?:exit(?:ed|code)?|return(?:ed|code)?|status|code)\b.{{0,30}}?(?<![\w.-]){number}(?!\w)"
    return re.search(context, evidence.text) is not None


def check_statuses(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each HTTP status that is stated and that the evidence does not have."""
    for match in chain(answer.find(_STATUS), answer.find(_REASON)):
        number = match["number"]
        if number not in _HTTP_STATUSES or evidence.has_number(number):
            continue
        if _EXITS.search(answer.text, max(0, match.start() - 30), match.end()):
            continue
        if _asserted(answer.around(*match.span()), match.group()):
            why = f"no tool returned an HTTP status {number}"
            yield FalseClaim(kind="http_status", text=match.group().strip(), why=why)


def _asserted(around: Surroundings, text: str) -> bool:
    """Whether a sentence says that this was seen: it happened, or a log or a message shows it."""
    if is_supposed(around):
        return False
    turn = last_turn(around.before)
    if not turn.strip(_MARKS):
        if not around.before.strip(_MARKS):
            # "Exit code: 137", as an entry of a list
            return re.search(r"[:=]", text) is not None
        # "It was killed: exit code 137"
        turn = around.before
    if is_negated(turn) or (_INDEFINITE.match(turn) and _RELATIVE.search(turn)):
        return False
    if _DEFINITE.match(turn) and re.search(r"\swas\s", text):
        return True
    said = f"{turn}{text}"
    return bool(_SAW.search(said) or (_SHOWS.search(said) and not _INDEFINITE.match(turn)))
