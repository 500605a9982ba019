"""The four outcomes of an eval, and the exceptions that tell them apart.

An outcome is decided by the type of what was raised, never by its message: a failure whose
explanation mentions a rate limit is still a failure.
"""

from __future__ import annotations

from typing import Literal

Outcome = Literal["passed", "failed", "unmeasured", "skipped"]
"""`unmeasured`: the provider, the server or the judge got in the way; nothing is known of the agent."""


class EvalFailed(AssertionError):
    """The agent's answer was graded and did not pass."""


class LimitExceeded(EvalFailed):
    """The agent took longer than it may."""


class NotMeasured(Exception):
    """The eval could not be measured; says nothing about the agent."""


class ServerNotMeasured(NotMeasured):
    """The Prefect server or the MCP server of the suite is not there or does not work."""


class ScenarioNotMeasured(NotMeasured):
    """The situation that the eval asks about could not be made, or is not what it has to be."""


class JudgeNotMeasured(NotMeasured):
    """The judge gave no verdict, or none that can be read."""


class UnsafeTarget(BaseException):
    """The Prefect API in force is not the server that the suite started; nothing may be written.

    Derives from `BaseException` so that no `except Exception` in between can carry on.
    """
