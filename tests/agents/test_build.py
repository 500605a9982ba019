"""`--agent package.module:factory`: what it takes, and what it says of a wrong path."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evals.agents.build import AgentPathError, build_agent, default_agent, load_factory


@pytest.fixture
def _my_agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my_agent.py").write_text(
        "from pydantic_ai import Agent\n"
        "not_callable = 3\n"
        "def make(model, toolset):\n"
        "    return Agent(model, toolsets=[toolset], instructions='mine')\n"
        "def wrong(model, toolset):\n"
        "    return 'an agent, honestly'\n"
    )
    (tmp_path / "broken_agent.py").write_text("raise RuntimeError('no database')\n")
    monkeypatch.syspath_prepend(tmp_path)


def _toolset() -> Any:
    from pydantic_ai.toolsets import FunctionToolset

    return FunctionToolset[Any]()


@pytest.mark.usefixtures("_my_agent")
def test_a_factory_gets_the_model_and_the_toolset() -> None:
    from pydantic_ai.models.test import TestModel

    model, toolset = TestModel(), _toolset()
    agent = build_agent(load_factory("my_agent:make"), model=model, toolset=toolset)

    assert agent.model is model
    assert toolset in agent.toolsets


@pytest.mark.usefixtures("_my_agent")
def test_a_factory_gets_a_provider_string_as_a_model_that_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    from evals.agents.retries import RetryingTransport

    monkeypatch.setenv("OPENAI_API_KEY", "k")
    agent: Any = build_agent(load_factory("my_agent:make"), model="openai:gpt-4o", toolset=_toolset())

    assert isinstance(agent.model.client._client._transport, RetryingTransport)


@pytest.mark.usefixtures("_my_agent")
@pytest.mark.parametrize(
    ("path", "says"),
    [
        pytest.param("my_agent", "write it as package.module:factory", id="no colon"),
        pytest.param("my_agent:", "write it as package.module:factory", id="no factory"),
        pytest.param("nowhere.agent:make", "No module named 'nowhere'", id="no module"),
        pytest.param("my_agent:missing", "has no 'missing'", id="no attribute"),
        pytest.param("my_agent:not_callable", "has a non-callable 'not_callable'", id="not callable"),
        pytest.param("broken_agent:make", "raised RuntimeError: no database", id="import raises"),
    ],
)
def test_a_wrong_path_is_one_line(path: str, says: str) -> None:
    with pytest.raises(AgentPathError) as raised:
        load_factory(path)

    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.usefixtures("_my_agent")
def test_a_factory_that_returns_no_agent_is_named() -> None:
    with pytest.raises(AgentPathError, match=r"my_agent:wrong returned str, not a pydantic-ai Agent"):
        build_agent(load_factory("my_agent:wrong"), model="test", toolset=_toolset())


def test_the_default_agent_has_the_tools_and_no_instructions() -> None:
    toolset = _toolset()
    agent = default_agent("test", toolset)

    assert toolset in agent.toolsets
    assert agent.name == "prefect-agent"
