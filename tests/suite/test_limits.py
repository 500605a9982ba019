"""Limits: an agent that needs more fails; an eval that would pass the run's limit is not started."""

from __future__ import annotations

import json

import pytest

from tests.suite.repository import Repository

pytestmark = pytest.mark.slow

_HANGING_MODEL = """
import asyncio

import pytest
from pydantic_ai.messages import ModelResponse, TextPart
from pydantic_ai.models.function import FunctionModel


async def _hang(_messages, _info):
    await asyncio.sleep(60)
    return ModelResponse(parts=[TextPart("late")])


@pytest.fixture
def simple_model():
    return FunctionModel(_hang)
"""


def test_an_agent_that_needs_more_requests_has_failed(repository: Repository) -> None:
    done = repository.pytest(repository.add_case("repeated"), "-k", "made_here", "--max-requests", "1")

    (record,) = done.records
    assert record["outcome"] == "failed"
    assert record["reason"].startswith("UsageLimitExceeded: ")


def test_an_agent_that_takes_longer_has_failed(repository: Repository) -> None:
    folder = repository.add_case("repeated")
    (repository.path / folder / "conftest.py").write_text(_HANGING_MODEL)

    done = repository.pytest(folder, "-k", "made_here", "--max-eval-seconds", "0.5")

    (record,) = done.records
    assert (record["outcome"], record["reason"]) == (
        "failed",
        "LimitExceeded: the agent took longer than 0.5 s",
    )
    assert record["durations"]["agent_s"] < 30


def test_what_would_pass_the_limit_of_the_run_is_not_started_and_can_be_resumed(
    repository: Repository,
) -> None:
    folder = repository.add_case("repeated")

    # The first eval waits for the situations: no time is over when it starts.
    cut = repository.pytest(folder, "--repeats", "2", "--max-seconds", "1")
    assert cut.code == pytest.ExitCode.TESTS_FAILED
    assert "1 passed, 3 not run" in cut.output
    assert "--max-seconds 1 would be passed" in cut.output
    assert len(cut.records) == 1, "what was not run leaves no record"

    rest = repository.pytest(folder, "--repeats", "2", "--resume", "latest")
    assert rest.code == pytest.ExitCode.OK
    assert "total: 4 evals (4 passed)" in rest.output


def test_a_run_is_resumed_where_it_was_stopped(repository: Repository) -> None:
    folder = repository.add_case("repeated")
    first = repository.pytest(folder, "-k", "made_here", "--repeats", "2")
    assert len(first.records) == 2
    results = next(repository.path.glob(".evals/*/results.jsonl"))

    resumed = repository.pytest(folder, "--repeats", "2", "--resume", "latest")

    assert resumed.code == pytest.ExitCode.OK
    assert "2 deselected" in resumed.output
    assert list(repository.path.glob(".evals/*/results.jsonl")) == [results], "in the same place"
    records = [json.loads(line) for line in results.read_text().splitlines()]
    assert len({(record["eval"], record["repeat"]) for record in records}) == len(records) == 4
    assert "total: 4 evals (4 passed)" in resumed.output


def test_what_could_not_be_measured_is_run_again(repository: Repository) -> None:
    folder = repository.add_case("repeated")
    done = repository.pytest(folder)
    results = next(repository.path.glob(".evals/*/results.jsonl"))
    lines = [json.loads(line) for line in results.read_text().splitlines()]
    lines[0] |= {"outcome": "unmeasured", "verdicts": []}
    results.write_text("".join(json.dumps(line) + "\n" for line in lines))

    resumed = repository.pytest(folder, "--resume", results.parent.name)

    assert done.code == resumed.code == pytest.ExitCode.OK
    assert "total: 2 evals (2 passed)" in resumed.output
    assert len(results.read_text().splitlines()) == 3


def test_a_run_of_other_models_is_not_resumed(repository: Repository) -> None:
    folder = repository.add_case("repeated")
    repository.pytest(folder, "-k", "made_here")

    resumed = repository.pytest(
        folder,
        "--resume",
        "latest",
        environment={"SIMPLE_AGENT_MODEL": "test", "REASONING_AGENT_MODEL": "test"},
    )

    assert resumed.code == pytest.ExitCode.USAGE_ERROR
    assert "had reference as its agent, not test" in resumed.output


def test_ctrl_c_and_resume(repository: Repository) -> None:
    folder = repository.add_case("repeated")
    _, results = repository.interrupted(folder, "--repeats", "3")
    kept = results.read_text().splitlines()
    assert kept

    resumed = repository.pytest(folder, "--repeats", "3", "--resume", "latest")

    lines = results.read_text().splitlines()
    assert lines[: len(kept)] == kept
    records = [json.loads(line) for line in lines]
    finished = [record for record in records if record["outcome"] in ("passed", "failed")]
    assert len({(record["eval"], record["repeat"]) for record in finished}) == len(finished) == 6, (
        resumed.output
    )
