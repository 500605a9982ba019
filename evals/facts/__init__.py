"""Facts checked by code in every answer, whatever a judge says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice

from evals.facts.answer_text import AnswerText
from evals.facts.claim import ClaimKind, FalseClaim
from evals.facts.commands import check_commands
from evals.facts.evidence import Evidence
from evals.facts.grounding import check_grounding
from evals.facts.lease_options import check_lease_options
from evals.facts.modules import check_modules
from evals.facts.named_arguments import check_named_arguments
from evals.facts.parameters import check_parameters
from evals.facts.settings import check_defaults, check_settings
from evals.transcripts import ToolCall

__all__ = ["ClaimKind", "FalseClaim", "false_claims"]

_MOST_CLAIMS = 10
"""Of each check; one is enough to fail an answer, and a hostile answer could hold thousands."""


def false_claims(*, question: str, answer: str, tool_calls: Sequence[ToolCall]) -> tuple[FalseClaim, ...]:
    """Return what `answer` states and what the installed Prefect or the tools' results contradict.

    Settings, commands, options, arguments and modules are held against the installed Prefect; ids, names,
    exit codes, HTTP statuses and quoted log lines against the question and what the tools were given and
    returned (not at all where no tool returned anything). A statement that may be true is not reported:
    an empty result proves nothing. The same input gives the same claims, in the same order.
    """
    text = AnswerText(answer)
    evidence = Evidence(question=question, tool_calls=tool_calls)
    checks = (
        check_settings(text, in_evidence=evidence.has),
        check_defaults(text),
        check_parameters(text),
        check_named_arguments(text),
        check_modules(text, in_evidence=evidence.has),
        check_commands(text),
        check_lease_options(text, in_evidence=evidence.has),
        check_grounding(text, evidence),
    )
    return tuple(chain.from_iterable(islice(check, _MOST_CLAIMS) for check in checks))
