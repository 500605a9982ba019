"""Arguments that an answer in prose says are of a function of Prefect's, are in the installed signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.facts.answer_text import AnswerText
from evals.facts.claim import FalseClaim
from evals.facts.parameters import keywords_of
from evals.facts.stance import denies_existence, is_negated, is_supposed, last_turn

_TARGET = (
    r"`?(?:your_?\w{0,20}\.|flow\.|my_flow\.|prefect\.|\.)?"
    r"(?:@(?P<decorator>flow|task)\b(?:\(\))?|(?P<call>serve|deploy|to_deployment|concurrency|rate_limit)\(\)"
    r"|(?P<model>ConcurrencyLimitConfig|ConcurrencyOptions)\b)`?"
)
_NAME = r"`?(?P<name>[a-z]{2,30}(?:_[a-z0-9]{1,30}){1,6})(?:\s?=\s?[^\s`]{1,20})?`?"
_NOUN = r"(?:option|parameter|argument|keyword|kwarg|flag|setting|switch|attribute|hook)s?"
_THE = r"(?:(?:the|your|its|a|an|new|optional|keyword|called|named) ){0,4}"
_FORMS = (
    re.compile(rf"{_NAME} (?:{_NOUN} )?(?:of|on|to|in|for|from|into|at|with) {_THE}{_TARGET}"),
    re.compile(
        rf"{_TARGET}(?:['’]s)? (?:decorator |call |method |function )?(?:has|takes|accepts|supports|offers"
        rf"|knows|provides|understands|comes with|with|using|gets?)? ?{_THE}(?:{_NOUN} )?{_NAME}"
    ),
)


def check_named_arguments(answer: AnswerText) -> Iterator[FalseClaim]:
    """Yield a claim for each argument that the function it is said to be of does not take, once a text."""
    reported: set[str] = set()
    for form in _FORMS:
        for match in answer.find(form):
            function = match["decorator"] or match["call"] or match["model"]
            name = match["name"]
            if name in reported or name in keywords_of(function) or answer.block_at(match.start()):
                continue
            around = answer.around(match.start("name"), match.end("name"))
            if denies_existence(around) or is_supposed(around) or is_negated(last_turn(around.before)[-60:]):
                continue
            reported.add(name)
            why = f"the installed Prefect's {function}() takes no {name}"
            yield FalseClaim(kind="parameter", text=name, why=why)
