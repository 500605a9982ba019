"""How long an answer says that the run went on, held against the run's own record and log."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.facts.answer_text import AnswerText, Surroundings
from evals.facts.claim import FalseClaim
from evals.facts.contradictions import asked_runs, log_lines
from evals.facts.evidence import Evidence
from evals.facts.patterns import pattern, words
from evals.facts.stance import is_negated, is_order, is_supposed, last_turn

_NUMBERS = words("""
    one; two; three; four; five; six; seven; eight; nine; ten; eleven; twelve
    fifteen; twenty; thirty; forty; fifty
""")
_VALUES = dict(zip(_NUMBERS, (*range(1, 13), 15, 20, 30, 40, 50), strict=True)) | {"a": 1, "an": 1}
_UNIT_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LENGTH = (
    r"(?:(?:about|around|roughly|some|almost|nearly|over|more than|just|only|exactly|well over"
    r"|a good|at least|approximately) )"
    rf"{{0,3}}~?(?P<number>\d{{1,4}}(?:\.\d+)?|an?|{'|'.join(_NUMBERS)})(?P<half> and a half)?[ -]?"
    r"(?P<unit>s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?)\b"
)
_RUN = r"(?:run|flow|it|process|job|[a-z]+-run-[0-9a-f]{8})[`*]{0,3}"
_WENT_ON = pattern(
    rf"\b{_RUN} (?:had|has) been (?:\w+ly )?(?:running|going|executing|working|underway|active"
    rf"|up)(?: \w+)? (?:for )?{_LENGTH}",
    before="",
)
_RAN_FOR = pattern(
    rf"\b{_RUN} (?:ran|lasted|worked|executed|went on|survived|lived|was running|was up"
    rf"|ran fine) (?:\w+ )?(?:for )?{_LENGTH}"
)
_AFTER = pattern(
    rf"\bafter {_LENGTH} (?:of (?:running|work|execution|run ?time|processing|activity|uptime"
    rf"|computing)|in(?:to the run)?\b)"
)
_INTO = pattern(rf"\b{_LENGTH} into (?:the|its|your) (?:run|execution|work|job)")
_LEAST_S = 5.0
_TIMES = 1.6
"""How far a rounded length may be above the real one."""


def check_run_lengths(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each length of time that the run is said to have gone on for, and did not."""
    longest: float | None = None
    for form in (_WENT_ON, _RAN_FOR, _AFTER, _INTO):
        for match in answer.find(form):
            if not _stated(answer.around(*match.span())):
                continue
            longest = _longest(evidence) if longest is None else longest
            seconds = _seconds(match)
            if longest and seconds > longest * _TIMES + _LEAST_S and not _is_known(seconds, evidence):
                why = f"the run went on for {longest:.0f} s"
                yield FalseClaim(kind="amount", text=match.group(), why=why)


def _stated(around: Surroundings) -> bool:
    return not (is_supposed(around) or is_order(around) or is_negated(last_turn(around.before)))


def _seconds(match: re.Match[str]) -> float:
    number = match["number"].lower()
    value = float(_VALUES.get(number) or number) + (0.5 if match["half"] else 0.0)
    return value * _UNIT_S[match["unit"][0].lower()]


def _is_known(seconds: float, evidence: Evidence) -> bool:
    """Whether some other run's record has it, or the flow's own log."""
    return any(evidence.has(f"{number} {unit}") for number, unit in _in_units(seconds))


def _in_units(seconds: float) -> Iterator[tuple[str, str]]:
    yield f"{seconds:g}", "s"
    yield f"{seconds / 60:g}", "min"


def _longest(evidence: Evidence) -> float:
    """The longest that the run may be said to have gone on for, in seconds; 0 where it isn't known."""
    runs = list(asked_runs(evidence))
    recorded = [float(length) for run in runs if isinstance(length := run.get("duration"), (int, float))]
    if not recorded:
        return 0.0
    began = [
        line.at
        for line in log_lines(evidence)
        if line.at is not None and line.message.startswith("Beginning")
    ]
    logged = [line.at for line in log_lines(evidence) if line.at is not None]
    spans = [(max(logged) - min(began)).total_seconds()] if began else []
    return max(*recorded, *spans, 0.0)
