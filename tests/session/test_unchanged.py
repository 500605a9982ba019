from __future__ import annotations

from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest

from evals.environment.write_requests import _NOTES
from evals.facts.read_only import Record, Snapshot
from evals.outcomes import EvalFailed
from evals.session import unchanged
from evals.session.unchanged import ServerWatch

LIMIT = uuid4()


def slots(count: int) -> Snapshot:
    values = {"name": "db-pool", "limit": 3, "active_slots": count}
    return Snapshot(
        records={LIMIT: Record(kind="concurrency limit", id=LIMIT, name="db-pool", values=values)}
    )


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the server looks like: set `["now"]`."""
    looks: dict[str, Any] = {"now": slots(2)}

    async def look(_client: object) -> Snapshot:
        looks["times"] = looks.get("times", 0) + 1
        return cast(Snapshot, looks["now"])

    monkeypatch.setattr(unchanged, "snapshot", look)
    monkeypatch.setattr(unchanged, "_GRACE_S", 0.0)
    return looks


@pytest.fixture
async def watch(tmp_path: Path, server: dict[str, Any]) -> ServerWatch:
    watch = ServerWatch(client=cast(Any, None), home=tmp_path)
    await watch.look_once()
    return watch


async def test_a_server_that_was_asked_to_write_nothing_is_not_looked_at_again(
    watch: ServerWatch, server: dict[str, Any]
) -> None:
    server["now"] = slots(1)  # a lease that expires is not the agent's doing
    await watch.require_unchanged()
    assert server["times"] == 1


async def test_a_lease_that_expires_while_something_is_written_is_not_held_against_the_agent(
    watch: ServerWatch, server: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / _NOTES).write_text("/api/flow_runs\n")
    server["now"] = slots(1)
    await watch.require_unchanged()
    assert server["times"] == 2


async def test_a_limit_that_is_reset_is(watch: ServerWatch, server: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / _NOTES).write_text("/api/v2/concurrency_limits/db-pool\n")
    server["now"] = slots(0)
    with pytest.raises(EvalFailed, match="active_slots was 2, is 0"):
        await watch.require_unchanged()
    await watch.require_unchanged()  # what is known is not held against the next eval
