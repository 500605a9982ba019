"""What a user got wrong is one line that says what to do, and no traceback."""

from __future__ import annotations

import pytest

from tests.suite.repository import Repository


@pytest.mark.parametrize(
    ("arguments", "environment", "says"),
    [
        pytest.param(["--agent", "nowhere:make"], {}, "No module named 'nowhere'", id="bad agent"),
        pytest.param(
            ["--agent", "json"], {}, "write it as package.module:factory", id="agent without factory"
        ),
        pytest.param([], {"MODEL_PROVIDER": "acme"}, "'acme' is unknown", id="unknown provider"),
        pytest.param([], {"MODEL_PROVIDER": "openai"}, "set OPENAI_API_KEY", id="missing key"),
        pytest.param(
            [],
            {"SIMPLE_AGENT_MODEL": "acme:m1", "EVALUATOR_MODEL": "keyless"},
            "SIMPLE_AGENT_MODEL=acme:m1",
            id="model of an unknown provider",
        ),
    ],
)
def test_a_users_mistake_is_one_line(
    repository: Repository, arguments: list[str], environment: dict[str, str], says: str
) -> None:
    done = repository.pytest("evals", *arguments, environment=environment)

    assert done.code == pytest.ExitCode.USAGE_ERROR
    assert [line for line in done.output.splitlines() if line.startswith("ERROR") and says in line], (
        done.output
    )
    assert "Traceback" not in done.output
    assert done.records == []


def test_an_unknown_transport_is_named(repository: Repository) -> None:
    done = repository.pytest("evals", "--mcp-transport", "pigeon")

    assert done.code == pytest.ExitCode.USAGE_ERROR
    assert "invalid choice: 'pigeon' (choose from 'memory', 'stdio')" in done.output


def test_env_local_is_read(repository: Repository) -> None:
    (repository.path / ".env.local").write_text("MODEL_PROVIDER=acme\n")

    done = repository.pytest("evals", "--collect-only")

    assert done.code == pytest.ExitCode.USAGE_ERROR
    assert "'acme' is unknown" in done.output


def test_help_names_the_options(repository: Repository) -> None:
    done = repository.pytest("evals", "--help")

    assert "--agent=package.module:factory" in done.output
    assert "--mcp-transport={memory,stdio}" in done.output
