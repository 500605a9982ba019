"""Fixtures of the evals. Their names are a contract: eval files of PrefectHQ/prefect-mcp-server's
`evals/` run here unchanged."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from evals.session.keys import FACTORY, LIMITS, RECORDER, ROLES, SERVER
from evals.session.matrix import eval_run

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient
    from pydantic_ai.agent import AbstractAgent
    from pydantic_ai.mcp import MCPToolset
    from pydantic_ai.models import Model

    from evals._tools.spy import ToolCallSpy
    from evals.environment.server import PrefectServer
    from evals.judges import Verdict
    from evals.rubrics import Rubric
    from evals.scenarios.scenario import Scenario
    from evals.scenarios.situation import Situation
    from evals.scenarios.stage import Stage
    from evals.session.recorder import EvalRecorder
    from evals.session.unchanged import ServerWatch

pytest_plugins = (
    *("evals.plugins.run", "evals.plugins.matrix", "evals.plugins.limits", "evals.plugins.resume"),
    "evals.plugins.progress",
)


@pytest.fixture(scope="session")
def prefect_server(request: pytest.FixtureRequest) -> Iterator[PrefectServer]:
    """The run's ephemeral Prefect server, ready."""
    from evals.session.shared import drain_prefect, ready_server

    yield ready_server(request.config.stash[SERVER])
    drain_prefect()


@pytest.fixture(scope="session")
async def prefect_client(prefect_server: PrefectServer) -> AsyncIterator[PrefectClient]:
    """A client of the run's own server."""
    from evals.environment.client import writing_client
    from evals.session.shared import stop_unless_own_server

    stop_unless_own_server(prefect_server)
    async with writing_client() as client:
        yield client


@pytest.fixture(autouse=True)
def own_server_only(prefect_server: PrefectServer) -> None:
    """No eval begins where Prefect's settings point to any server but the run's own."""
    from evals.session.shared import stop_unless_own_server

    stop_unless_own_server(prefect_server)


@pytest.fixture(scope="session")
def tool_call_spy() -> ToolCallSpy:
    """Records every tool call of an eval; emptied before each eval."""
    from evals._tools.spy import ToolCallSpy

    return ToolCallSpy()


@pytest.fixture(scope="session")
async def prefect_mcp_server(
    request: pytest.FixtureRequest, prefect_server: PrefectServer, tool_call_spy: ToolCallSpy
) -> AsyncIterator[MCPToolset[Any]]:
    """The Prefect MCP server as a toolset: one connection for the session."""
    from evals.session.shared import connected_toolset

    transport = request.config.getoption("--mcp-transport")
    async with connected_toolset(prefect_server, spy=tool_call_spy, transport=transport) as toolset:
        yield toolset


@pytest.fixture(autouse=True)
def eval_recorder(request: pytest.FixtureRequest, tool_call_spy: ToolCallSpy) -> EvalRecorder:
    """The notes on this eval, with a spy that remembers nothing of the one before."""
    tool_call_spy.reset()
    recorder: EvalRecorder = request.node.stash[RECORDER]
    recorder.spy = tool_call_spy
    return recorder


@pytest.fixture
def simple_model(request: pytest.FixtureRequest) -> Model | str:
    """The model for straightforward questions; override it in a nearer conftest.py, or set
    SIMPLE_AGENT_MODEL."""
    from evals.agents.models import load_model

    return load_model(eval_run(request.node).model or request.config.stash[ROLES].simple)


@pytest.fixture
def reasoning_model(request: pytest.FixtureRequest) -> Model | str:
    """The model for questions that need several steps; or set REASONING_AGENT_MODEL."""
    from evals.agents.models import load_model

    return load_model(eval_run(request.node).model or request.config.stash[ROLES].reasoning)


@pytest.fixture
def judge_model(request: pytest.FixtureRequest) -> Model | str:
    """The model that grades, or `keyless`; or set EVALUATOR_MODEL."""
    return request.config.stash[ROLES].judge


@pytest.fixture
def simple_agent(
    request: pytest.FixtureRequest,
    prefect_mcp_server: MCPToolset[Any],
    simple_model: Model | str,
    eval_recorder: EvalRecorder,
) -> AbstractAgent[Any, Any]:
    """The agent under test, with `simple_model`."""
    from evals.session.shared import recorded_agent

    return recorded_agent(
        request.config.stash[FACTORY],
        model=simple_model,
        toolset=prefect_mcp_server,
        recorder=eval_recorder,
        limits=request.config.stash[LIMITS],
    )


@pytest.fixture
def reasoning_agent(
    request: pytest.FixtureRequest,
    prefect_mcp_server: MCPToolset[Any],
    reasoning_model: Model | str,
    eval_recorder: EvalRecorder,
) -> AbstractAgent[Any, Any]:
    """The agent under test, with `reasoning_model`."""
    from evals.session.shared import recorded_agent

    return recorded_agent(
        request.config.stash[FACTORY],
        model=reasoning_model,
        toolset=prefect_mcp_server,
        recorder=eval_recorder,
        limits=request.config.stash[LIMITS],
    )


@pytest.fixture
def evaluate_response(
    judge_model: Model | str, eval_recorder: EvalRecorder, server_watch: ServerWatch
) -> Callable[[Rubric | str, str], Awaitable[Verdict]]:
    """Grade an answer against a rubric, or a plain evaluation prompt; raises AssertionError with the
    judge's reason where it does not pass."""
    from evals.session.evaluate import evaluator

    return evaluator(judge_model, recorder=eval_recorder, watch=server_watch)


@pytest.fixture(scope="session")
def server_watch(prefect_server: PrefectServer, prefect_client: PrefectClient) -> ServerWatch:
    """Sees that a diagnosis changes nothing on the server."""
    from evals.session.unchanged import ServerWatch

    return ServerWatch(client=prefect_client, home=prefect_server.home)


@pytest.fixture
async def situation(
    request: pytest.FixtureRequest,
    prefect_server: PrefectServer,
    eval_recorder: EvalRecorder,
    server_watch: ServerWatch,
) -> Situation:
    """The situation of the scenario that an eval names: `@pytest.mark.parametrize("situation", [ids],
    indirect=True)`."""
    from evals.session.situations import situation_of

    eval_recorder.situation = await situation_of(
        request.param, server=prefect_server, repeat=eval_recorder.repeat
    )
    await server_watch.look_once()
    return eval_recorder.situation


@pytest.fixture
async def make_situation(
    stage: Stage, eval_recorder: EvalRecorder, server_watch: ServerWatch
) -> Callable[[Scenario], Awaitable[Situation]]:
    """Makes a situation for this eval alone, in this process: for scenarios that need no engine."""
    await server_watch.look_once()

    async def make(scenario: Scenario) -> Situation:
        eval_recorder.situation = await scenario.situation(stage)
        await server_watch.add(eval_recorder.situation.flow_run_id)
        return eval_recorder.situation

    return make


@pytest.fixture(scope="session")
async def stage(prefect_server: PrefectServer, prefect_client: PrefectClient) -> Stage:
    """Where scenarios are made, with other people's runs on it already."""
    from evals.scenarios.stage import Stage
    from evals.session.situations import all_made

    prefect_server.wait_until_furnished()
    await all_made(prefect_server)
    return Stage(own_client=prefect_client, api_url=prefect_server.api_url, home=prefect_server.home)
