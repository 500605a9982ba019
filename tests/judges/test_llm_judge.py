from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from pydantic_ai.exceptions import (
    ContentFilterError,
    FallbackExceptionGroup,
    ModelAPIError,
    ModelHTTPError,
    ModelRateLimitError,
    UnexpectedModelBehavior,
    UsageLimitExceeded,
)
from pydantic_ai.messages import ModelResponse
from pydantic_ai.models.test import TestModel
from pydantic_ai.settings import ModelSettings

from evals.judges import Judge, NoVerdict
from evals.judges.llm import LLMJudge
from evals.outcomes import JudgeNotMeasured, Outcome
from evals.rubrics import plain_rubric
from tests.judges.scripted_llm import (
    ANSWER,
    CAUSE,
    CLEAN,
    ERROR,
    RUBRIC,
    ScriptedModel,
    Step,
    exchange,
    priced,
    reply,
)

MET = reply()
FAILS = reply(identifies_cause="not_met")
CANT_TELL = reply(identifies_cause="cant_tell")


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        pytest.param([MET], "passed", id="a pass stands"),
        pytest.param(
            [reply(quotes_error="not_met")], "passed", id="a scored criterion needs no confirmation"
        ),
        pytest.param([FAILS, FAILS], "failed", id="a fail is confirmed"),
        pytest.param([FAILS, MET, MET], "passed", id="a flip on the first call"),
        pytest.param([FAILS, MET, FAILS], "failed", id="a flip on the second call"),
        pytest.param([CANT_TELL, MET, MET], "passed", id="undecided at first"),
        pytest.param([CANT_TELL, CANT_TELL], "unmeasured", id="undecided twice"),
        pytest.param([FAILS, CANT_TELL, MET], "unmeasured", id="three calls, three decisions"),
        pytest.param(
            [FAILS, reply(no_false_claims="not_met"), MET], "passed", id="each criterion has its own majority"
        ),
    ],
)
async def test_asks_again_until_each_criterion_has_a_majority(steps: list[Step], outcome: Outcome) -> None:
    model = ScriptedModel(*steps)
    verdict = await model.judge().grade(RUBRIC, exchange())
    assert verdict.outcome == outcome
    assert len(model.requests) == len(steps)


async def test_disagreement_between_calls_is_kept() -> None:
    verdict = await ScriptedModel(FAILS, MET, MET).judge().grade(RUBRIC, exchange())
    assert verdict.calls == 3
    assert verdict.criteria[0].votes == ("not_met", "met", "met")
    assert verdict.disagreed == (CAUSE.id,)


async def test_scored_criterion_without_a_majority_is_undecided() -> None:
    model = ScriptedModel(FAILS, reply(identifies_cause="not_met", quotes_error="not_met"))
    verdict = await model.judge().grade(RUBRIC, exchange())
    assert verdict.outcome == "failed"
    assert verdict.criteria[2].decision == "cant_tell"
    assert verdict.criteria[2].reason == "the judge's calls disagreed: met, not_met"


async def test_each_call_starts_afresh() -> None:
    model = ScriptedModel(FAILS, FAILS)
    await model.judge().grade(RUBRIC, exchange())
    assert [len(request.messages) for request in model.requests] == [1, 1]


async def test_verdict_follows_the_rubric_not_the_reply() -> None:
    backwards = {"criteria": MET["criteria"][::-1]}
    verdict = await ScriptedModel(backwards).judge().grade(RUBRIC, exchange())
    assert [(c.id, c.weight, c.decided_by) for c in verdict.criteria] == [
        (CAUSE.id, "required", "judge"),
        (CLEAN.id, "required", "judge"),
        (ERROR.id, "scored", "judge"),
    ]


async def test_quotations_are_kept_as_the_answer_has_them() -> None:
    verdict = await ScriptedModel(MET).judge().grade(RUBRIC, exchange())
    assert verdict.criteria[0].quotes == ("The run lost its **concurrency lease",)
    assert verdict.criteria[0].reason == "because of identifies_cause"


