"""One eval for each way in which an eval can end."""

import pytest
from prefect.states import Completed

from evals.scenarios.lease_renewal import FORCED_STATE
from evals.scenarios.stage import require


@pytest.fixture
async def situation(make_situation):
    return await make_situation(FORCED_STATE)


@pytest.fixture
async def impossible_situation(stage):
    require(False, "water runs uphill")


async def _ask(agent, situation, evaluate_response):
    async with agent:
        result = await agent.run(situation.question)
    await evaluate_response(situation.rubric, result.output)


async def test_empty(simple_agent, situation, evaluate_response):
    await _ask(simple_agent, situation, evaluate_response)


async def test_wrong(simple_agent, situation, evaluate_response):
    await _ask(simple_agent, situation, evaluate_response)


async def test_tool_error(simple_agent, situation, evaluate_response, tool_call_spy):
    async with simple_agent:
        await simple_agent.run(situation.question)
    tool_call_spy.assert_tool_was_called("get_flow_run_logs")


async def test_overloaded(simple_agent, situation, evaluate_response):
    await _ask(simple_agent, situation, evaluate_response)


async def test_precondition(simple_agent, impossible_situation, evaluate_response):
    raise AssertionError("an eval whose situation is not there does not run")


async def test_meddles(simple_agent, situation, evaluate_response, prefect_client):
    await prefect_client.create_flow_from_name("made-by-the-agent")
    await prefect_client.set_flow_run_state(situation.flow_run_id, Completed(), force=True)
    await _ask(simple_agent, situation, evaluate_response)
