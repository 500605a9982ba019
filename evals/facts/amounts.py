"""Sizes, shares and process ids that an answer gives as seen occur in what its tools returned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.facts.answer_text import AnswerText, Surroundings
from evals.facts.claim import FalseClaim
from evals.facts.evidence import Evidence
from evals.facts.patterns import pattern, phrases
from evals.facts.stance import is_negated, is_order, is_supposed, last_turn

_SIZE = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,6}(?:[.,]\d{1,3})?)[ \u00a0]?"
    r"(?:[KMGT]i?B|[MGT]i|(?:mega|giga|tera)bytes?)(?![\w/])"
)
_SHARE = re.compile(
    r"\b(?:cpus?|cores?|memory|ram|rss|heap|disk|load|swap|utili[sz]ation)\b[^.;:\n%]{0,40}?"
    r"(?<![\w.])(?P<number>\d{1,3}(?:\.\d)?)[ \u00a0]?%",
    re.IGNORECASE,
)
_PROCESS = re.compile(r"\bPIDs?\b[ \t=:#`(]{0,4}(?P<number>\d{2,7})\b", re.IGNORECASE)

_HAPPENED = phrases(r"""
    was; were; had; grew; rose; climbed; went; reached; hit; used; exceeded; peaked; jumped; ballooned; took
    needed; allocated; consumed; crossed; killed; died; ended; ran out; spiked; stood; got; passed; filled
    shows?; showed; have; has; says; reported; reports; recorded; logged
""")
_MEANT = pattern(r"\b(?:at least|e\.g|say|more than enough|instances?|machines?|bigger|larger)\W*$")


def check_amounts(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each amount that is stated of the run and that the evidence does not have."""
    for form in (_SIZE, _SHARE, _PROCESS):
        for match in answer.find(form):
            number = match["number"].replace(",", ".")
            if evidence.has_number(number) or evidence.has(match.group()):
                continue
            if _stated(answer.around(*match.span()), match.group()):
                text = match.group().strip()
                yield FalseClaim(kind="amount", text=text, why=f"no tool returned {text}")


def _stated(around: Surroundings, text: str) -> bool:
    """Whether the sentence says that this was seen."""
    if is_supposed(around) or is_order(around) or is_negated(last_turn(around.before)):
        return False
    if _MEANT.search(around.before[-30:]):
        return False
    return _HAPPENED.search(f"{around.before}{text}{around.after[:60]}") is not None
