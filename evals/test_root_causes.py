"""Why a lease could not be renewed: the causes that users reported."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import pytest

from evals.scenarios.catalogue import of_family

if TYPE_CHECKING:
    from pydantic_ai import Agent

    from evals._tools.spy import ToolCallSpy
    from evals.judges import Verdict
    from evals.rubrics import Rubric
    from evals.scenarios.situation import Situation

Evaluate = Callable[["Rubric", str], Awaitable["Verdict"]]


@pytest.mark.parametrize("situation", of_family("root_cause"), indirect=True)
async def test_root_cause(
    situation: Situation,
    simple_agent: Agent[None, str],
    evaluate_response: Evaluate,
    tool_call_spy: ToolCallSpy,
) -> None:
    """Is the root cause that the evidence establishes ranked first, and tied to that evidence?"""
    async with simple_agent:
        result = await simple_agent.run(situation.question)

    await evaluate_response(situation.rubric, result.output)
    tool_call_spy.assert_tools_were_called(situation.required_tools)
