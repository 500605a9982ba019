"""Reads back what the server has on record of a run: of one that ran, or of one that was replayed."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from evals.scenarios.replayed.evidence import Recording
from evals.scenarios.stage import Stage, require, until

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

STORED_WITHIN_S = 30.0
"""Generous: a server keeps events in memory for up to 5 s before it stores them."""

_POLL_S = 0.3
"""Reading events costs the server more than most, and it has other scenarios to serve."""

_IDENTITY = {"prefect.resource.id", "prefect.resource.name"}

_PLACES = (
    (re.compile(r'(?<=File ")[^"\n]*/site-packages/'), "/usr/local/lib/python3.11/site-packages/"),
    (re.compile(r'(?<=File ")[^"\n]*/lib/python3\.\d+/(?!site-packages)'), "/usr/local/lib/python3.11/"),
    (re.compile(r"http://127\.0\.0\.1:\d+/"), "http://127.0.0.1:4200/"),
)
"""Where Python and the server were says on which machine a run was recorded, and nothing about the run."""


async def states_of(stage: Stage, flow_run_id: UUID) -> list[State[object]]:
    """The states of a run, oldest first."""
    states = await stage.client.read_flow_run_states(flow_run_id)
    return sorted(states, key=lambda state: state.timestamp)


async def events_of(stage: Stage, flow_run_id: UUID, *, at_least: int = 0) -> list[dict[str, Any]]:
    """The events of a run, oldest first, once the server has stored `at_least` so many, and one for every
    state."""
    states = {str(state.id) for state in await states_of(stage, flow_run_id)}
    about_run = {"event": {"prefix": ["prefect."]}, "resource": {"id": [f"prefect.flow-run.{flow_run_id}"]}}

    async def check() -> list[dict[str, Any]] | None:
        body = {"filter": about_run | {"order": "ASC"}, "limit": 50}
        answer = await stage.client.request("POST", "/events/filter", json=body)
        events: list[dict[str, Any]] = answer.json()["events"]
        if len(events) >= at_least and states <= {event["id"] for event in events}:
            return events
        await asyncio.sleep(_POLL_S)
        return None

    return await until("an event for every state", check, timeout_s=STORED_WITHIN_S)


async def record(stage: Stage, flow_run_id: UUID) -> Recording:
    """Read a run that has ended. Raises `ScenarioNotMeasured` where it has not, or has no deployment."""
    client = stage.client
    flow_run = await client.read_flow_run(flow_run_id)
    require(flow_run.state is not None and flow_run.state.is_final(), f"the run {flow_run.name} has ended")
    assert flow_run.deployment_id is not None, "only runs of deployments are recorded"
    deployment, flow, states, lines, events, version = await asyncio.gather(
        client.read_deployment(flow_run.deployment_id),
        client.read_flow(flow_run.flow_id),
        states_of(stage, flow_run_id),
        stage.logs(flow_run_id),
        events_of(stage, flow_run_id),
        client.api_version(),
    )
    begin = states[0].timestamp
    entrypoint = deployment.entrypoint or ""

    def at_s(moment: datetime) -> float:
        seconds: float = (moment - begin).total_seconds()
        return round(seconds, 6)

    limit = deployment.global_concurrency_limit
    return Recording.model_validate(
        {
            "prefect_version": version,
            "run_name": flow_run.name,
            "flow_name": flow.name,
            "flow_run_id": flow_run_id,
            "entrypoint": entrypoint,
            "concurrency_limit": limit.limit if limit else None,
            "retries": flow_run.empirical_policy.retries or 0,
            "retry_delay_s": flow_run.empirical_policy.retry_delay or 0,
            "states": [
                {"at_s": at_s(s.timestamp), "type": s.type.value, "name": s.name, "message": s.message}
                for s in states
            ],
            "lines": [
                {
                    "at_s": at_s(line.timestamp),
                    "level": line.level,
                    "logger": line.name,
                    "message": without_places(line.message, entrypoint=entrypoint),
                }
                for line in lines
            ],
            "events": [
                {
                    "at_s": at_s(datetime.fromisoformat(event["occurred"])),
                    "event": event["event"],
                    "labels": _labels(event),
                }
                for event in events
            ],
        }
    )


def _labels(event: dict[str, Any]) -> dict[str, str]:
    labels: dict[str, str] = event["resource"]
    of_state = "prefect.state-type" in labels
    return {} if of_state else {name: labels[name] for name in labels.keys() - _IDENTITY}


def without_places(text: str, *, entrypoint: str) -> str:
    """Take the places of the machine that it was recorded on out of a line."""
    code = entrypoint.rpartition(":")[0]
    text = re.sub(rf'(?<=File ")[^"\n]*/(?={re.escape(code)}")', "/opt/flows/", text)
    for pattern, place in _PLACES:
        text = pattern.sub(place, text)
    return text
