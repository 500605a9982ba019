"""Snapshots of a server that a diagnosis must not change. The fake client pages as the API does."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

import pytest

from evals.environment.server import PrefectServer, free_port
from evals.facts.read_only import Snapshot, changes, snapshot

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas.objects import FlowRun
    from prefect.client.schemas.responses import DeploymentResponse, GlobalConcurrencyLimitResponse
    from prefect.events.schemas.automations import Automation

DEPLOYMENT = UUID("b20d5a8e-6c34-4f17-a9be-0d47e3c1f295")


def flow_run(name: str, state: str = "Running", **fields: Any) -> FlowRun:
    from prefect.client.schemas.objects import FlowRun, State, StateType

    types = {"Running": "RUNNING", "Crashed": "CRASHED", "Scheduled": "SCHEDULED", "Late": "SCHEDULED"}
    current = State(id=uuid4(), type=StateType(types[state]), name=state)
    values = {"id": uuid4(), "flow_id": uuid4(), "name": name, "state": current, "state_id": current.id}
    return FlowRun(**values | {"state_name": state} | fields)


def in_state(run: FlowRun, state: str) -> FlowRun:
    other = flow_run(run.name, state)
    return run.model_copy(update={"state": other.state, "state_id": other.state_id, "state_name": state})


def limit(name: str, **fields: Any) -> GlobalConcurrencyLimitResponse:
    from prefect.client.schemas.responses import GlobalConcurrencyLimitResponse

    values = {"id": uuid4(), "name": name, "limit": 3, "active_slots": 1, "slot_decay_per_second": 0.0}
    return GlobalConcurrencyLimitResponse(**values | fields)


def deployment(name: str, **fields: Any) -> DeploymentResponse:
    from prefect.client.schemas.responses import DeploymentResponse

    return DeploymentResponse(**{"id": DEPLOYMENT, "name": name, "flow_id": uuid4()} | fields)


def automation(name: str, **fields: Any) -> Automation:
    from prefect.events.schemas.automations import Automation

    trigger = {"type": "event", "posture": "Reactive", "threshold": 1, "within": 0, "expect": ["x"]}
    return Automation(**{"id": uuid4(), "name": name, "trigger": trigger, "actions": []} | fields)


class FakeClient:
    """The part of `PrefectClient` that a snapshot reads."""

    def __init__(self, **objects: list[Any]) -> None:
        self.objects = objects
        self.requests = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def read(*, limit: int, offset: int, sort: object = None) -> list[Any]:
            self.requests += 1
            assert 0 < limit <= 200, "the API answers 422"
            found = self.objects.get(name.removeprefix("read_").removeprefix("global_"), [])
            return found[offset : offset + limit]

        return read


def taken(**objects: list[Any]) -> Snapshot:
    return asyncio.run(snapshot(cast("PrefectClient", FakeClient(**objects))))


def changed(kind: str, before: Any, after: Any, *, slots_expire: bool = False) -> tuple[str, ...]:
    return changes(taken(**{kind: [before]}), taken(**{kind: [after]}), slots_expire=slots_expire)


RUN = pytest.fixture(lambda: flow_run("amber-falcon"), name="run")


def test_a_server_that_stays_as_it_is_has_no_changes(run: FlowRun) -> None:
    objects: dict[str, list[Any]] = {
        "flow_runs": [run],
        "concurrency_limits": [limit("db-pool")],
        "deployments": [deployment("prod")],
        "automations": [automation("zombie")],
    }
    assert changes(taken(**objects), taken(**objects)) == ()


def test_a_state_that_was_set_is_a_change(run: FlowRun) -> None:
    assert changed("flow_runs", run, in_state(run, "Crashed")) == (
        f"flow run 'amber-falcon' ({run.id}): state was 'Running', is 'Crashed'",
    )


def test_the_same_state_set_anew_is_a_change(run: FlowRun) -> None:
    assert changed("flow_runs", run, in_state(run, "Running")) == (
        f"flow run 'amber-falcon' ({run.id}): its state Running was set anew",
    )


def test_new_and_deleted_runs_are_changes(run: FlowRun) -> None:
    other = flow_run("dusty-heron")
    assert changes(taken(flow_runs=[run]), taken(flow_runs=[other])) == (
        f"flow run 'amber-falcon' ({run.id}) is gone",
        f"flow run 'dusty-heron' ({other.id}) is new",
    )


@pytest.mark.parametrize("field", [{"name": "renamed"}, {"tags": ["seen"]}, {"parameters": {"a": 1}}])
def test_what_a_run_was_given_is_watched(run: FlowRun, field: dict[str, Any]) -> None:
    assert len(changed("flow_runs", run, run.model_copy(update=field))) == 1


def test_a_scheduled_run_that_gets_late_is_no_change() -> None:
    run = flow_run("amber-falcon", "Scheduled")
    assert changed("flow_runs", run, in_state(run, "Late")) == ()


def test_a_new_run_of_a_schedule_is_no_change() -> None:
    assert changes(taken(), taken(flow_runs=[flow_run("amber-falcon", auto_scheduled=True)])) == ()


def test_the_estimates_of_a_run_that_goes_on_are_no_change(run: FlowRun) -> None:
    from datetime import timedelta

    later = run.model_copy(update={"estimated_run_time": timedelta(seconds=9), "updated": None})
    assert changed("flow_runs", run, later) == ()


@pytest.mark.parametrize("field", [{"limit": 5}, {"active_slots": 0}, {"active": False}, {"name": "other"}])
def test_a_limit_is_watched(field: dict[str, Any]) -> None:
    before = limit("db-pool")
    (change,) = changed("concurrency_limits", before, before.model_copy(update=field))
    assert f"({before.id}): {next(iter(field))} was " in change


@pytest.mark.parametrize(("now", "said"), [(1, []), (3, ["active_slots was 2, is 3"])])
def test_fewer_slots_in_use_are_no_change_where_leases_expire(now: int, said: list[str]) -> None:
    before = limit("db-pool", active_slots=2)
    after = before.model_copy(update={"active_slots": now})
    found = changed("concurrency_limits", before, after, slots_expire=True)
    assert [change.partition(": ")[2] for change in found] == said


def test_the_slots_of_a_limit_that_decays_change_by_themselves() -> None:
    before = limit("calls", slot_decay_per_second=0.5, active_slots=3)
    assert changed("concurrency_limits", before, before.model_copy(update={"active_slots": 1})) == ()


@pytest.mark.parametrize(
    "field",
    [
        {"paused": True},
        {"parameters": {"a": 1}},
        {"tags": ["seen"]},
        {"concurrency_options": {"collision_strategy": "CANCEL_NEW"}},
        {"description": "changed"},
        {"schedules": [{"schedule": {"interval": 60}, "active": True}]},
    ],
)
def test_a_deployment_is_watched(field: dict[str, Any]) -> None:
    flow_id = uuid4()
    before, after = deployment("prod", flow_id=flow_id), deployment("prod", flow_id=flow_id, **field)
    assert len(changed("deployments", before, after)) == 1


def test_a_deployment_that_is_polled_and_its_own_limit_in_use_are_no_change() -> None:
    from datetime import UTC, datetime

    before = deployment("prod")
    own_limit = limit(f"deployment:{DEPLOYMENT}", active_slots=0)
    update = {"last_polled": datetime.now(UTC), "updated": None, "global_concurrency_limit": own_limit}
    assert changed("deployments", before, before.model_copy(update=update)) == ()


@pytest.mark.parametrize("field", [{"enabled": False}, {"name": "other"}, {"description": "changed"}])
def test_an_automation_is_watched(field: dict[str, Any]) -> None:
    before = automation("zombie")
    assert len(changed("automations", before, before.model_copy(update=field))) == 1


def test_a_run_to_be_ignored_may_change_come_and_go(run: FlowRun) -> None:
    new = flow_run("dusty-heron")
    before, after = taken(flow_runs=[run]), taken(flow_runs=[in_state(run, "Crashed"), new])
    assert changes(before, after, ignore_flow_runs={run.id}) == (f"flow run 'dusty-heron' ({new.id}) is new",)
    assert changes(before, after, ignore_flow_runs=[run.id, new.id]) == ()


def test_the_slots_that_an_ignored_run_holds_of_its_deployments_limit_are_ignored() -> None:
    run = flow_run("amber-falcon", deployment_id=DEPLOYMENT)
    own, other = limit(f"deployment:{DEPLOYMENT}"), limit("db-pool")
    freed = [each.model_copy(update={"active_slots": 0}) for each in (own, other)]
    before = taken(flow_runs=[run], concurrency_limits=[own, other])
    after = taken(flow_runs=[in_state(run, "Crashed")], concurrency_limits=freed)
    assert changes(before, after, ignore_flow_runs={run.id}) == (
        f"concurrency limit 'db-pool' ({other.id}): active_slots was 1, is 0",
    )


def test_the_size_of_an_ignored_runs_limit_is_still_watched() -> None:
    run = flow_run("amber-falcon", deployment_id=DEPLOYMENT)
    own = limit(f"deployment:{DEPLOYMENT}")
    before = taken(flow_runs=[run], concurrency_limits=[own])
    after = taken(flow_runs=[run], concurrency_limits=[own.model_copy(update={"limit": 9})])
    assert len(changes(before, after, ignore_flow_runs={run.id})) == 1


@pytest.mark.parametrize(("runs", "requests"), [(0, 4), (199, 4), (200, 5), (530, 6)])
def test_all_pages_are_read_in_few_requests(runs: int, requests: int) -> None:
    client = FakeClient(flow_runs=[flow_run(f"run-{n}") for n in range(runs)])
    shot = asyncio.run(snapshot(cast("PrefectClient", client)))
    assert len(shot.records) == runs
    assert client.requests == requests


@pytest.fixture
def server(tmp_path: Path, template_cache: Path) -> Iterator[PrefectServer]:
    server = PrefectServer(home=tmp_path / "home", cache=template_cache, port=free_port(), owner=os.getpid())
    server.launch()
    server.wait_until_ready()
    yield server
    server.stop()


@pytest.mark.slow
def test_what_is_done_to_a_real_server_is_seen(server: PrefectServer) -> None:
    asyncio.run(_change(server.api_url))


async def _change(api_url: str) -> None:
    from prefect import flow
    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate, GlobalConcurrencyLimitUpdate
    from prefect.states import Crashed

    @flow
    def etl() -> None: ...

    async with PrefectClient(api_url) as client:
        run = await client.create_flow_run(etl, name="amber-falcon")
        await client.create_global_concurrency_limit(
            GlobalConcurrencyLimitCreate(name="db-pool", limit=2, active_slots=1)
        )
        pool = await client.read_global_concurrency_limit_by_name("db-pool")
        deployment_id = await client.create_deployment(
            flow_id=run.flow_id, name="prod", concurrency_limit=1, schedules=[]
        )
        before = await snapshot(client)
        assert changes(before, await snapshot(client)) == ()

        await client.set_flow_run_state(run.id, Crashed(), force=True)
        await client.update_global_concurrency_limit("db-pool", GlobalConcurrencyLimitUpdate(active_slots=0))
        await client.pause_deployment(deployment_id)

        assert set(changes(before, await snapshot(client))) == {
            f"flow run 'amber-falcon' ({run.id}): state was 'Pending', is 'Crashed'",
            f"concurrency limit 'db-pool' ({pool.id}): active_slots was 1, is 0",
            f"deployment 'prod' ({deployment_id}): paused was False, is True",
        }
