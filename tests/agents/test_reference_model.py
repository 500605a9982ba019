"""The reference model in an agent: what it asks, and what it says when it can't ask."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.agents.reference_data.instance import Instance, at
from tests.agents.reference_data.stories import CANCELLED, LEASE_ERROR, RUN, crashed_under_limit

IDENTIFIED = "caused by a failed renewal of its concurrency lease"


@pytest.fixture
def prefect() -> Instance:
    return Instance()


async def test_a_crash_whose_state_has_the_error_takes_three_calls(prefect: Instance) -> None:
    prefect.crashed_run(RUN, LEASE_ERROR)

    answer = await prefect.why(RUN)

    assert IDENTIFIED in answer
    assert LEASE_ERROR in answer
    assert prefect.called == ["get_flow_runs", "get_flow_run_logs", "read_events"]


async def test_the_same_state_with_another_message_is_not_a_lease_crash(prefect: Instance) -> None:
    prefect.crashed_run(RUN, "Something went wrong.")

    assert "could not find out why" in await prefect.why(RUN)


async def test_a_crash_whose_log_has_the_error_takes_three_calls(prefect: Instance) -> None:
    crashed_under_limit(prefect)

    answer = await prefect.why(RUN)

    assert IDENTIFIED in answer
    assert LEASE_ERROR in answer
    assert '"410 Gone"' in answer
    assert prefect.called == ["get_flow_runs", "get_flow_run_logs", "get_flow_runs"]


async def test_the_runs_that_crashed_about_then_are_read_in_the_turn_of_the_log(prefect: Instance) -> None:
    crashed_under_limit(prefect)

    await prefect.why(RUN)

    _, log, crashes = prefect.calls
    assert log[1]["limit"] == 200
    assert crashes[1]["filter"]["end_time"] == {"after_": at(225.5 - 300), "before_": at(225.5 + 300)}


async def test_no_call_is_made_twice() -> None:
    prefect = Instance.recorded()

    await prefect.why("strict-run")

    calls = [json.dumps(call, sort_keys=True) for call in prefect.calls]
    assert len(calls) == len(set(calls)) > 5


async def test_a_run_that_does_not_exist_is_reported_as_such(prefect: Instance) -> None:
    prefect.crashed_run(RUN, LEASE_ERROR)

    answer = await prefect.why("pipeline-run-00000000")

    assert "There is no flow run `pipeline-run-00000000`" in answer
    assert "lease" not in answer
    assert RUN not in answer
    assert prefect.called == ["get_flow_runs"]


async def test_a_run_may_be_named_by_its_id(prefect: Instance) -> None:
    run = prefect.crashed_run(RUN, LEASE_ERROR)

    assert IDENTIFIED in await prefect.ask(f"What happened to flow run {run['id']}?")


async def test_a_name_without_quotation_marks_is_found(prefect: Instance) -> None:
    prefect.crashed_run(RUN, LEASE_ERROR)

    assert IDENTIFIED in await prefect.ask(f"Why did {RUN} crash?")


async def test_a_name_that_has_a_quotation_mark_in_it_is_found(prefect: Instance) -> None:
    prefect.crashed_run("ada's run", LEASE_ERROR)

    assert IDENTIFIED in await prefect.why("ada's run")


async def test_without_a_name_it_asks_for_one(prefect: Instance) -> None:
    prefect.crashed_run(RUN, LEASE_ERROR)

    assert "which flow run you mean" in await prefect.ask("Why did it crash?")
    assert prefect.calls == []


async def test_of_several_runs_of_a_name_it_takes_the_last_and_says_so(prefect: Instance) -> None:
    older = prefect.run(RUN, id="00000000-0000-0000-0000-000000000001", start_time=at(-900))
    prefect.crashed_run(RUN, LEASE_ERROR)

    answer = await prefect.why(RUN)

    assert IDENTIFIED in answer
    assert older["id"] in answer


@pytest.mark.parametrize("fault", ["broken", "missing"])
async def test_without_the_flow_runs_it_says_that_it_could_not_find_out(
    prefect: Instance, fault: str
) -> None:
    prefect.crashed_run(RUN, LEASE_ERROR)
    setattr(prefect, fault, frozenset({"get_flow_runs"}))

    answer = await prefect.why(RUN)

    assert "could not find out" in answer
    assert "There is no flow run" not in answer


@pytest.mark.parametrize("fault", ["broken", "missing"])
async def test_without_the_log_it_does_not_guess(prefect: Instance, fault: str) -> None:
    crashed_under_limit(prefect)
    setattr(prefect, fault, frozenset({"get_flow_run_logs"}))

    answer = await prefect.why(RUN)

    assert "could not find out" in answer
    assert "The run's log could not be read." in answer
    assert IDENTIFIED not in answer


async def test_a_tool_that_failed_is_named(prefect: Instance) -> None:
    prefect.crashed_run(RUN, LEASE_ERROR)
    prefect.broken = frozenset({"read_events"})

    answer = await prefect.why(RUN)

    assert IDENTIFIED in answer
    assert "The tool `read_events` did not answer" in answer


async def test_results_may_come_as_json_text(prefect: Instance) -> None:
    from pydantic_ai import Agent

    from evals.agents.reference import reference_model

    prefect.crashed_run(RUN, LEASE_ERROR)
    agent = Agent(reference_model())

    @agent.tool_plain
    async def get_flow_runs(filter: dict[str, Any]) -> str:  # noqa: A002 - the tool's own name for it
        return json.dumps(await prefect.get_flow_runs(filter))

    assert IDENTIFIED in (await agent.run(f"Why did '{RUN}' crash?")).output


async def test_a_result_that_is_no_json_is_a_tool_that_failed() -> None:
    from pydantic_ai import Agent

    from evals.agents.reference import reference_model

    agent = Agent(reference_model())

    @agent.tool_plain
    async def get_flow_runs(filter: dict[str, Any]) -> str:  # noqa: A002 - the tool's own name for it
        return "502 Bad Gateway"

    assert "could not find out" in (await agent.run(f"Why did '{RUN}' crash?")).output


async def test_a_second_question_is_answered_for_itself(prefect: Instance) -> None:
    from pydantic_ai import Agent

    from evals.agents.reference import reference_model

    prefect.crashed_run(RUN, LEASE_ERROR)
    prefect.run("orders-run-5e6f7a8b")
    agent = Agent(reference_model(), tools=prefect.tools)

    first = await agent.run(f"Why did '{RUN}' crash?")
    second = await agent.run("And 'orders-run-5e6f7a8b'?", message_history=first.all_messages())

    assert "did not crash: it completed" in second.output


async def test_the_same_question_again_is_looked_up_again(prefect: Instance) -> None:
    from pydantic_ai import Agent

    from evals.agents.reference import reference_model

    run = prefect.run(RUN, state_type="RUNNING", state_name="Running", end_time=None)
    agent = Agent(reference_model(), tools=prefect.tools)

    first = await agent.run(f"How is '{RUN}'?")
    run |= {"state_type": "COMPLETED", "state_name": "Completed", "end_time": at(60)}
    second = await agent.run(f"How is '{RUN}'?", message_history=first.all_messages())

    assert "still running" in first.output
    assert "it completed" in second.output


async def test_it_reads_what_an_mcp_server_sends(prefect: Instance) -> None:
    from fastmcp import FastMCP
    from pydantic_ai import Agent
    from pydantic_ai.mcp import MCPToolset

    from evals.agents.reference import reference_model

    prefect.crashed_run(RUN, CANCELLED)
    server = FastMCP("prefect")
    for tool in prefect.tools:
        server.tool(tool)

    async with Agent(reference_model(), toolsets=[MCPToolset(server)]) as agent:
        result = await agent.run(f"Why did my flow run '{RUN}' crash?")

    assert "cancelled inside its own process" in result.output


def test_the_model_has_its_name() -> None:
    from evals.agents.reference import reference_model

    assert reference_model().model_name == "reference"
