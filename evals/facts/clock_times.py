"""Times of day that an answer gives for what happened occur in what its tools returned.

Only times with seconds are checked, up to their rounding. Another time zone (a shift by whole quarters of
an hour) is taken for one; so is an estimate, a schedule or a length of time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from evals.facts.answer_text import AnswerText, Surroundings
from evals.facts.claim import FalseClaim
from evals.facts.evidence import Evidence
from evals.facts.patterns import phrases
from evals.facts.stance import is_negated, is_order, is_supposed, last_turn

_TIME = re.compile(
    r"(?<![\w:.,+/-])(?:\d{4}-\d\d-\d\d[T ])?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)"
    r"(?:[.,](?P<fraction>\d{1,6}))?(?![\d:]|[.,]\d)"
)
_QUARTER_S = 900
_HOUR_S = 3600
_SHORTEST_DAY_TIME_S = 1800
"""What is less may be a length of time, as 00:05:30."""
_ROUND_S = 10.0
"""How far off a round time ("07:40:00") may be."""
_ESTIMATED = phrases(r"""
    about; around; approx\w*; roughly; circa; ca; nearly; almost; some time; due; next
    estimat\w*; expect\w*; would; should; lasted; took; duration; elapsed; every; daily; cron
    schedul\w*; earliest; latest; expir\w+; deadline; between; window; range
""")
_LOOK_THERE = re.compile(
    r"\b(?:check|look|see|compare|search|grep|watch|inspect|review)\b[^.;]{0,60}$", re.IGNORECASE
)
_TOWARDS = re.compile(
    r"(?:\b(?:by|until|till|for|before|after|past|since|from|to|than|between .{1,30} and)|~|≈) ?$",
    re.IGNORECASE,
)
_ELSEWHERE = phrases(
    r"other runs?; another run; neighbou?r\w*; siblings?; others; other deployments?; other flows?"
)
_RUN = re.compile(r"[a-z]+(?:-[a-z]+)*-[0-9a-f]{8}\b")
_NOT_LOGS = frozenset(
    {"bash", "sh", "shell", "python", "py", "yaml", "yml", "toml", "json", "ini", "sql", "cron"}
)


def check_times(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each time of day that is stated and that the evidence does not have."""
    known = evidence.clock_times
    if not known:
        return
    for match in answer.find(_TIME):
        seconds = int(match["hour"]) * _HOUR_S + int(match["minute"]) * 60 + int(match["second"])
        if seconds < _SHORTEST_DAY_TIME_S and known[0] > 2 * _SHORTEST_DAY_TIME_S:
            continue
        fraction = match["fraction"]
        at = seconds + float(f"0.{fraction}") if fraction else float(seconds)
        unit = 10.0 ** -len(fraction) if fraction else 1.0
        if _is_known(at, unit if fraction or seconds % 30 else _ROUND_S, known):
            continue
        block = answer.block_at(match.start())
        if block is not None and block.language in _NOT_LOGS:
            continue
        if _stated(answer.around(*match.span()), evidence):
            yield FalseClaim(
                kind="time", text=match.group(), why=f"no tool returned anything at {match.group()}"
            )


def _is_known(at: float, unit: float, known: tuple[float, ...]) -> bool:
    """Whether a time is near a known one: rounded or cut off, or that of another time zone."""
    if _near(at, unit, known):
        return True
    shifts = range(-14 * _HOUR_S, 14 * _HOUR_S + 1, _QUARTER_S)
    return any(_near((at + shift) % 86_400, unit, known) for shift in shifts if abs(shift) >= _HOUR_S)


def _near(at: float, unit: float, known: tuple[float, ...]) -> bool:
    index = bisect_left(known, at)
    # A hair more than the unit, because these are binary fractions.
    return any(abs(at - time) <= unit * 1.001 for time in known[max(0, index - 1) : index + 1])


def _stated(around: Surroundings, evidence: Evidence) -> bool:
    """Whether a time is given for something that happened to the run in question."""
    if is_supposed(around) or is_order(around) or is_negated(last_turn(around.before)[-40:]):
        return False
    ahead = last_turn(around.before)
    if _ESTIMATED.search(ahead[-30:]) or _TOWARDS.search(around.before[-50:]):
        return False
    if _LOOK_THERE.search(around.before):
        return False
    if not evidence.lists_cut:
        return True
    # Of what a list leaves out nothing is known: other runs, at other times.
    sentence = f"{around.before} {around.after}".lower()
    return _ELSEWHERE.search(sentence) is None and all(evidence.has(name) for name in _RUN.findall(sentence))
