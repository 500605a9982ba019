"""What an agent had to send again is counted for its eval, where it ended without an answer, too."""

from __future__ import annotations

import pytest
from pydantic_ai import Agent
from pydantic_ai.exceptions import ModelHTTPError
from tenacity import wait_none

from evals._tools.spy import ToolCallSpy
from evals.agents.providers import model_of
from evals.agents.retries import Retries
from evals.session.limits import EvalLimits
from evals.session.recorded_agent import RecordedAgent
from tests.providers.scripted_provider import ScriptedProvider
from tests.providers.wire import OpenAIChat

pytestmark = pytest.mark.slow

WIRE = OpenAIChat()


async def test_each_run_of_an_agent_has_its_count(monkeypatch: pytest.MonkeyPatch) -> None:
    retries: list[Retries] = []
    with ScriptedProvider(WIRE.error(429), WIRE.text("because"), then=WIRE.error(503)) as provider:
        for name, value in WIRE.environment(provider.url).items():
            monkeypatch.setenv(name, value)
        agent = RecordedAgent(
            Agent(model_of(WIRE.model, back_off=wait_none())),
            spy=ToolCallSpy(),
            runs=[],
            retries=retries,
            limits=EvalLimits(),
        )
        assert (await agent.run("Why?")).output == "because"
        with pytest.raises(ModelHTTPError):
            await agent.run("Why?")

    assert [run.count for run in retries] == [1, 3]