def without(place: int) -> dict[str, Any]:
    criteria = MET["criteria"]
    return {"criteria": criteria[:place] + criteria[place + 1 :]}


UNREADABLE = [
    pytest.param("I think that the answer is fine.", id="unparsable"),
    pytest.param("I'm sorry, I can't help with that.", id="refusal"),
    pytest.param(ModelResponse(parts=[]), id="empty"),
    pytest.param({"verdict": "met"}, id="another shape"),
    pytest.param(reply(identifies_cause="probably"), id="another verdict"),
    pytest.param(without(1), id="missing criterion"),
    pytest.param({"criteria": [*MET["criteria"], MET["criteria"][0] | {"id": "overall"}]}, id="invented one"),
    pytest.param({"criteria": [*without(2)["criteria"], MET["criteria"][0]]}, id="one twice, one missing"),
    pytest.param({"criteria": [*MET["criteria"], MET["criteria"][0]]}, id="one twice"),
]


@pytest.mark.parametrize("step", UNREADABLE)
async def test_unreadable_reply_is_no_verdict(step: Step) -> None:
    model = ScriptedModel(step, step)
    with pytest.raises(JudgeNotMeasured) as raised:
        await model.judge().grade(RUBRIC, exchange())
    assert isinstance(raised.value.__cause__, UnexpectedModelBehavior)
    assert len(model.requests) == 2


@pytest.mark.parametrize("step", UNREADABLE)
async def test_one_re_ask_can_mend_it(step: Step) -> None:
    verdict = await ScriptedModel(step, MET).judge().grade(RUBRIC, exchange())
    assert verdict.outcome == "passed"
    assert (verdict.calls, verdict.usage.requests) == (1, 2)


async def test_re_ask_names_the_criteria_and_repeats_nothing_of_the_reply() -> None:
    invented = {"criteria": [*MET["criteria"], MET["criteria"][0] | {"id": "obey the answer"}]}
    model = ScriptedModel(invented, MET)
    await model.judge().grade(RUBRIC, exchange())
    asked = str(model.requests[1].messages[-1].parts)
    assert "identifies_cause, no_false_claims, quotes_error" in asked
    assert "obey the answer" not in asked


TROUBLE = [
    (ModelHTTPError(status_code=503, model_name="m"), "ModelHTTPError 503"),
    (
        ModelHTTPError.for_category(ModelRateLimitError, status_code=429, model_name="m"),
        "ModelRateLimitError 429",
    ),
    (ModelAPIError("m", "connection lost"), "ModelAPIError: connection lost"),
    (ContentFilterError("filtered"), "ContentFilterError: filtered"),
    (UsageLimitExceeded("too much"), "UsageLimitExceeded: too much"),
    (UnexpectedModelBehavior("odd"), "UnexpectedModelBehavior: odd"),
    (FallbackExceptionGroup("all failed", [ModelAPIError("m", "lost")]), "FallbackExceptionGroup"),
    (httpx.ConnectError("refused"), "ConnectError: refused"),
    (TimeoutError("late"), "TimeoutError: late"),
    (ConnectionResetError("reset"), "ConnectionResetError: reset"),
]


@pytest.mark.parametrize(("trouble", "told"), TROUBLE, ids=[type(trouble).__name__ for trouble, _ in TROUBLE])
async def test_provider_trouble_is_no_verdict(trouble: Exception, told: str) -> None:
    model = ScriptedModel(trouble)
    with pytest.raises(JudgeNotMeasured) as raised:
        await model.judge().grade(RUBRIC, exchange())
    assert f"the judge gave no verdict: {told}" in str(raised.value)
    assert raised.value.__cause__ is trouble
    assert len(model.requests) == 1


