"""A judge that has not been measured can't turn a build green unnoticed."""

from __future__ import annotations

import shutil

import pytest

from tests.suite.repository import Repository

SCRIPTED_JUDGE = """
import pytest
from pydantic_ai.models.test import TestModel


@pytest.fixture
def judge_model():
    said = {"id": "evaluation", "quotations": ["it is well"], "reason": "it says so", "verdict": "met"}
    return TestModel(custom_output_args={"criteria": [said]})
"""

EVAL = '''
async def test_says_it_is_well(prefect_mcp_server, evaluate_response):
    """Does the answer say that it is well?"""
    await evaluate_response("Does the answer say that it is well?", "it is well")
'''


def calibrate_keyless(repository: Repository) -> None:
    """By floors that it reaches for sure."""
    floors = ["--min-tpr", "0.5", "--min-tnr", "0.5", "--min-kappa", "0.5"]
    measured = repository.evals("calibrate", "--judge", "keyless", *floors)
    assert measured.code == 0, measured.output


@pytest.fixture
def uncalibrated(repository: Repository) -> Repository:
    shutil.rmtree(repository.path / "evals" / "calibration" / "records", ignore_errors=True)
    return repository


def test_the_header_says_that_the_judge_is_not_calibrated(uncalibrated: Repository) -> None:
    done = uncalibrated.pytest("evals", "--collect-only")

    assert "evals: judge keyless: not calibrated" in done.output


def test_a_judge_that_has_to_be_calibrated_and_is_not_starts_no_run(uncalibrated: Repository) -> None:
    done = uncalibrated.pytest("evals", "--require-calibrated-judge")

    assert done.code == pytest.ExitCode.USAGE_ERROR
    assert "ERROR: --require-calibrated-judge: judge keyless: not calibrated" in done.output
    assert done.records == []


@pytest.mark.slow
def test_a_judge_that_reached_its_floors_may_start(repository: Repository) -> None:
    calibrate_keyless(repository)

    done = repository.pytest("evals", "--collect-only", "--require-calibrated-judge")

    assert "evals: judge keyless: calibrated (true-positive rate " in done.output
    assert "floors 0.5, 0.5, 0.5" in done.output, "that they are low is said"


@pytest.mark.slow
def test_a_judge_of_a_nearer_conftest_has_to_be_calibrated_too(repository: Repository) -> None:
    folder = repository.path / "evals" / "mine"
    folder.mkdir()
    (folder / "conftest.py").write_text(SCRIPTED_JUDGE)
    (folder / "test_mine.py").write_text(EVAL)

    calibrate_keyless(repository)

    required = repository.pytest("evals/mine", "--require-calibrated-judge")
    assert "1 passed" in required.output
    assert "judge test:test: not calibrated" in required.output
    assert required.code == pytest.ExitCode.TESTS_FAILED

    assert repository.pytest("evals/mine").code == pytest.ExitCode.OK
