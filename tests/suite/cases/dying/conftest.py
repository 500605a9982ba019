"""An agent during whose run a part of the suite dies."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models import Model
from pydantic_ai.models.function import AgentInfo, FunctionModel


@pytest.fixture
def simple_model(request: pytest.FixtureRequest, prefect_server) -> Model:
    def kill_and_call(messages: list[ModelMessage], _info: AgentInfo) -> ModelResponse:
        if len(messages) == 1:
            if "prefect" in request.node.name:
                os.kill(int((prefect_server.home / "server.pid").read_text()), signal.SIGKILL)
            else:
                subprocess.run(["pkill", "-KILL", "-f", f"-P{os.getpid()}", "evals.agents.mcp"], check=True)
            return ModelResponse(parts=[ToolCallPart("get_identity", {})])
        return ModelResponse(parts=[TextPart("I could not find out.")])

    return FunctionModel(kill_and_call)
