"""One call to the judge's model: a user turn in, a reply that covers every criterion out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import httpx
import httpx2
from pydantic_ai import Agent, AgentRun, ModelRetry, RunContext
from pydantic_ai.exceptions import AgentRunError, FallbackExceptionGroup, UnexpectedModelBehavior, UserError
from pydantic_ai.models import Model
from pydantic_ai.profiles import ModelProfile
from pydantic_ai.settings import ModelSettings
from tenacity import RetryError

from evals.agents.providers import REQUEST_TIMEOUT_S, model_of
from evals.agents.retries import counting_retries
from evals.judges.judge import NoVerdict
from evals.judges.llm.prompt import SYSTEM_PROMPT
from evals.judges.llm.reply import RE_ASK, Reply, covers
from evals.transcripts.usage import Usage, usage_of

_RE_ASKS = 1
"""How often, within one call, the model is asked again for a reply that can't be read."""

_TROUBLE = (
    *(AgentRunError, FallbackExceptionGroup, UserError),
    *(httpx.HTTPError, httpx2.HTTPError, RetryError, TimeoutError, ConnectionError),
)
"""Everything that a call can end in but a reply. No HTTP library's error gets through pydantic-ai's own
models; a `Model` of somebody else's may let one through."""

_MOST_SAID = 300
"""Characters of a provider's message that are repeated; the exception behind has it whole."""

_Ids = tuple[str, ...]


class JudgeCall:
    """A model, set up to grade. Holds no state between calls.

    Raises `pydantic_ai.exceptions.UserError` for a model string whose provider is unknown or without a key.
    """

    def __init__(self, model: str | Model) -> None:
        self.model = model_of(model) if isinstance(model, str) else model
        self._agent: Agent[_Ids, Reply] = Agent(
            self.model,
            name="judge",
            deps_type=tuple[str, ...],
            output_type=Reply,
            instructions=SYSTEM_PROMPT,
            model_settings=settings_for(self.model),
            retries=_RE_ASKS,
        )
        self._agent.output_validator(_complete)

    async def __call__(self, user_turn: str, *, ids: Sequence[str]) -> tuple[Reply, Usage]:
        """Ask once. Raises `NoVerdict`, from what went wrong, where no such reply comes back."""
        run: AgentRun[_Ids, Reply] | None = None
        with counting_retries() as retries:
            try:
                async with self._agent.iter(user_turn, deps=tuple(ids)) as run:
                    async for _ in run:
                        pass
            except _TROUBLE as trouble:
                spent = usage_of(run.all_messages() if run else (), retries=retries.count)
                raise NoVerdict(_described(trouble), usage=spent) from trouble
        assert run.result is not None
        return run.result.output, usage_of(run.all_messages(), retries=retries.count)


def settings_for(model: Model) -> ModelSettings:
    """A deadline, and the lowest temperature where the model takes one; what the model itself sets wins."""
    settings = ModelSettings(request_timeout=REQUEST_TIMEOUT_S)
    try:
        if _takes_temperature(model.profile):
            settings["temperature"] = 0.0
    except NotImplementedError:
        pass  # a FallbackModel has no profile: what its models take isn't known here
    return settings | (model.settings or {})


def _takes_temperature(profile: ModelProfile) -> bool:
    # pydantic-ai drops a temperature that a model rejects, but with a warning on every request.
    flags = cast(dict[str, object], profile)
    if flags.get("anthropic_disallows_sampling_settings") or flags.get("bedrock_disallows_sampling_settings"):
        return False
    if not flags.get("openai_supports_reasoning"):
        return True
    reasons = flags.get("thinking_enabled_by_default") or flags.get("thinking_always_enabled")
    return bool(flags.get("openai_supports_reasoning_effort_none")) and not reasons


def _complete(context: RunContext[_Ids], reply: Reply) -> Reply:
    if not covers(reply, context.deps):
        raise ModelRetry(RE_ASK.format(ids=", ".join(context.deps)))
    return reply


def _described(trouble: BaseException) -> str:
    status = getattr(trouble, "status_code", None)
    kind = type(trouble).__name__ + (f" {status}" if status is not None else "")
    # pydantic-ai says no more than that the re-asks are used up; what was wrong is its cause.
    unreadable = isinstance(trouble, UnexpectedModelBehavior) and trouble.__cause__ is not None
    said = " ".join(str(trouble.__cause__ if unreadable else trouble).split())
    return f"the judge gave no verdict: {kind}: {said[:_MOST_SAID]}"
