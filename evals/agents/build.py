"""Agents under test: the suite's own, or one made by somebody's factory."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_ai.agent import AbstractAgent
    from pydantic_ai.models import Model
    from pydantic_ai.toolsets import AbstractToolset

AgentFactory = Callable[["Model | str", "AbstractToolset[Any]"], "AbstractAgent[Any, Any]"]
"""Takes the model and the Prefect tools, returns the agent."""


class AgentPathError(Exception):
    """`--agent` names nothing that can make an agent."""


def load_factory(path: str) -> AgentFactory:
    """Import `package.module:factory`; raises `AgentPathError` with a one-line reason."""
    module_name, colon, attribute = path.partition(":")
    if not (colon and module_name and attribute):
        raise AgentPathError(f"--agent {path!r}: write it as package.module:factory")
    try:
        module = importlib.import_module(module_name)
    except Exception as error:  # importing runs somebody's code, which may raise anything
        raise AgentPathError(
            f"--agent {path!r}: importing {module_name} raised {type(error).__name__}: {error}"
        ) from error
    factory = getattr(module, attribute, None)
    if not callable(factory):
        what = "has no" if factory is None else "has a non-callable"
        raise AgentPathError(f"--agent {path!r}: module {module_name} {what} {attribute!r}")
    made: AgentFactory = factory
    return made


def default_agent(model: Model | str, toolset: AbstractToolset[Any]) -> AbstractAgent[Any, Any]:
    """The suite's own agent: the model and the Prefect tools, and no instructions to lean on."""
    from pydantic_ai import Agent

    return Agent(model, toolsets=[toolset], name="prefect-agent")


def build_agent(
    factory: AgentFactory, *, model: Model | str, toolset: AbstractToolset[Any]
) -> AbstractAgent[Any, Any]:
    """Make an agent and check that it is one; raises `AgentPathError` where it isn't.

    The factory is given a provider string as the model that `model_of` makes of it.
    """
    from pydantic_ai.agent import AbstractAgent

    from evals.agents.providers import model_of

    agent = factory(model_of(model) if isinstance(model, str) else model, toolset)
    if not isinstance(agent, AbstractAgent):
        raise AgentPathError(
            f"--agent: {factory.__module__}:{factory.__qualname__} returned {type(agent).__name__}, "
            "not a pydantic-ai Agent"
        )
    return agent
