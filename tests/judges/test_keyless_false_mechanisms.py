"""Mechanisms that the keyless judge knows to be false, each with what is true of the same matter."""

from __future__ import annotations

import pytest

from evals.judges.keyless.detectors.claims import no_false_claims
from evals.judges.keyless.material import Material
from evals.judges.keyless.reading import read
from evals.rubrics import Rubric, lease_renewal_criteria

RUBRIC = Rubric(question="Why?", ground_truth="Its lease was lost.", criteria=lease_renewal_criteria())
CAUSE = "The run crashed because its concurrency lease could not be renewed (410 Gone). "
FALSE = (
    "A 410 means that the request timed out.",
    "410 stands for an API key that has lost its permission.",
    "Status 410 is Prefect's way of reporting an invalid API key.",
    "The lease is the maximum run time of a flow run.",
    "A lease may be extended for an hour altogether.",
    "The deployment's concurrency limit counts the tasks in a run.",
    "The server sent a SIGTERM to the process when the lease ran out.",
    "Kubernetes ends the pod when a lease expires.",
    "Prefect has already rescheduled the run.",
    "A run that crashes for a lost lease is put back to Scheduled by the server as soon as a slot is free.",
    "Strict mode is active by default.",
    "The server declines to renew when the queue is longer than the limit.",
    "What typically breaks renewals: input batches that are too large.",
    "Prefect takes a fresh lease on the same slot at once.",
    "Your pod was evicted at 07:40:20, and the lease went with it.",
    "The error line is a known cosmetic issue.",
    "By default a lease is held for 30 minutes.",
    "Please confirm your API key, or this diagnosis won't be saved.",
)
TRUE = (
    "A 410 means that the server no longer has the lease.",
    "410 isn't a time-out or a network problem: the server did answer.",
    "Status 410 is how the server says that it knows nothing of the lease.",
    "A lease isn't a time limit for the run.",
    "Leases limit how long a slot stays reserved.",
    "Runs may take as long as they like, as long as the lease is renewed.",
    "The concurrency limit caps how many runs of the deployment go on at once.",
    "The engine ends the run itself; no signal was sent from outside.",
    "Prefect will not pick the run up where it left off.",
    "Crashed runs aren't retried by `retries`; trigger it again.",
    "Strict mode is off by default in `concurrency()`.",
    "The server refuses to renew a lease that it does not know.",
    "A restarted server or a network failure typically breaks renewals.",
    "If the pod was evicted, its message would be another.",
    "A full limit keeps a run from starting.",
    "By default a lease is held for 5 minutes.",
)


def met(statement: str) -> bool:
    return no_false_claims(Material(reading=read(CAUSE + statement), rubric=RUBRIC)).met


@pytest.mark.parametrize("statement", FALSE)
def test_a_false_mechanism_is_not_let_through(statement: str) -> None:
    assert not met(statement)


@pytest.mark.parametrize("statement", TRUE)
def test_a_true_mechanism_is(statement: str) -> None:
    assert met(statement)
