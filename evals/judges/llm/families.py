"""Which family of models a model belongs to: a judge is kinder to answers of its own family."""

from __future__ import annotations

import re

_BY_NAME = {
    # First match wins: a distillation counts for who made it, and carries the other's name as well.
    "deepseek": r"deepseek",
    "anthropic": r"claude",
    "openai": r"gpt|chatgpt|codex|davinci|\bo\d",
    "google": r"gemini|gemma",
    "mistral": r"mistral|mixtral|ministral|magistral|codestral|devstral|pixtral",
    "meta": r"llama|muse",
    "qwen": r"qwen|qwq",
    "xai": r"grok",
    "cohere": r"command|c4ai|\baya\b",
    "amazon": r"nova|titan",
    "moonshotai": r"kimi|moonshot",
    "zai": r"\bglm",
    "microsoft": r"\bphi",
}

_BY_PROVIDER = {
    # Only who serves nothing but its own models. `openai-chat` speaks to any compatible server.
    "anthropic": "anthropic",
    "openai": "openai",
    "google": "google",
    "mistral": "mistral",
    "deepseek": "deepseek",
    "xai": "xai",
    "cohere": "cohere",
    "moonshotai": "moonshotai",
    "zai": "zai",
    "meta": "meta",
}


def family(model: str) -> str | None:
    """The family of a model named as pydantic-ai names it, `provider:model`; None if it isn't known.

    Rests on names alone: a fine-tuned model under a name of its own is not recognised.
    """
    provider, _, name = model.casefold().partition(":")
    for known, pattern in _BY_NAME.items():
        if re.search(pattern, name or provider):
            return known
    return _BY_PROVIDER.get(provider.removeprefix("gateway/"))


def same_family(agent_model: str, judge_model: str) -> bool:
    """Whether agent and judge are the same model, or are known to come from the same family."""
    if agent_model.casefold() == judge_model.casefold():
        return True
    known = family(agent_model)
    return known is not None and known == family(judge_model)
