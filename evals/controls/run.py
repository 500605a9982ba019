"""Runs the controls of every eval against one server, with each situation made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.agents.build import default_agent
from evals.controls.decisive import DECISIVE
from evals.controls.evidence import TamperingSpy, take_away
from evals.controls.matrix import Row, control_row
from evals.environment.isolation import isolated
from evals.facts.read_only import changes, snapshot
from evals.judges.select import make_judge
from evals.outcomes import NotMeasured
from evals.scenarios.catalogue import SCENARIOS
from evals.scenarios.noise import NOISE
from evals.session.run import Run
from evals.session.shared import connected_toolset, ready_server
from evals.session.situations import situation_of, start_director
from evals.transcripts import Exchange

if TYPE_CHECKING:
    from pydantic_ai.agent import AbstractAgent
    from pydantic_ai.mcp import MCPToolset

    from evals.environment.server import PrefectServer
    from evals.scenarios.situation import Situation


async def run_controls(
    scenarios: Sequence[str], *, root: Path, told: Callable[[str], None] = print
) -> list[Row]:
    """Make the situations of `scenarios`, ask the reference agent about each, and grade its answer and
    every wrong one with the keyless judge; then ask it again without each piece of decisive evidence.
    `told` gets a line for each eval as it is done.

    A situation that can't be made is a row whose oracle is `unmeasured`.
    """
    run = Run.begin(root, keeps_results=False)
    server = run.server()
    with isolated(home=server.home, api_url=server.api_url):
        server.launch(furnish=NOISE)
        director = start_director(run, scenarios)
        try:
            ready_server(server)
            spy = TamperingSpy()
            async with connected_toolset(server, spy=spy, transport="memory") as toolset:
                return [await _row(scenario, server, spy, toolset, told) for scenario in scenarios]
        finally:
            if director is not None:
                director.terminate()
                director.wait()
            server.stop(for_good=True)
            shutil.rmtree(run.home, ignore_errors=True)


async def _row(
    scenario: str,
    server: PrefectServer,
    spy: TamperingSpy,
    toolset: MCPToolset[None],
    told: Callable[[str], None],
) -> Row:
    try:
        situation = await situation_of(scenario, server=server)
    except NotMeasured as trouble:
        told(f"{scenario}: could not be made: {trouble}")
        return Row(
            scenario=scenario,
            fidelity=SCENARIOS[scenario].fidelity,
            oracle="unmeasured",
            why=str(trouble),
            cells=(),
        )
    from evals.agents.reference import reference_model

    agent, judge = default_agent(reference_model(), toolset), make_judge("keyless")
    oracle, changed = await _ask_the_oracle(situation, agent, spy)
    removals = await take_away(
        DECISIVE.get(scenario, ()), situation, oracle, agent=agent, spy=spy, judge=judge
    )
    row = await control_row(situation, oracle, judge=judge, changed=changed, removals=removals)
    told(f"{scenario}: oracle {row.oracle}, {_in_short(row)}")
    return row


def _in_short(row: Row) -> str:
    return "all controls killed, all removals noticed" if row.holds else "DOES NOT HOLD"


async def _ask_the_oracle(
    situation: Situation, agent: AbstractAgent[Any, Any], spy: TamperingSpy
) -> tuple[Exchange, tuple[str, ...]]:
    from evals.environment.client import writing_client

    spy.reset()
    async with writing_client() as client:
        before = await snapshot(client)
        result = await agent.run(situation.question)
        changed = changes(before, await snapshot(client))
    exchange = Exchange(question=situation.question, answer=str(result.output), tool_calls=tuple(spy.calls))
    return exchange, changed
