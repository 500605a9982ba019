"""An eval file written for PrefectHQ/prefect-mcp-server runs here unchanged."""

from __future__ import annotations

import pytest

from tests.suite.repository import Repository

pytestmark = pytest.mark.slow


def test_an_upstream_style_eval_runs_unchanged(repository: Repository) -> None:
    done = repository.pytest(repository.add_case("upstream"))

    passed = done.record("test_agent_names_the_exception")
    assert passed["outcome"] == "passed", done.output
    assert passed["models"]["judge"] == "function:scripted-judge"
    assert passed["question"].startswith("Why did ")
    assert "KeyError" in passed["answer"]
    assert [call["name"] for call in passed["tool_calls"]] == ["get_flow_runs"]
    assert passed["usage"]["agent"]["requests"] == 2
    assert passed["usage"]["judge"]["requests"] == 1, "the judge's requests are kept apart"

    failed = done.record("test_wrong_answer_fails")
    assert failed["outcome"] == "failed"
    assert "the answer names no exception" in failed["reason"]

    # The keyless judge can't grade a plain prompt: skipped, loudly, with what to set.
    assert done.record("test_plain_prompt_without_key")["outcome"] == "skipped"
    assert "EVALUATOR_MODEL" in done.output
    assert done.code == pytest.ExitCode.TESTS_FAILED


def test_a_run_in_which_nothing_was_graded_is_not_green(repository: Repository) -> None:
    done = repository.pytest(repository.add_case("upstream"), "-k", "without_key")

    assert [record["outcome"] for record in done.records] == ["skipped"]
    assert done.code == pytest.ExitCode.NO_TESTS_COLLECTED
