"""Log lines and messages that an answer quotes occur in what its tools returned.

A quotation may be cut with "..." or "<id>", and begin with the time, level and logger that came as fields
of their own. Quotation marks for emphasis, the user's words and what a log *would* say are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from evals.facts.answer_text import MOST_MENTIONS, AnswerText, Surroundings
from evals.facts.claim import FalseClaim
from evals.facts.evidence import Evidence, normalised
from evals.facts.patterns import pattern, phrases, words
from evals.facts.stance import is_negated, is_supposed, last_turn

_FEWEST_WORDS = 4
_ENOUGH_IN_COMMON = 0.6

_QUOTED = re.compile(r"\"([^\"\n]{15,900})\"|“([^“”\n]{15,900})”|(?<!\w)'([^'\n]{15,900})'(?!\w)")
_BLOCK_QUOTE = re.compile(r"^[ \t]{0,12}>[ \t]{0,4}([^\n]{15,900})$", re.MULTILINE)
_CONNECTORS = (
    r"(?:[\s:,(*_`—–-]|\b(?:is|was|has|had|that|only|simply|just|exactly|verbatim|as|the|an?|following|this|last|of"
    r"|in|for|with|its|run|flow|task|state|server|line|lines|message|and|then|there['’]s|there|stands|where|we|i"
    r"|find|see|read|one|entry|at|\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\b){0,12}$"
)
_LOG_CUE = pattern(
    *words("""
        logs?; logged; log lines?; errors?; messages?; traceback; exception; warning; info; debug; reads?
        entr(?:y|ies)
        says?; shows?; contains?; reported; recorded; wrote; printed; raised; threw; returned; answered
        stderr; output; response; reply; (?:failed|crashed|ended|finished) with
    """),
    before=r"\b",
    after=rf"\b{_CONNECTORS}",
)
_LOG_LEAD = pattern(
    *words("logs?; logged; errors?; messages?; traceback; exception; evidence; output; lines?"),
    before=r"\b",
    after=r"\b.{0,60}:\W{0,4}$",
)
_NO_LOG = phrases(r"""
    you; users?; ask(?:s|ed|ing)?; question; docs; documentation; release notes; changelog; issue
    pull request; maintainers?; something like; along the lines; similar to; command; write; use; search; grep
    look; check
    filter; alert; essentially; basically; effectively; in effect; in other words; i\.e; roughly; in plain
""")
_NOT_LOGS = frozenset(
    words("bash; sh; shell; zsh; python; py; yaml; yml; toml; json; ini; sql; diff; dockerfile")
)
_CODE_LINE = pattern(
    *(r"[$#>]", "(?:prefect|export|pip|uv|docker|kubectl|curl|from|import|def|class|with|async) ", "@"),
    before=r"\s*",
)
_CUT = pattern(
    *words(r"\.{3}; <[^<>\n]{1,40}>; \{[^{}\n]{1,40}\}; \[(?:\.{3}|truncated|snip|cut|id|uuid|lease id)\]")
)
# Time, level, logger and run, as they stand before a message.
_LINE_HEAD = pattern(
    r"[\s|\[\]()·,:-]",
    *words(r"""
        \d{4}-\d\d-\d\d; t(?=\d\d:); \d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?; (?:utc|z)\b; \+\d\d:?\d\d\b
        (?:critical|error|warning|warn|info|debug)\b; \(\d\d\); (?:flow run|task run)\b
        prefect(?:\.\w+){1,4}\b; '[\w -]{1,60}'(?=\s-)
    """),
    before="^",
    after="{0,30}",
)
# A line as logs have them: time, level, message.
_LOG_LINE = re.compile(
    r"^(?P<indent>[ \t]{0,12})[-*|>` \t]{0,6}(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
    r"(?:Z|\+00:00)?[\s|-]{1,6}\[?(?:CRITICAL|ERROR|WARNING|WARN|INFO|DEBUG)\]?[\s|:-]{1,6}(?P<message>\S[^\n]{15,600})$",
    re.MULTILINE,
)
_VERBATIM_INDENT = 4
# A server that talks is a figure of speech, unless it talks like a program.
_SPEAKER = phrases(r"""
    (?:server|api|prefect|scheduler|backend|engine|client|run|attendant|usher|waiter|clerk|desk)
