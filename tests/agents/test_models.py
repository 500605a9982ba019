"""Which model plays which role, and what is said where it can't."""

from __future__ import annotations

from typing import get_args

import pytest

from evals.agents.models import PROVIDERS, ModelSettingsError, choose_models


def test_without_a_key_the_reference_answers_and_the_keyless_judge_grades() -> None:
    roles = choose_models({})

    assert (roles.simple, roles.reasoning, roles.judge) == ("reference", "reference", "keyless")
    assert roles.is_keyless


def test_a_key_chooses_its_provider() -> None:
    roles = choose_models({"OPENAI_API_KEY": "k"})

    assert roles.simple == "openai:gpt-4o"
    assert roles.judge.startswith("openai:")
    assert not roles.is_keyless


def test_with_both_keys_the_judge_is_of_another_family_than_the_agent() -> None:
    keys = {"ANTHROPIC_API_KEY": "a", "OPENAI_API_KEY": "o"}

    assert choose_models(keys).simple.startswith("anthropic:")
    assert choose_models(keys).judge.startswith("openai:")
    assert choose_models(keys | {"MODEL_PROVIDER": "openai"}).judge.startswith("anthropic:")


def test_a_named_model_goes_to_pydantic_ai_as_it_is() -> None:
    roles = choose_models(
        {
            "SIMPLE_AGENT_MODEL": "openai-chat:qwen3",
            "OPENAI_BASE_URL": "http://127.0.0.1:8000/v1",
            "REASONING_AGENT_MODEL": "reference",
            "EVALUATOR_MODEL": "keyless",
        }
    )

    assert (roles.simple, roles.reasoning, roles.judge) == ("openai-chat:qwen3", "reference", "keyless")


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        pytest.param(
            {"MODEL_PROVIDER": "acme"}, "'acme' is unknown; use one of: anthropic, openai", id="unknown"
        ),
        pytest.param({"MODEL_PROVIDER": "anthropic"}, "set ANTHROPIC_API_KEY", id="provider without key"),
        pytest.param({"MODEL_PROVIDER": "openai"}, "set OPENAI_API_KEY", id="other provider without key"),
        pytest.param(
            {"SIMPLE_AGENT_MODEL": "anthropic:claude-haiku-4-5"},
            "needs ANTHROPIC_API_KEY",
            id="agent without key",
        ),
        pytest.param({"EVALUATOR_MODEL": "openai:gpt-5.5"}, "needs OPENAI_API_KEY", id="judge without key"),
        pytest.param({"EVALUATOR_MODEL": "reference"}, "reference can't judge", id="the oracle as a judge"),
        pytest.param({"SIMPLE_AGENT_MODEL": "keyless"}, "keyless can't answer", id="the judge as an agent"),
        pytest.param({"REASONING_AGENT_MODEL": "gpt-4.1"}, "names no provider", id="no provider"),
    ],
)
def test_what_can_not_be_used_is_one_line_that_says_what_to_set(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ModelSettingsError) as raised:
        choose_models(environ)

    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_default_models_are_known_to_pydantic_ai() -> None:
    from pydantic_ai.models import KnownModelName

    known = set(get_args(KnownModelName.__value__))
    defaults = {name for p in PROVIDERS.values() for name in (p.simple, p.reasoning, p.judge)}

    assert len(defaults) == 6
    assert defaults <= known
