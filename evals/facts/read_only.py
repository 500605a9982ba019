"""Proof that a diagnosis changed nothing on the server.

Everything of these kinds is watched: flow runs with their current state, concurrency limits, deployments and
automations. A state can't be added to a run without becoming its current one, so the id of the current
state stands for the whole history. Task runs, logs, events, blocks, variables and work pools are not watched.

What the server changes by itself is left out: times of update and polling, the readiness of deployments, the
estimates of running runs, the slots of a limit that decays (a rate limit), new runs of a deployment's
schedule, and a late run's change from Scheduled to Late. A run that is still going changes by itself too;
name it in `ignore_flow_runs`. So does a limit whose holder's lease expires meanwhile: nothing in the data
tells that from a reset of its slots, so it is reported unless `slots_expire`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas.objects import FlowRun
    from prefect.client.schemas.responses import DeploymentResponse, GlobalConcurrencyLimitResponse
    from prefect.events.schemas.automations import Automation

T = TypeVar("T")
Kind = Literal["flow run", "concurrency limit", "deployment", "automation"]

_PAGE = 200
"""The most that the API returns in one answer."""

_DEPLOYMENT_FIELDS = {
    *("name", "flow_id", "version", "description", "tags", "labels", "paused", "parameters", "job_variables"),
    *("enforce_parameter_schema", "concurrency_limit", "concurrency_options", "entrypoint", "path"),
    *("pull_steps", "work_pool_name", "work_queue_name"),
}


@dataclass(frozen=True, kw_only=True)
class Record:
    """One object of the server, with the values that must not change."""

    kind: Kind
    id: UUID
    name: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return f"{self.kind} {self.name!r} ({self.id})"


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What was on the server at one time."""

    records: Mapping[UUID, Record]


async def snapshot(client: PrefectClient) -> Snapshot:
    """Read everything that is watched: one request for each kind and 200 objects of it.

    Raises what the client raises. Objects that are created while it reads may or may not be in it.
    """
    from prefect.client.schemas.sorting import AutomationSort, DeploymentSort, FlowRunSort

    # In a fixed order, so that an object created meanwhile can make a page repeat another but not miss it.
    pages = await asyncio.gather(
        _all(lambda offset: client.read_flow_runs(sort=FlowRunSort.ID_DESC, limit=_PAGE, offset=offset)),
        _all(lambda offset: client.read_global_concurrency_limits(limit=_PAGE, offset=offset)),
        _all(
            lambda offset: client.read_deployments(
                sort=DeploymentSort.CREATED_DESC, limit=_PAGE, offset=offset
            )
        ),
        _all(
            lambda offset: client.read_automations(
                sort=AutomationSort.CREATED_DESC, limit=_PAGE, offset=offset
            )
        ),
    )
    runs, limits, deployments, automations = pages
    records = (
        *map(_flow_run, runs),
        *map(_limit, limits),
        *map(_deployment, deployments),
        *map(_automation, automations),
    )
    return Snapshot(records={record.id: record for record in records})


def changes(
    before: Snapshot,
    after: Snapshot,
    *,
    ignore_flow_runs: Collection[UUID] = (),
    slots_expire: bool = False,
) -> tuple[str, ...]:
    """Return what changed between two snapshots, a sentence each, with the object's id in it.

    `ignore_flow_runs`: runs that other scenarios are still running, created or finished meanwhile. The
    slots that the limits of their deployments have in use are ignored with them. `slots_expire`: nobody has
    sent a request that frees slots in between, so where there are fewer in use, leases have expired.
    """
    scheduled = {
        record.id
        for record in after.records.values()
        if record.id not in before.records and record.values.get("auto_scheduled")
    }
    ignored = scheduled | set(ignore_flow_runs)
    held = {
        f"deployment:{record.values['deployment_id']}"
        for shot in (before, after)
        for record in shot.records.values()
        if record.id in ignored
    }
    found: list[str] = []
    for record_id in {**before.records, **after.records}:
        if record_id in ignored:
            continue
        old, new = before.records.get(record_id), after.records.get(record_id)
        if old is None:
            found.append(f"{new} is new")
        elif new is None:
            found.append(f"{old} is gone")
        else:
            skip = "active_slots" if old.kind == "concurrency limit" and old.name in held else None
            differences = _differences(old, new, skip=skip, slots_expire=slots_expire)
            found.extend(f"{old}: {change}" for change in differences)
    return tuple(found)


def _differences(old: Record, new: Record, *, skip: str | None, slots_expire: bool) -> Iterator[str]:
    for key in sorted(old.values.keys() & new.values.keys()):
        was, now = old.values[key], new.values[key]
        if was == now or key == skip or (was, now) == ("Scheduled", "Late"):
            continue
        if key == "active_slots" and slots_expire and _slots(now) < _slots(was):
            continue
        if key == "state_id":
            # Where the state's name changed too, that says it.
            if old.values["state"] == new.values["state"]:
                yield f"its state {new.values['state']} was set anew"
            continue
        yield f"{key} was {was!r}, is {now!r}"


def _slots(value: object) -> int:
    return value if isinstance(value, int) else 0


async def _all(read: Callable[[int], Awaitable[Sequence[T]]]) -> list[T]:
    found: list[T] = []
    while True:
        page = await read(len(found))
        found.extend(page)
        if len(page) < _PAGE:
            return found


def with_flow_run(snapshot: Snapshot, run: FlowRun) -> Snapshot:
    """The same snapshot with `run`, read by the caller, in it: cheaper than looking at everything again."""
    return Snapshot(records={**snapshot.records, run.id: _flow_run(run)})


def _flow_run(run: FlowRun) -> Record:
    values = {
        "state": run.state_name,
        "state_id": str(run.state_id),
        "deployment_id": str(run.deployment_id),
        "auto_scheduled": run.auto_scheduled,
        "tags": sorted(run.tags),
        "parameters": run.parameters,
    }
    return Record(kind="flow run", id=run.id, name=run.name, values={"name": run.name, **values})


def _limit(limit: GlobalConcurrencyLimitResponse) -> Record:
    values: dict[str, object] = {
        "name": limit.name,
        "limit": limit.limit,
        "active": limit.active,
        "slot_decay_per_second": limit.slot_decay_per_second,
    }
    if not limit.slot_decay_per_second:
        values["active_slots"] = limit.active_slots
    return Record(kind="concurrency limit", id=limit.id, name=limit.name, values=values)


def _deployment(deployment: DeploymentResponse) -> Record:
    values: dict[str, Any] = deployment.model_dump(mode="json", include=_DEPLOYMENT_FIELDS)
    values["schedules"] = [
        schedule.model_dump(mode="json", include={"id", "active", "schedule", "parameters"})
        for schedule in deployment.schedules
    ]
    return Record(kind="deployment", id=deployment.id, name=deployment.name, values=values)


def _automation(automation: Automation) -> Record:
    values = automation.model_dump(mode="json", exclude={"id", "created", "updated"})
    return Record(kind="automation", id=automation.id, name=automation.name, values=values)
