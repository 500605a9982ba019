"""What the keyless judge has learned, it does not unlearn; see `developed_on/README.md`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from evals.calibration.labels import read_labels
from evals.calibration.measure import Measured, measure
from evals.judges.keyless import KeylessJudge
from evals.rubrics.lease_renewal import NO_FALSE_CLAIMS

FILES = sorted((Path(__file__).parent / "developed_on").glob("*.jsonl"))
FLOOR = 0.97
"""A slip or two in the labels of a file are known."""


@pytest.fixture(scope="module")
def measured() -> Measured:
    return asyncio.run(measure(KeylessJudge(), read_labels(FILES)))


def test_there_are_answers(measured: Measured) -> None:
    assert len(measured.graded) > 500


@pytest.mark.parametrize(
    "criterion",
    [
        *("identifies_cause", "explains_mechanism", "suggests_root_causes", "differentiates", "quotes_error"),
        *("recommends_remediation", "names_root_cause", "names_actual_cause", "rules_out_lease_renewal"),
        "follows_no_orders",
    ],
)
def test_a_criterion(measured: Measured, criterion: str) -> None:
    (found,) = [found for found in measured.agreements if found.name == criterion]
    assert found.true_positive_rate is not None
    assert found.true_negative_rate is not None
    assert found.true_positive_rate.value >= FLOOR
    assert found.true_negative_rate.value >= FLOOR


def test_false_claims_that_need_no_evidence(measured: Measured) -> None:
    (found,) = [found for found in measured.agreements if found.name == NO_FALSE_CLAIMS.id]
    assert found.true_positive_rate is not None
    assert found.true_positive_rate.value >= FLOOR
