"""Taking evidence away, through an MCP toolset: from the reference agent, and from ones that don't look."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from fastmcp import FastMCP
from pydantic_ai import Agent, ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.models import Model
from pydantic_ai.models.function import AgentInfo, FunctionModel

from evals.agents.reference import reference_model
from evals.controls.decisive.corruptions import reworded, without_log_lines
from evals.controls.evidence import DecisiveEvidence, Removal, TamperingSpy, take_away
from evals.judges import CriterionVerdict, Decision, Judge, Verdict
from evals.judges.keyless import KeylessJudge
from evals.rubrics import Rubric, lease_renewal_criteria
from evals.scenarios.situation import Situation
from evals.transcripts import Exchange
from tests.agents.reference_data.instance import Instance

RIGHT = (
    "The run crashed because its concurrency lease could not be renewed: the log says 'Concurrency lease "
    "renewal failed'. Prefect then ended it, so that its limit is not exceeded."
)
LEASE_ERROR = "^Concurrency lease renewal failed"

ERROR_IN_LOG = DecisiveEvidence(
    what="the lease error in its log",
    criterion="identifies_cause",
    corruptions=(without_log_lines(LEASE_ERROR),),
)


@pytest.fixture
def prefect() -> Instance:
    return Instance.recorded()


def crash_of(prefect: Instance, name: str) -> Situation:
    return Situation(
        scenario="engine_crash",
        family="lease_renewal",
        fidelity="engine",
        source="recorded",
        protects="nothing",
        rubric=Rubric(
            question=f"Why did my flow run '{name}' crash?",
            ground_truth="A lease.",
            criteria=lease_renewal_criteria(),
        ),
        required_tools=(),
        flow_run_id=UUID(prefect.find_run(name)["id"]),
        names={"run": name},
    )


def canned(answer: str, *calls: ToolCallPart) -> Model:
    """A model that makes these calls and gives this answer, whatever comes back."""

    def respond(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        asked = any(isinstance(message, ModelResponse) for message in messages)
        return ModelResponse(parts=[TextPart(answer)] if asked or not calls else list(calls))

    return FunctionModel(respond)


async def removal(
    prefect: Instance,
    model: Model,
    *pieces: DecisiveEvidence,
    judge: Judge | None = None,
    answered: str = RIGHT,
) -> Removal:
    """What comes of taking this evidence of `engine-run` away from an agent that answered this with it."""
    situation = crash_of(prefect, "engine-run")
    spy = TamperingSpy()
    agent = Agent(model, toolsets=[MCPToolset(_server(prefect), process_tool_call=spy)])
    oracle = Exchange(question=situation.question, answer=answered, tool_calls=())
    (found,) = await take_away(pieces, situation, oracle, agent=agent, spy=spy, judge=judge or KeylessJudge())
    return found


def _server(prefect: Instance) -> FastMCP[Any]:
    server: FastMCP[Any] = FastMCP("prefect")
    for tool in prefect.tools:
        server.tool(tool)
    return server


def reads_the_log(prefect: Instance) -> ToolCallPart:
    return ToolCallPart("get_flow_run_logs", {"flow_run_id": prefect.find_run("engine-run")["id"]})


async def test_the_reference_agent_notices(prefect: Instance) -> None:
    found = await removal(prefect, reference_model(), ERROR_IN_LOG)

    assert found == Removal(what="the lease error in its log", fate="noticed")


async def test_an_agent_that_reads_the_log_and_answers_by_heart_does_not(prefect: Instance) -> None:
    found = await removal(prefect, canned(RIGHT, reads_the_log(prefect)), ERROR_IN_LOG)

    assert found.fate == "not noticed"
    assert found.why.startswith(
        "identifies_cause is still met: The run crashed because its concurrency lease"
    )


async def test_nothing_is_shown_where_nothing_was_taken_away(prefect: Instance) -> None:
    found = await removal(prefect, canned("I don't know."), ERROR_IN_LOG)

    assert found.fate == "not applied"
    assert "called were no tool" in found.why


async def test_every_part_has_to_be_taken_away(prefect: Instance) -> None:
    also_absent = DecisiveEvidence(
        what="two facts",
        criterion="identifies_cause",
        corruptions=(without_log_lines(LEASE_ERROR), without_log_lines("no line says this")),
    )

    found = await removal(prefect, reference_model(), also_absent)

    assert found.fate == "not applied"
    assert "1 of its 2 corruptions changed a result" in found.why


async def test_evidence_without_corruptions_is_not_taken_away(prefect: Instance) -> None:
    nothing = DecisiveEvidence(what="nothing", criterion="identifies_cause", corruptions=())

    found = await removal(prefect, canned("I don't know.", reads_the_log(prefect)), nothing)

    assert found.fate == "not applied"


async def test_nothing_is_shown_where_nothing_is_decisive(prefect: Instance) -> None:
    found = await removal(prefect, reference_model())

    assert found.fate == "not applied"


async def test_nothing_is_shown_where_the_cause_was_not_named_anyway(prefect: Instance) -> None:
    found = await removal(prefect, reference_model(), ERROR_IN_LOG, answered="I don't know.")

    assert found.fate == "not named"


class Undecided:
    """A judge that meets every criterion of the right answer, and can't tell of any other."""

    name = "undecided"

    async def grade(self, rubric: Rubric, exchange: Exchange) -> Verdict:
        decision: Decision = "met" if exchange.answer == RIGHT else "cant_tell"
        decided = [
            CriterionVerdict(id=criterion.id, weight=criterion.weight, decision=decision, reason="")
            for criterion in rubric.criteria
        ]
        return Verdict(judge=self.name, rubric=rubric, criteria=tuple(decided))


async def test_a_judge_that_cant_tell_has_shown_nothing(prefect: Instance) -> None:
    found = await removal(prefect, reference_model(), ERROR_IN_LOG, judge=Undecided())

    assert found.fate == "not noticed"


async def test_corruptions_are_made_in_order(prefect: Instance) -> None:
    in_two_steps = DecisiveEvidence(
        what="the lease error, by another name",
        criterion="identifies_cause",
        corruptions=(reworded(LEASE_ERROR, "Something else"), without_log_lines("^Something else")),
    )

    found = await removal(prefect, reference_model(), in_two_steps)

    assert found.fate == "noticed"


async def _log_through(spy: TamperingSpy, prefect: Instance) -> None:
    toolset = MCPToolset(_server(prefect), process_tool_call=spy)
    await Agent(canned(RIGHT, reads_the_log(prefect)), toolsets=[toolset]).run("Why?")


def _lease_errors(spy: TamperingSpy) -> int:
    return sum(bool(re.search(LEASE_ERROR, line["message"])) for line in spy.calls[-1].result["logs"])


async def test_the_spy_records_what_the_agent_saw(prefect: Instance) -> None:
    spy = TamperingSpy()

    with spy.without(ERROR_IN_LOG, crash_of(prefect, "engine-run")):
        await _log_through(spy, prefect)

    assert _lease_errors(spy) == 0


async def test_the_spy_leaves_results_alone_afterwards(prefect: Instance) -> None:
    spy = TamperingSpy()

    with spy.without(ERROR_IN_LOG, crash_of(prefect, "engine-run")):
        pass
    await _log_through(spy, prefect)

    assert _lease_errors(spy) == 1
