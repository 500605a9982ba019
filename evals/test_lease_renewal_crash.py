"""A flow run that was running fine crashes, because its concurrency lease could not be renewed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import pytest

from evals.scenarios.lease_renewal import FORCED_STATE

if TYPE_CHECKING:
    from pydantic_ai import Agent

    from evals._tools.spy import ToolCallSpy
    from evals.judges import Verdict
    from evals.rubrics import Rubric
    from evals.scenarios.scenario import Scenario
    from evals.scenarios.situation import Situation

Evaluate = Callable[["Rubric", str], Awaitable["Verdict"]]


@pytest.fixture
async def crashed_lease_renewal_flow_run(
    make_situation: Callable[[Scenario], Awaitable[Situation]],
) -> Situation:
    """A run set by force to Crashed, with the lease error as its state message."""
    return await make_situation(FORCED_STATE)


async def test_explains_a_lease_renewal_crash(
    simple_agent: Agent[None, str],
    crashed_lease_renewal_flow_run: Situation,
    evaluate_response: Evaluate,
    tool_call_spy: ToolCallSpy,
) -> None:
    """Is a failed lease renewal, named in the run's state, explained and told from other crashes?"""
    async with simple_agent:
        result = await simple_agent.run(crashed_lease_renewal_flow_run.question)

    await evaluate_response(crashed_lease_renewal_flow_run.rubric, result.output)
    tool_call_spy.assert_tool_was_called("get_flow_runs")


@pytest.mark.parametrize("situation", ["engine_crash"], indirect=True)
async def test_finds_a_lease_renewal_crash_in_the_logs(
    simple_agent: Agent[None, str],
    situation: Situation,
    evaluate_response: Evaluate,
    tool_call_spy: ToolCallSpy,
) -> None:
    """Is a failed lease renewal found where the run's state only says "cancelled by the runtime"?"""
    async with simple_agent:
        result = await simple_agent.run(situation.question)

    await evaluate_response(situation.rubric, result.output)
    tool_call_spy.assert_tools_were_called(["get_flow_runs", "get_flow_run_logs"])