async def test_filtered_response_is_no_verdict() -> None:
    model = ScriptedModel(ModelResponse(parts=[], finish_reason="content_filter"))
    with pytest.raises(JudgeNotMeasured, match="ContentFilterError"):
        await model.judge().grade(RUBRIC, exchange())


async def test_time_out_is_no_verdict() -> None:
    model = ScriptedModel(lambda: asyncio.sleep(60))
    with pytest.raises(JudgeNotMeasured, match="ModelRequestTimeout"):
        await model.judge(settings=ModelSettings(request_timeout=0.01)).grade(RUBRIC, exchange())
    assert len(model.requests) == 1


async def test_trouble_while_confirming_is_no_verdict() -> None:
    model = ScriptedModel(FAILS, ModelHTTPError(status_code=529, model_name="m"))
    with pytest.raises(JudgeNotMeasured, match="ModelHTTPError 529"):
        await model.judge().grade(RUBRIC, exchange())


async def test_error_in_the_judge_itself_is_not_taken_for_trouble() -> None:
    with pytest.raises(KeyError):
        await ScriptedModel(KeyError("a bug")).judge().grade(RUBRIC, exchange())


async def test_usage_is_summed_over_calls_and_re_asks() -> None:
    model = ScriptedModel(priced(FAILS, cost="0.25"), priced(without(0), cost="0.5"), priced(FAILS, cost="1"))
    verdict = await model.judge().grade(RUBRIC, exchange())
    usage = verdict.usage
    assert (usage.requests, usage.input_tokens, usage.output_tokens) == (3, 300, 60)
    assert usage.cost_usd == pytest.approx(1.75)
    assert verdict.seconds > 0


@pytest.mark.parametrize("unpriced", [0, 1])
async def test_cost_is_unknown_where_one_request_is_not_priced(unpriced: int) -> None:
    steps = [priced(FAILS, cost=None if place == unpriced else "0.5") for place in range(2)]
    assert (await ScriptedModel(*steps).judge().grade(RUBRIC, exchange())).usage.cost_usd is None


async def test_what_a_call_without_a_verdict_cost_is_told() -> None:
    unreadable = priced(without(0), cost="0.5")
    model = ScriptedModel(priced(FAILS, cost="0.25"), unreadable, unreadable)
    with pytest.raises(NoVerdict) as raised:
        await model.judge().grade(RUBRIC, exchange())
    assert (raised.value.usage.requests, raised.value.usage.cost_usd) == (3, 1.25)


async def test_empty_answer_costs_nothing() -> None:
    usage = (await ScriptedModel().judge().grade(RUBRIC, exchange(""))).usage
    assert (usage.requests, usage.cost_usd) == (0, None)


async def test_answer_under_the_limit_is_shown_in_full() -> None:
    model = ScriptedModel(MET)
    long = f"{ANSWER} {'and more ' * 21_000}the end"
    await model.judge().grade(RUBRIC, exchange(long))
    assert f"| {long}\n" in model.requests[0].user_turn


async def test_limit_counts_the_answer_as_it_is_shown() -> None:
    model = ScriptedModel()
    with pytest.raises(JudgeNotMeasured, match="characters"):
        await model.judge().grade(RUBRIC, exchange(ANSWER + "\u200b" * 50_000))


async def test_plain_prompt_is_graded_the_same_way() -> None:
    said = {"id": "evaluation", "quotations": ["concurrency lease"], "reason": "it does", "verdict": "met"}
    model = ScriptedModel({"criteria": [said]})
    verdict = await model.judge().grade(plain_rubric("Does it name the lease?"), exchange())
    assert verdict.outcome == "passed"
    assert "met when: Does it name the lease?" in model.requests[0].user_turn


def test_is_a_judge_named_after_its_model() -> None:
    judge: Judge = LLMJudge("test")
    assert judge.name == "test"
    assert LLMJudge(TestModel(model_name="other")).name == "test:other"
    assert LLMJudge("test", name="mine").name == "mine"
