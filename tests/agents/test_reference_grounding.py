"""Nothing in an answer is invented, and nothing that an answer recommends is unknown to Prefect."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
from pathlib import Path

import pytest

import evals.agents.reference
from tests.agents.reference_data.instance import Instance

RUNS = tuple(run["name"] for run in Instance.recorded().runs)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)?")
QUOTED = re.compile(r'"([^"\n]+)"')
SOURCES = tuple(Path(evals.agents.reference.__file__).parent.glob("*.py"))
PROSE = " ".join(
    node.value
    for source in SOURCES
    for node in ast.walk(ast.parse(source.read_text()))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
)
"""Every string of the model, prose among them."""


@pytest.mark.parametrize("name", RUNS)
async def test_ids_times_and_quotations_are_as_recorded(name: str) -> None:
    prefect = Instance.recorded()
    record = str(
        (prefect.runs, prefect.logs, prefect.deployments, prefect.events, prefect.task_runs, prefect.limits)
    )

    answer = await prefect.why(name)

    for pattern in (UUID, TIME, QUOTED):
        for found in pattern.findall(answer):
            assert found in record, f"{found!r} is in no tool result"


@pytest.mark.parametrize("pattern", [UUID, TIME, QUOTED])
async def test_there_is_something_to_check(pattern: re.Pattern[str]) -> None:
    assert pattern.search(await Instance.recorded().why("strict-run"))


def test_the_model_knows_no_scenario_and_no_rubric() -> None:
    imported = [
        name
        for source in SOURCES
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    ]

    assert "evals.agents.reference.case" in imported
    assert not [name for name in imported if name.startswith("evals.") and "agents.reference" not in name]


def test_a_module_is_importable_without_pydantic_ai() -> None:
    heavy = {"pydantic_ai", "prefect", "fastmcp"}
    top_level = [
        node.module or ""
        for source in SOURCES
        for node in ast.parse(source.read_text()).body
        if isinstance(node, ast.ImportFrom)
    ]

    assert not [module for module in top_level if module.partition(".")[0] in heavy]


@pytest.mark.slow
@pytest.mark.parametrize("setting", sorted(set(re.findall(r"PREFECT_[A-Z_]+", PROSE))))
def test_a_setting_that_is_recommended_exists(setting: str) -> None:
    import prefect.settings

    assert setting in prefect.settings.get_current_settings().to_environment_variables()


@pytest.mark.slow
@pytest.mark.parametrize("module", sorted(set(re.findall(r"prefect\.server\.[a-z_.]+[a-z]", PROSE))))
def test_a_module_that_is_recommended_exists(module: str) -> None:
    assert importlib.util.find_spec(module) is not None


@pytest.mark.slow
def test_the_command_that_is_recommended_exists() -> None:
    from prefect.cli import global_concurrency_limit

    assert "prefect gcl update " in PROSE
    assert "active_slots" in inspect.signature(global_concurrency_limit.update).parameters


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "sentences"),
    [
        ("prefect.concurrency._leases", ("LEASE_LOST", "TERMINATING", "CONTINUING")),
        ("prefect.states", ("CANCELLED",)),
        ("prefect.server.orchestration.core_policy", ("SLOT_LOST", "LIMIT_REACHED")),
        ("prefect.server.api.concurrency_limits_v2", ("LEASE_NOT_FOUND",)),
    ],
)
def test_the_sentences_are_those_of_the_installed_prefect(module: str, sentences: tuple[str, ...]) -> None:
    from evals.agents.reference import wording

    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).read_text()
    for sentence in sentences:
        assert getattr(wording, sentence) in source
