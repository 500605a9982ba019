"""The recorded tool results, and the made ones, have the shapes of the installed prefect-mcp."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agents.reference_data.instance import Instance, at
from tests.agents.reference_data.stories import RUN, crashed_under_limit

pytestmark = [
    pytest.mark.slow,
    # prefect-mcp asks logfire for an instrumentation that this version of mcp has built in.
    pytest.mark.filterwarnings("ignore:.*instrument_mcp:UserWarning"),
]

RESULTS = {
    "get_flow_runs": "FlowRunsResult",
    "get_flow_run_logs": "LogsResult",
    "get_deployments": "DeploymentsResult",
    "get_task_runs": "TaskRunsResult",
    "read_events": "EventsResult",
    "get_dashboard": "DashboardResult",
    "get_identity": "IdentityResult",
}


def made() -> Instance:
    prefect = Instance()
    run = crashed_under_limit(prefect)
    prefect.task_run("load", run)
    prefect.limit_event("acquired", prefect.limit("pool", limit=1, active_slots=1), at(1))
    return prefect


async def results(prefect: Instance, name: str) -> dict[str, Any]:
    return {
        "get_flow_runs": await prefect.get_flow_runs(),
        "get_flow_run_logs": await prefect.get_flow_run_logs(prefect.find_run(name)["id"]),
        "get_deployments": await prefect.get_deployments(),
        "get_task_runs": await prefect.get_task_runs(),
        "read_events": await prefect.read_events(limit=500),
        "get_dashboard": await prefect.get_dashboard(),
        "get_identity": await prefect.get_identity(),
    }


@pytest.mark.parametrize("tool", RESULTS)
@pytest.mark.parametrize("source", ["made", "recorded"])
async def test_a_result_has_the_shape_of_the_tools(tool: str, source: str) -> None:
    from prefect_mcp_server import types
    from pydantic import ConfigDict, TypeAdapter, with_config

    prefect, name = (made(), RUN) if source == "made" else (Instance.recorded(), "engine-run")
    result = (await results(prefect, name))[tool]
    strict = with_config(ConfigDict(extra="forbid"))(getattr(types, RESULTS[tool]))

    TypeAdapter(strict).validate_python(result)
    assert result["success"] is True


@pytest.mark.parametrize("tool", ["get_flow_runs", "get_flow_run_logs", "get_deployments", "read_events"])
async def test_the_tools_take_the_arguments_that_the_real_ones_take(tool: str) -> None:
    import inspect

    from prefect_mcp_server import server

    mine = inspect.signature(getattr(Instance, tool)).parameters.keys() - {"self"}

    assert mine <= inspect.signature(getattr(server, tool)).parameters.keys()


@pytest.mark.parametrize("tool", ["get_flow_runs", "get_deployments", "get_task_runs"])
async def test_filters_are_filters_of_prefect(tool: str) -> None:
    from prefect.client.schemas import filters
    from pydantic import BaseModel

    models: dict[str, type[BaseModel]] = {
        "get_flow_runs": filters.FlowRunFilter,
        "get_deployments": filters.DeploymentFilter,
        "get_task_runs": filters.TaskRunFilter,
    }
    prefect = Instance.recorded()
    for run in tuple(prefect.runs):
        await prefect.why(run["name"])

    asked = [arguments["filter"] for called, arguments in prefect.calls if called == tool]
    assert asked
    for given in asked:
        assert set(models[tool].model_validate(given).model_dump(exclude_unset=True)) == set(given)
