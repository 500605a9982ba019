"""Which model plays which role, decided from the environment before anything heavy is imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pydantic_ai.models import Model

REFERENCE = "reference"
"""The name of the rule-based agent model; see `evals.agents.reference`."""

KEYLESS = "keyless"
"""The name of the judge that needs no model; see `evals.judges.keyless`."""


class ModelSettingsError(Exception):
    """The environment names a provider or a model that can't be used; the message says what to set."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A provider's key variable and its default models, by role."""

    key: str
    simple: str
    reasoning: str
    judge: str


PROVIDERS: Mapping[str, Provider] = {
    "anthropic": Provider(
        key="ANTHROPIC_API_KEY",
        simple="anthropic:claude-haiku-4-5",
        reasoning="anthropic:claude-sonnet-5",
        judge="anthropic:claude-opus-5",
    ),
    "openai": Provider(
        key="OPENAI_API_KEY",
        simple="openai:gpt-4o",
        reasoning="openai:gpt-4.1",
        judge="openai:gpt-5.5",
    ),
}

_KEYS = {
    "anthropic": "ANTHROPIC_API_KEY",
    "openai": "OPENAI_API_KEY",
    "openai-chat": "OPENAI_API_KEY",
    "openai-responses": "OPENAI_API_KEY",
    "google": "GOOGLE_API_KEY",
    "ollama": "OLLAMA_BASE_URL",
}
"""What a model's provider needs, for the usual ones; pydantic-ai says it itself for the others."""


@dataclass(frozen=True, kw_only=True)
class Roles:
    """The model names of a run: provider strings as pydantic-ai takes them, `reference`, `keyless`."""

    simple: str
    reasoning: str
    judge: str

    @property
    def is_keyless(self) -> bool:
        return self.judge == KEYLESS


def choose_models(environ: Mapping[str, str]) -> Roles:
    """Decide the model of each role from MODEL_PROVIDER, SIMPLE_AGENT_MODEL, REASONING_AGENT_MODEL,
    EVALUATOR_MODEL and the keys that are set.

    Raises `ModelSettingsError` for an unknown provider, or one whose key is not set.
    """
    provider = _provider(environ)
    roles = Roles(
        simple=environ.get("SIMPLE_AGENT_MODEL") or (provider.simple if provider else REFERENCE),
        reasoning=environ.get("REASONING_AGENT_MODEL") or (provider.reasoning if provider else REFERENCE),
        judge=environ.get("EVALUATOR_MODEL") or _default_judge(environ, provider),
    )
    require_usable(roles.simple, role="agent", variable="SIMPLE_AGENT_MODEL", environ=environ)
    require_usable(roles.reasoning, role="agent", variable="REASONING_AGENT_MODEL", environ=environ)
    require_usable(roles.judge, role="judge", variable="EVALUATOR_MODEL", environ=environ)
    return roles


def load_model(name: str) -> Model | str:
    """Return what an `Agent` takes as its model: provider strings as they are, `reference` as a model."""
    if name == REFERENCE:
        from evals.agents.reference import reference_model

        return reference_model()
    return name


def _provider(environ: Mapping[str, str]) -> Provider | None:
    named = environ.get("MODEL_PROVIDER", "").lower()
    if named and named not in PROVIDERS:
        raise ModelSettingsError(f"MODEL_PROVIDER={named!r} is unknown; use one of: {', '.join(PROVIDERS)}")
    if named and not environ.get(PROVIDERS[named].key):
        raise ModelSettingsError(
            f"MODEL_PROVIDER={named} needs a key: set {PROVIDERS[named].key} (in the environment or in "
            ".env.local), or unset MODEL_PROVIDER to run without a key"
        )
    if named:
        return PROVIDERS[named]
    return next((p for p in PROVIDERS.values() if environ.get(p.key)), None)


def _default_judge(environ: Mapping[str, str], agent_provider: Provider | None) -> str:
    """A judge of another family than the agent's where its key is set: models favour their own kind."""
    if agent_provider is None:
        return KEYLESS
    others = [p for p in PROVIDERS.values() if p is not agent_provider and environ.get(p.key)]
    return (others or [agent_provider])[0].judge


def require_usable(
    model: str, *, role: Literal["agent", "judge"], variable: str, environ: Mapping[str, str]
) -> None:
    """Check that `model`, named in `variable`, can play `role` with the keys in `environ`.

    Raises `ModelSettingsError` where it can't; the message says what to set.
    """
    is_judge = role == "judge"
    if model == (REFERENCE if is_judge else KEYLESS):
        raise ModelSettingsError(
            f"{variable}={model}: {model} can't {'judge' if is_judge else 'answer'}; "
            f"use {KEYLESS if is_judge else REFERENCE} or a model"
        )
    if model in (REFERENCE, KEYLESS, "test"):
        return
    provider, colon, _ = model.partition(":")
    if not colon:
        raise ModelSettingsError(
            f"{variable}={model} names no provider; write it as provider:model, such as openai:{model}"
        )
    if provider not in _KEYS:
        _ask_pydantic_ai(model, variable=variable)
        return
    key = _KEYS[provider]
    served_locally = provider.startswith("openai") and bool(environ.get("OPENAI_BASE_URL"))
    if not environ.get(key) and not served_locally:
        raise ModelSettingsError(
            f"{variable}={model} needs {key}: set it in the environment or in .env.local"
        )


def _ask_pydantic_ai(model: str, *, variable: str) -> None:
    """Have pydantic-ai make the model, for providers that this module knows nothing of. Takes a second
    to import, which the usual providers are spared."""
    from pydantic_ai.exceptions import UserError
    from pydantic_ai.models import infer_model

    try:
        infer_model(model)
    except (UserError, ImportError) as error:
        raise ModelSettingsError(f"{variable}={model}: {' '.join(str(error).split())}") from error
