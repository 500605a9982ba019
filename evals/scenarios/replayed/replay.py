"""Writes a recorded run to the server again, under other names, as if it had ended some minutes ago."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from evals.environment.serve import DATABASE
from evals.scenarios.replayed.backdating import backdate
from evals.scenarios.replayed.evidence import Evidence, RecordedState, Recording
from evals.scenarios.replayed.recording import events_of, states_of
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, State


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """A run that was written back."""

    flow_run: FlowRun
    """As the server has it."""
    recording: Recording
    """What was written, under the names that it has now."""


async def replay(stage: Stage, evidence: Evidence, *, ended_ago: timedelta) -> Replayed:
    """Write a run to the server with the states, lines and events of `evidence`, and its times moved so
    that the last thing on record happened `ended_ago`.

    The run is one of a deployment and a flow of its own. Everything is written through the API; states are
    forced, so that no rule of the installed Prefect changes them, and the server emits their events itself.
    What the API doesn't take are the times of states: see `evals.scenarios.replayed.backdating`. Not
    replayed are the lease that a state points to and the parameters of the run.

    Raises `ScenarioNotMeasured` where the server has something else afterwards.
    """
    client = stage.client
    flow_name = unique("data-pipeline")
    flow_id = await client.create_flow_from_name(flow_name)
    deployment_id = await client.create_deployment(
        flow_id,
        name=flow_name,
        concurrency_limit=evidence.concurrency_limit,
        path=".",
        entrypoint=evidence.entrypoint.replace(
            evidence.flow_name.replace("-", "_"), flow_name.replace("-", "_")
        ),
    )
    first, *later = evidence.states
    flow_run = await client.create_flow_run_from_deployment(
        deployment_id, name=unique("pipeline-run"), state=_state(first)
    )
    for state in later:
        result = await client.set_flow_run_state(flow_run.id, _state(state), force=True)
        require(result.status == "ACCEPT", f"the server accepts the state {state.name}")
    recording = evidence.renamed(run_name=flow_run.name, flow_name=flow_name, flow_run_id=flow_run.id)
    zero = datetime.now(UTC) - ended_ago - timedelta(seconds=recording.ends_at_s)
    await _write_retries(stage, flow_run, recording)
    await _write_lines(stage, flow_run, recording, zero)
    await _write_events(stage, flow_run, recording, zero)
    await _move(stage, flow_run, recording, zero)
    return Replayed(flow_run=await stage.client.read_flow_run(flow_run.id), recording=recording)


def _state(recorded: RecordedState) -> State[object]:
    from prefect.client.schemas.objects import State, StateType

    return State(type=StateType(recorded.type), name=recorded.name, message=recorded.message)


async def _write_retries(stage: Stage, flow_run: FlowRun, recording: Recording) -> None:
    """What the engine writes to the run when it begins; unlike it, without a retry that is under way."""
    from prefect.client.schemas.objects import FlowRunPolicy

    policy = FlowRunPolicy(retries=recording.retries, retry_delay=recording.retry_delay_s)
    await stage.client.update_flow_run(flow_run.id, empirical_policy=policy)


async def _write_lines(stage: Stage, flow_run: FlowRun, recording: Recording, zero: datetime) -> None:
    from prefect.client.schemas.actions import LogCreate

    await stage.client.create_logs(
        LogCreate(
            name=line.logger,
            level=line.level,
            message=line.message,
            timestamp=zero + timedelta(seconds=line.at_s),
            flow_run_id=flow_run.id,
        )
        for line in recording.lines
    )


async def _write_events(stage: Stage, flow_run: FlowRun, recording: Recording, zero: datetime) -> None:
    """Write the events that are not of a state. Those of states the server emits itself: written as well,
    each change of state would be there twice."""
    resource = {
        "prefect.resource.id": f"prefect.flow-run.{flow_run.id}",
        "prefect.resource.name": flow_run.name,
    }
    flow = {
        "prefect.resource.id": f"prefect.flow.{flow_run.flow_id}",
        "prefect.resource.role": "flow",
        "prefect.resource.name": recording.flow_name,
    }
    deployment = {
        "prefect.resource.id": f"prefect.deployment.{flow_run.deployment_id}",
        "prefect.resource.role": "deployment",
    }
    events = [
        {
            "id": str(uuid4()),
            "event": event.event,
            "occurred": (zero + timedelta(seconds=event.at_s)).isoformat(),
            "resource": resource | event.labels,
            "related": [flow, deployment],
        }
        for event in recording.events_besides_states
    ]
    if events:
        await stage.client.request("POST", "/events", json=events)


async def _move(stage: Stage, flow_run: FlowRun, recording: Recording, zero: datetime) -> None:
    """Give states, their events and the run the times on record, and read that they have them."""
    await events_of(stage, flow_run.id, at_least=len(recording.events))
    states = await states_of(stage, flow_run.id)
    require(
        [(state.type.value, state.name, state.message) for state in states]
        == [(state.type, state.name, state.message) for state in recording.states],
        "the run has gone through the states on record",
    )
    times = [zero + timedelta(seconds=state.at_s) for state in recording.states]
    running = next((s.at_s for s in recording.states if s.type == "RUNNING"), None)
    await asyncio.to_thread(
        backdate,
        stage.home / DATABASE,
        flow_run_id=flow_run.id,
        states=[(state.id, time) for state, time in zip(states, times, strict=True)],
        began=None if running is None else zero + timedelta(seconds=running),
    )
    require(
        [state.timestamp for state in await states_of(stage, flow_run.id)] == times,
        "its states have the times on record",
    )
