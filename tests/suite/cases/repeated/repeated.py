"""Evals of a situation made by the director, of one made on the spot, and of one without any."""

import pytest

from evals.scenarios.lease_renewal import FORCED_STATE


@pytest.mark.parametrize("situation", ["run_is_fine"], indirect=True)
async def test_made_before(simple_agent, situation, evaluate_response):
    async with simple_agent:
        result = await simple_agent.run(situation.question)
    await evaluate_response(situation.rubric, result.output)


async def test_made_here(simple_agent, make_situation, evaluate_response):
    situation = await make_situation(FORCED_STATE)
    async with simple_agent:
        result = await simple_agent.run(situation.question)
    await evaluate_response(situation.rubric, result.output)
