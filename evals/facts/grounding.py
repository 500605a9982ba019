"""What an answer states of a run occurs in what its tools were given and returned, or in the question.

Only what the answer states as a fact about this run is checked. General knowledge ("exit code 137 would
mean out of memory", "a 502 is retried"), what the answer says was not seen, and examples are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from evals.facts.amounts import check_amounts
from evals.facts.answer_text import AnswerText
from evals.facts.claim import ClaimKind, FalseClaim
from evals.facts.clock_times import check_times
from evals.facts.contradictions import check_contradictions
from evals.facts.evidence import Evidence
from evals.facts.identities import check_ids, check_names, check_places
from evals.facts.limit_counts import check_limit_counts
from evals.facts.quotations import check_quotations
from evals.facts.run_lengths import check_run_lengths
from evals.facts.states import check_states
from evals.facts.status_codes import check_exit_codes, check_statuses

_CHECKS = (
    check_ids,
    check_names,
    check_places,
    check_exit_codes,
    check_statuses,
    check_quotations,
    check_times,
    check_amounts,
    check_contradictions,
    check_states,
    check_run_lengths,
    check_limit_counts,
)


def check_grounding(answer: AnswerText, evidence: Evidence) -> Iterator[FalseClaim]:
    """Yield a claim, once a text, for each id, name, code, quotation, time and amount that the evidence
    does not have.

    Yields nothing where no tool returned anything.
    """
    if not evidence.has_results:
        return
    reported: set[tuple[ClaimKind, str]] = set()
    for check in _CHECKS:
        for claim in check(answer, evidence):
            if (claim.kind, claim.text) not in reported:
                reported.add((claim.kind, claim.text))
                yield claim
