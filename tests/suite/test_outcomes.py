"""Every way in which an eval can end gets its own outcome, and says what happened."""

from __future__ import annotations

import pytest

from tests.suite.repository import Repository

pytestmark = pytest.mark.slow


def test_each_ending_has_its_outcome(repository: Repository) -> None:
    done = repository.pytest(repository.add_case("outcomes"))

    outcomes = {record["eval"].split("::")[1]: record["outcome"] for record in done.records}
    assert outcomes == {
        "test_empty": "failed",
        "test_wrong": "failed",
        "test_tool_error": "failed",
        "test_overloaded": "unmeasured",
        "test_precondition": "unmeasured",
        "test_meddles": "failed",
    }, done.output
    assert done.code == pytest.ExitCode.TESTS_FAILED
    assert "4 failed, 2 unmeasured" in done.output

    # A wrong answer: the criteria as a table, the calls that were made, the transcript's path.
    assert "identifies_cause       | required | not met" in done.output
    assert "no tool calls" in done.output
    assert "transcript: .evals/" in done.output
    # A tool call that failed does not count as made, and the message says that it was tried.
    assert done.record("test_tool_error")["tool_calls"][0]["succeeded"] is False
    assert "badly formed" in done.record("test_tool_error")["tool_calls"][0]["error"]
    assert "not-a-uuid" in done.output
    # A diagnosis that changes something is no diagnosis.
    assert "the agent changed the server" in done.record("test_meddles")["reason"]
    # Trouble is told from a failure, and named.
    assert done.record("test_overloaded")["reason"].startswith("ModelHTTPError: status_code: 529")
    assert "precondition not met: water runs uphill" in done.output
    assert "NOT MEASURED: nothing is known of the agent" in done.output


def test_a_part_of_the_suite_that_dies_is_not_the_agents_failure(repository: Repository) -> None:
    done = repository.pytest(repository.add_case("dying"), "--mcp-transport", "stdio")

    assert done.record("test_mcp_dies")["outcome"] == "unmeasured", done.output
    assert "the Prefect MCP server is gone" in done.record("test_mcp_dies")["reason"]
    assert done.record("test_prefect_dies")["outcome"] == "unmeasured", done.output
    assert done.code == pytest.ExitCode.TESTS_FAILED


def test_a_server_that_is_killed_at_its_start_is_one_clear_error(repository: Repository) -> None:
    repository.add_case("outcomes")
    conftest = repository.path / "evals" / "outcomes" / "conftest.py"
    kill = """
import os, signal
from evals.session.keys import SERVER

@pytest.fixture(scope="session")
def prefect_server(request):
    from evals.session.shared import ready_server
    server = request.config.stash[SERVER]
    os.kill(int((server.home / "server.pid").read_text()), signal.SIGKILL)
    return ready_server(server)
"""
    conftest.write_text(conftest.read_text() + kill)

    done = repository.pytest("evals/outcomes", "-k", "wrong")

    assert done.record("test_wrong")["outcome"] == "unmeasured"
    assert "the Prefect server of this run did not start" in done.output
    assert "Run again" in done.output
    assert done.code == pytest.ExitCode.TESTS_FAILED
