"""Under pytest-xdist all workers share one run; Ctrl-C keeps what has ended."""

from __future__ import annotations

import json

import pytest

from tests.suite.repository import Repository

pytestmark = pytest.mark.slow


def _outcomes(records: list[dict[str, object]]) -> dict[str, object]:
    return {str(record["eval"]): record["outcome"] for record in records}


def test_workers_share_one_server_and_one_results_file(repository: Repository) -> None:
    folder = repository.add_case("outcomes")

    alone = repository.pytest(folder)
    together = repository.pytest(folder, "-n", "2")

    assert _outcomes(together.records) == _outcomes(alone.records), together.output
    assert len(together.records) == len(alone.records), "none lost, none counted twice"
    assert together.code == alone.code
    assert len({record["run"] for record in together.records}) == 1


def test_ctrl_c_keeps_every_finished_record(repository: Repository) -> None:
    folder = repository.add_case("outcomes")
    conftest = repository.path / folder / "conftest.py"
    hang = """
async def _hangs(_messages, _info):
    import asyncio
    await asyncio.sleep(60)

_MODELS["tool_error"] = FunctionModel(_hangs)
"""
    conftest.write_text(conftest.read_text() + hang)
    code, results = repository.interrupted(folder, "-k", "empty or tool_error", after_s=0.5)

    records = [json.loads(line) for line in results.read_text().splitlines()]
    assert code == pytest.ExitCode.INTERRUPTED
    assert [record["outcome"] for record in records if "empty" in record["eval"]] == ["failed"]
    assert not [record for record in records if record["outcome"] == "passed"]
