"""Names of states that an answer gives are Prefect's, or occur in what its tools returned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from evals.facts.answer_text import AnswerText
from evals.facts.claim import FalseClaim
from evals.facts.evidence import Evidence
from evals.facts.stance import denies_existence, is_negated, is_supposed, last_turn

_QUOTED = r"[*]{0,2}[`\"'“‘](?P<name>[A-Z][A-Za-z]{3,30})[`\"'”’][*]{0,2}"
_STATES = (
    re.compile(rf"\bstate(?: (?:was|is|of|called|named|to)|:)?(?: then)? {_QUOTED}(?![\w(])"),
    re.compile(rf"\b(?:the|a|into|in|an|its)\s{_QUOTED}\sstate\b"),
)


@cache
def _known() -> frozenset[str]:
    """The names and types of the states that Prefect sets, in lower case."""
    import inspect

    import prefect.states
    from prefect.client.schemas.objects import StateType

    made = (name for name, _ in inspect.getmembers(prefect.states, inspect.isfunction) if name[:1].isupper())
    # Set by the server (`prefect.server.schemas.states`) and not made by a function of the client.
    others = ("InfrastructurePending", "Submitting", "TimedOut", "Cached", "RolledBack", "NotReady")
    return frozenset(name.lower() for name in (*made, *others, *(kind.value for kind in StateType)))


def check_states(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim for each quoted state that neither Prefect nor the evidence has."""
    for form in _STATES:
        for match in answer.find(form):
            name = match["name"]
            if evidence.has(name) or name.lower() in _known():
                continue
            around = answer.around(*match.span())
            if is_supposed(around) or denies_existence(around) or is_negated(last_turn(around.before)):
                continue
            yield FalseClaim(kind="value", text=name, why=f"neither Prefect nor a tool has a state {name}")
