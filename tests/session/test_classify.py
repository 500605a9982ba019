"""An outcome is told by the type of what was raised, never by its message."""

from __future__ import annotations

from typing import Any

import httpx
import httpx2
import pytest
from pydantic_ai.exceptions import ModelAPIError, ModelHTTPError, UnexpectedModelBehavior
from tenacity import Future, RetryError

from evals.outcomes import EvalFailed, JudgeNotMeasured, Outcome, ScenarioNotMeasured, ServerNotMeasured
from evals.session.classify import Phase, outcome_of


def status_error(library: Any, status: int) -> Exception:
    request = library.Request("GET", "http://127.0.0.1/")
    error: Exception = library.HTTPStatusError(
        "", request=request, response=library.Response(status, request=request)
    )
    return error


def given_up(error: Exception) -> RetryError:
    last = Future(4)
    last.set_exception(error)
    return RetryError(last)


SKIP = pytest.skip.Exception("no judge")


@pytest.mark.parametrize(
    ("error", "phase", "outcome"),
    [
        pytest.param(EvalFailed("no"), "call", "failed", id="verdict"),
        pytest.param(AssertionError("tool was not called"), "call", "failed", id="assertion"),
        pytest.param(
            EvalFailed("the answer blames HTTP 429, a rate limit"), "call", "failed", id="mentions trouble"
        ),
        pytest.param(UnexpectedModelBehavior("too many retries"), "call", "failed", id="agent gave up"),
        pytest.param(ValueError("bug in the agent"), "call", "failed", id="agent raised"),
        pytest.param(ModelHTTPError(503, "m"), "call", "unmeasured", id="provider 503"),
        pytest.param(ModelHTTPError(401, "m"), "call", "unmeasured", id="provider 401"),
        pytest.param(ModelAPIError("m", "connection"), "call", "unmeasured", id="provider connection"),
        pytest.param(httpx.ConnectError("refused"), "call", "unmeasured", id="connection"),
        pytest.param(httpx2.ReadTimeout("late"), "call", "unmeasured", id="time-out"),
        pytest.param(status_error(httpx, 503), "call", "unmeasured", id="transient status"),
        pytest.param(status_error(httpx2, 429), "call", "unmeasured", id="transient status of httpx2"),
        pytest.param(status_error(httpx2, 404), "call", "failed", id="permanent status of the agent's own"),
        pytest.param(given_up(httpx2.ConnectError("refused")), "call", "unmeasured", id="given up: trouble"),
        pytest.param(given_up(ValueError("bug")), "call", "failed", id="given up: a bug of the agent's"),
        pytest.param(JudgeNotMeasured("unparsable"), "call", "unmeasured", id="judge"),
        pytest.param(ServerNotMeasured("gone"), "call", "unmeasured", id="server"),
        pytest.param(
            ExceptionGroup("g", [ServerNotMeasured("gone")]), "call", "unmeasured", id="group of trouble"
        ),
        pytest.param(
            ExceptionGroup("g", [ServerNotMeasured("gone"), ValueError("bug")]),
            "call",
            "failed",
            id="mixed group",
        ),
        pytest.param(ScenarioNotMeasured("no crash"), "setup", "unmeasured", id="scenario"),
        pytest.param(AssertionError("precondition"), "setup", "unmeasured", id="assertion in a fixture"),
        pytest.param(RuntimeError("bug"), "setup", "unmeasured", id="bug in a fixture"),
        pytest.param(RuntimeError("bug"), "teardown", "unmeasured", id="bug in a teardown"),
        pytest.param(SKIP, "setup", "skipped", id="skip in setup"),
        pytest.param(SKIP, "call", "skipped", id="skip in call"),
    ],
)
def test_outcome(error: BaseException, phase: Phase, outcome: Outcome) -> None:
    assert outcome_of(error, phase=phase) == outcome
