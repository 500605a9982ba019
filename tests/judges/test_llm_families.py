import pytest

from evals.judges.llm import same_family


@pytest.mark.parametrize(
    ("agent", "judge"),
    [
        ("anthropic:claude-haiku-4-5", "anthropic:claude-opus-5"),
        ("anthropic:claude-haiku-4-5", "bedrock:us.anthropic.claude-sonnet-4-6"),
        ("gateway/anthropic:claude-haiku-4-5", "openrouter:anthropic/claude-3.5"),
        ("openai:gpt-5", "openai:o3-mini"),
        ("openai-chat:gpt-4.1", "groq:openai/gpt-oss-120b"),
        ("openai:some-new-name", "openai:gpt-5"),
        ("ollama:llama3.2:3b", "groq:llama-3.3-70b-versatile"),
        ("ollama:qwen3", "ollama:qwq"),
        ("google:gemini-3-pro", "ollama:gemma3"),
        ("ollama:my-model", "ollama:my-model"),
        ("ANTHROPIC:Claude-Haiku-4-5", "claude-opus-5"),
    ],
)
def test_same(agent: str, judge: str) -> None:
    assert same_family(agent, judge)
    assert same_family(judge, agent)


@pytest.mark.parametrize(
    ("agent", "judge"),
    [
        ("anthropic:claude-haiku-4-5", "openai:gpt-5"),
        ("ollama:llama3.2", "ollama:qwen3"),
        ("groq:llama-3.3-70b-versatile", "groq:openai/gpt-oss-120b"),
        ("bedrock:anthropic.claude-v2:1", "bedrock:amazon.nova-pro-v1:0"),
        ("groq:deepseek-r1-distill-llama-70b", "groq:llama-3.3-70b-versatile"),
        ("ollama:my-model", "ollama:other-model"),
        ("openai-chat:my-model", "openai:gpt-5"),
        ("reference", "keyless"),
        ("reference", "openai:gpt-5"),
    ],
)
def test_not_known_to_be_the_same(agent: str, judge: str) -> None:
    assert not same_family(agent, judge)
    assert not same_family(judge, agent)
