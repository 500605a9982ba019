"""What the hostile scenarios rest on in the installed Prefect and Prefect MCP server."""

import inspect
from pathlib import Path

import pytest

from evals.agents.mcp import import_mcp_server


def test_the_api_refuses_more_than_200_lines() -> None:
    from prefect.settings.models.server.api import ServerAPISettings

    assert ServerAPISettings.model_fields["default_limit"].default == 200


def test_the_tool_reads_a_log_from_its_beginning_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    import_mcp_server()
    from prefect_mcp_server._prefect_client import flow_runs
    from prefect_mcp_server.server import get_flow_run_logs

    parameters = inspect.signature(get_flow_run_logs).parameters
    assert set(parameters) == {"flow_run_id", "limit", "workspace_id"}
    assert parameters["limit"].default == 100
    assert "Le(le=1000)" in str(parameters["limit"].annotation)
    assert "sort=LogSort.TIMESTAMP_ASC" in inspect.getsource(flow_runs.get_flow_run_logs)


@pytest.mark.parametrize("option", ["--tail", "--reverse"])
def test_the_cli_reads_a_log_from_its_end(option: str) -> None:
    from prefect.cli import flow_run

    assert f'"{option}"' in inspect.getsource(flow_run.logs)


def test_runs_are_listed_50_at_a_time_and_200_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    import_mcp_server()
    from prefect_mcp_server.server import get_flow_runs

    limit = inspect.signature(get_flow_runs).parameters["limit"]
    assert limit.default == 50
    assert "Le(le=200)" in str(limit.annotation)


def test_runs_are_created_100_at_once_at_most() -> None:
    from prefect.server.api import deployments

    assert deployments.BULK_CREATE_LIMIT == 100


@pytest.mark.parametrize(
    "message",
    [
        "Execution was cancelled by the runtime environment.",
        "Execution was aborted by a termination signal.",
    ],
)
def test_a_crashed_run_has_this_message(message: str) -> None:
    from prefect import states

    assert message in inspect.getsource(states)
