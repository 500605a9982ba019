"""What is sent again to a provider, how often and when; over real sockets, through the providers' SDKs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pydantic_ai import Agent
from pydantic_ai.exceptions import ModelAPIError, ModelHTTPError, UserError
from pydantic_ai.models.test import TestModel
from pydantic_ai.settings import ModelSettings
from tenacity import wait_none

from evals.agents import retries as policy
from evals.agents.providers import model_of
from evals.agents.retries import counting_retries
from evals.judges.judge import NoVerdict
from evals.judges.llm.call import JudgeCall
from evals.session.classify import outcome_of
from tests.providers.scripted_provider import Drip, Hang, Reset, ScriptedProvider, Step, free_port
from tests.providers.wire import WIRES, OpenAIChat, Wire

pytestmark = pytest.mark.slow

Script = Callable[..., Any]
OPENAI = OpenAIChat()


@pytest.fixture(params=WIRES, ids=lambda wire: type(wire).__name__)
def wire(request: pytest.FixtureRequest) -> Wire:
    chosen: Wire = request.param
    return chosen


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """Starts a provider whose clients the environment sends to it."""
    for name in ("OPENAI_API_KEY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)

    @contextmanager
    def started(wire: Wire, *steps: Step, **kwargs: Step) -> Iterator[ScriptedProvider]:
        with ScriptedProvider(*steps, **kwargs) as provider:
            for name, value in wire.environment(provider.url).items():
                monkeypatch.setenv(name, value)
            yield provider

    return started


async def ask(wire: Wire, **settings: float) -> str:
    agent = Agent(model_of(wire.model, back_off=wait_none()))
    answer = await agent.run("Why?", model_settings=ModelSettings(**settings))  # type: ignore[typeddict-item]
    return answer.output


async def test_an_answer_is_asked_for_once(wire: Wire, script: Script) -> None:
    with script(wire, wire.text("because")) as provider, counting_retries() as retries:
        assert await ask(wire) == "because"

    assert [request.path for request in provider.requests] == [wire.path]
    assert retries.count == 0


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 529])
async def test_transient_statuses_are_sent_again(wire: Wire, script: Script, status: int) -> None:
    error = wire.error(status)
    with script(wire, error, error, wire.text("because")) as provider, counting_retries() as retries:
        assert await ask(wire) == "because"

    assert len(provider.requests) == 3
    assert retries.count == 2


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 413, 422])
async def test_permanent_statuses_are_not(wire: Wire, script: Script, status: int) -> None:
    with (
        script(wire, then=wire.error(status)) as provider,
        counting_retries() as retries,
        pytest.raises(ModelHTTPError) as raised,
    ):
        await ask(wire)

    assert raised.value.status_code == status
    assert outcome_of(raised.value, phase="call") == "unmeasured"
    assert len(provider.requests) == 1
    assert retries.count == 0


async def test_a_transient_error_that_stays_is_the_providers_own_after_four_attempts(
    wire: Wire, script: Script
) -> None:
    with (
        script(wire, then=wire.error(503)) as provider,
        counting_retries() as retries,
        pytest.raises(ModelHTTPError, match="scripted") as raised,
    ):
        await ask(wire)

    assert raised.value.status_code == 503
    assert outcome_of(raised.value, phase="call") == "unmeasured"
    assert len(provider.requests) == 4
    assert retries.count == 3


async def test_retry_after_is_waited_for(wire: Wire, script: Script) -> None:
    limited = wire.error(429, retry_after="1")
    with script(wire, limited, wire.text("because")) as provider:
        assert await ask(wire) == "because"

    (wait,) = provider.waits
    assert 1 <= wait < 3


@pytest.mark.parametrize("header", ["retry_after", "retry_after_ms"])
async def test_a_longer_retry_after_than_is_waited_for_ends_it_at_once(
    wire: Wire, script: Script, header: str
) -> None:
    asked = {"retry_after": "61", "retry_after_ms": "61000"}[header]
    with (
        script(wire, then=wire.error(429, **{header: asked})) as provider,
        pytest.raises(ModelHTTPError) as raised,
    ):
        await asyncio.wait_for(ask(wire), timeout=5)

    assert raised.value.status_code == 429
    assert outcome_of(raised.value, phase="call") == "unmeasured"
    assert len(provider.requests) == 1


@pytest.mark.parametrize("when", ["at once", "mid-body"])
async def test_a_lost_connection_is_sent_again(wire: Wire, script: Script, when: Any) -> None:
    with script(wire, Reset(when=when), wire.text("because")) as provider, counting_retries() as retries:
        assert await ask(wire) == "because"

    assert len(provider.requests) == 2
    assert retries.count == 1


async def test_a_refused_connection_is_tried_four_times(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in wire.environment(f"http://127.0.0.1:{free_port()}").items():
        monkeypatch.setenv(name, value)
    with counting_retries() as retries, pytest.raises(ModelAPIError) as raised:
        await ask(wire)

    assert outcome_of(raised.value, phase="call") == "unmeasured"
    assert retries.count == 3


async def test_a_request_that_hangs_is_tried_twice(wire: Wire, script: Script) -> None:
    with script(wire, then=Hang()) as provider, pytest.raises(ModelAPIError) as raised:
        await asyncio.wait_for(ask(wire, timeout=0.4), timeout=5)

    assert outcome_of(raised.value, phase="call") == "unmeasured"
    assert len(provider.requests) == 2


async def test_an_answer_that_never_ends_is_given_up(wire: Wire, script: Script) -> None:
    with script(wire, then=Drip()) as provider, pytest.raises(ModelAPIError) as raised:
        await asyncio.wait_for(ask(wire, timeout=0.4), timeout=5)

    assert outcome_of(raised.value, phase="call") == "unmeasured"
    assert len(provider.requests) == 1


async def test_a_wait_that_would_outlast_the_request_is_not_begun(wire: Wire, script: Script) -> None:
    slow = wire.error(503, retry_after="3")
    with script(wire, then=slow) as provider, pytest.raises(ModelHTTPError):
        await asyncio.wait_for(ask(wire, timeout=1), timeout=2.5)

    assert len(provider.requests) == 1


@pytest.mark.parametrize("status", [(400, 1), (503, 4)])
async def test_googles_models_are_sent_again_the_same_way(
    script: Script, status: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, requests = status
    with script(OPENAI, then=OPENAI.error(code)) as provider:
        monkeypatch.setenv("GOOGLE_API_KEY", "k")
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", provider.url)
        with pytest.raises(ModelHTTPError) as raised:
            await Agent(model_of("google:gemini-2.5-flash", back_off=wait_none())).run("Why?")

    assert raised.value.status_code == code
    assert len(provider.requests) == requests


def test_a_model_goes_from_one_event_loop_to_the_next(wire: Wire, script: Script) -> None:
    with script(wire, wire.text("one"), wire.error(503), wire.text("two")) as provider:
        agent = Agent(model_of(wire.model, back_off=wait_none()))
        assert asyncio.run(agent.run("Why?")).output == "one"
        assert asyncio.run(agent.run("Why?")).output == "two"

    assert len(provider.requests) == 3


async def test_a_judge_says_what_it_had_to_send_again(wire: Wire, script: Script) -> None:
    met = {"id": "clean", "reason": "nothing false", "quotations": [], "verdict": "met"}
    with script(wire, wire.error(503), wire.call("final_result", {"criteria": [met]})) as provider:
        judge = JudgeCall(model_of(wire.model, back_off=wait_none()))
        reply, usage = await judge("grade this", ids=["clean"])

    assert reply.criteria[0].verdict == "met"
    assert (usage.requests, usage.retries) == (1, 1)
    assert len(provider.requests) == 2


async def test_a_judge_whose_provider_stays_away_gives_no_verdict(wire: Wire, script: Script) -> None:
    with (
        script(wire, then=wire.error(503, retry_after_ms="1")) as provider,
        pytest.raises(NoVerdict, match="503") as raised,
    ):
        await JudgeCall(wire.model)("grade this", ids=["clean"])

    assert outcome_of(raised.value, phase="call") == "unmeasured"
    assert (raised.value.usage.requests, raised.value.usage.retries) == (0, 3)
    assert len(provider.requests) == 4


async def test_an_inner_count_is_not_in_the_one_around_it(script: Script) -> None:
    steps = (OPENAI.error(503), OPENAI.text("one"), OPENAI.error(503), OPENAI.error(503), OPENAI.text("two"))
    with script(OPENAI, *steps), counting_retries() as agents:
        await ask(OPENAI)
        with counting_retries() as judges:
            await ask(OPENAI)

    assert (agents.count, judges.count) == (1, 2)


async def test_a_server_of_ones_own_needs_no_key(script: Script) -> None:
    with script(OPENAI, OPENAI.text("because")) as provider:
        assert await ask(OPENAI) == "because"

    assert "sk-" not in provider.requests[0].headers["authorization"]


def test_the_wait_grows_and_differs() -> None:
    from tenacity import RetryCallState, Retrying

    def waits() -> list[float]:
        state = RetryCallState(Retrying(), None, (), {})
        seconds = []
        for state.attempt_number in range(1, policy.MOST_ATTEMPTS):
            seconds.append(policy.BACK_OFF(state))
        return seconds

    first, second = waits(), waits()
    assert first != second
    for floor, wait in zip((1, 2, 4), first, strict=True):
        assert floor <= wait <= floor + 1


def test_a_name_without_a_provider_of_its_own_is_left_to_pydantic_ai(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(model_of("test"), TestModel)
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    with pytest.raises(UserError, match="Unknown model: acme:rocket"):
        model_of("acme:rocket")
    with pytest.raises(UserError, match="ANTHROPIC_API_KEY"):
        model_of("anthropic:claude-opus-5")
