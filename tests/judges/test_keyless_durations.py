"""Numbers given for the length of a lease and for its renewal, checked against Prefect's constants."""

import pytest
from prefect.concurrency import _leases

from evals.judges.keyless.concepts.durations import LEASE_S, RENEWED_EVERY_S, wrong_durations


def test_the_constants_are_prefects() -> None:
    assert LEASE_S * _leases._RENEWAL_FRACTION == RENEWED_EVERY_S


@pytest.mark.parametrize(
    "text",
    [
        "the lease lasts 300 seconds",
        "the lease is valid for 5 minutes",
        "the lease is valid for about five minutes",
        "it renews the lease every 225 s",
        "it renews the lease every 4 minutes",
        "the lease is renewed every few minutes",
        "the task's lease lasts 60 seconds",
        "the initial lease lasts 60 seconds",
        "e.g. a lease that lasts 60 seconds",
        "the run lasted 30 seconds",
    ],
)
def test_right_or_other_durations(text: str) -> None:
    assert list(wrong_durations(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "the lease lasts 30 seconds",
        "the lease is valid for one hour",
        "leases expire after 60 s",
        "with a lease of 10 minutes",
        "it renews the lease every 10 seconds",
        "the lease is renewed every minute",
        "the lease is renewed every 1 h",
    ],
)
def test_wrong_durations(text: str) -> None:
    assert len(list(wrong_durations(text))) == 1