""")
_TALKS = re.compile(
    r"\b(?:says?|said|answer(?:s|ed)?|repl(?:y|ies|ied)|respon(?:ds?|ded|se)|returned|tells?|told|reads?)\W{0,4}$",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\b(?:i|i['’]\w+|my|me|we|we['’]\w+|our|you|you['’]\w+|your|sorry|please)\b", re.IGNORECASE
)
_PIECE_ENDS = re.compile(r"(?<=[.;])\s|\s-\s|\n|\s\|\s")


def check_quotations(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each quoted log line or message that the evidence does not have."""
    for quote in islice(_quotations(answer), MOST_MENTIONS):
        if not _occurs(quote, evidence):
            yield FalseClaim(kind="quotation", text=quote, why="no tool returned such a log line or message")


def _quotations(answer: AnswerText) -> Iterator[str]:
    for match in answer.find(_QUOTED):
        if answer.block_at(match.start()) is None and answer.span_at(match.start()) is None:
            around = answer.around(*match.span())
            quote = next(filter(None, match.groups()))
            if _quotes_log(around) and not _is_figure_of_speech(quote, around.before):
                yield quote
    for span in answer.spans:
        if len(span.text.split()) < _FEWEST_WORDS or _CODE_LINE.match(span.text):
            continue
        if _quotes_log(answer.around(span.start - 1, span.end + 1)):
            yield span.text
    for match in answer.find(_BLOCK_QUOTE):
        lead = answer.text[max(0, match.start() - 200) : match.start()].rstrip("\n> ").rpartition("\n")[2]
        if answer.block_at(match.start()) is None and _is_log_lead(lead):
            yield match[1]
    for block in answer.blocks:
        if block.language in _NOT_LOGS or not _is_log_lead(answer.around(block.start, block.start).lead):
            continue
        for line in block.text.splitlines():
            if len(line) < 900 and not _CODE_LINE.match(line):
                yield line.strip()
    for match in answer.find(_LOG_LINE):
        if len(match["indent"].expandtabs(4)) >= _VERBATIM_INDENT and answer.block_at(match.start()) is None:
            yield match["message"].strip()


def _is_figure_of_speech(quote: str, before: str) -> bool:
    """Whether somebody is made to talk ("the server answered 'never heard of that ticket'")."""
    if _PERSONAL.search(quote):
        return True
    talks = _TALKS.search(before) is not None and _SPEAKER.search(before[-60:]) is not None
    return talks and quote[:1].islower() and not re.search(r"[:={}\[\]/]|\d", quote)


def _quotes_log(around: Surroundings) -> bool:
    """Whether what stands here in quotation marks is given as what a log or a message said."""
    before = f"{around.lead} {around.before}"[-240:]
    if is_supposed(around) or is_negated(last_turn(around.before)) or _NO_LOG.search(before):
        return False
    return _LOG_CUE.search(before) is not None


def _is_log_lead(lead: str) -> bool:
    around = Surroundings(before=lead, after="", following="", lead="")
    return _LOG_LEAD.search(lead) is not None and not (
        is_supposed(around) or is_negated(lead) or _NO_LOG.search(lead)
    )


def _occurs(quote: str, evidence: Evidence) -> bool:
    whole = _LINE_HEAD.sub("", normalised(quote))
    parts = re.findall(r"\w+", whole)
    if len(parts) == _FEWEST_WORDS - 1 and quote[:1].isupper() and not _CUT.search(whole):
        # As short a line may be a loose rendering, unless it has words of its own.
        return evidence.has(whole.strip(" .,:;'\"-")) or all(evidence.has(part) for part in parts)
    for part in _CUT.split(whole):
        if part.strip(" .,:;'\"-") and not evidence.has(part.strip(" .,:;'\"-")):
            pieces = [piece for piece in _PIECE_ENDS.split(part) if piece]
            if not all(_mostly_occurs(piece, evidence) for piece in pieces):
                return False
    return True


def _mostly_occurs(piece: str, evidence: Evidence) -> bool:
    """Whether a piece is too short to tell, or is in the evidence but for a word or two."""
    parts = re.findall(r"\w+", piece)
    if len(parts) < _FEWEST_WORDS or evidence.has(piece.strip(" .,:;'\"-")):
        return True
    runs = list(zip(parts, parts[1:], parts[2:], strict=False))
    return sum(run in evidence.words for run in runs) >= _ENOUGH_IN_COMMON * len(runs)
