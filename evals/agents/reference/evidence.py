"""What the tools have told so far, read from the results of the Prefect MCP tools.

The shapes are those of prefect-mcp 0.0.1b13 (`prefect_mcp_server.types`). A field that is missing or of
another type reads as absent: a tool result is somebody else's data, and the model must not fail on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeGuard


@dataclass(frozen=True, kw_only=True)
class ToolRequest:
    """A tool call that the model makes, or has made."""

    tool: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Consultation:
    """A tool call and what came back: `result`, or the `error` that came instead of it."""

    request: ToolRequest
    result: Mapping[str, Any] | None = None
    error: str | None = None


@dataclass(frozen=True, kw_only=True)
class LogLine:
    """One line of a run's log. `at` and `stamp` are the same moment, parsed and as recorded."""

    at: datetime | None
    stamp: str
    level: int
    logger: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Log:
    """The lines that could be read of a run's log, oldest first; `cut` where there may be more."""

    lines: tuple[LogLine, ...]
    cut: bool


@dataclass(frozen=True, kw_only=True)
class Run:
    """A flow run or a task run. Times are as recorded; None where the tool gave none."""

    id: str
    name: str
    flow_name: str | None
    state_type: str
    state_name: str
    state_message: str
    created: str | None
    start_time: str | None
    end_time: str | None
    deployment_id: str | None


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A global concurrency limit."""

    name: str
    limit: int
    active_slots: int


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """A deployment; `limit` is its concurrency limit, None where it has none."""

    id: str
    name: str
    limit: Limit | None
    collision_strategy: str | None


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event. `subject` is the id of the run or limit that it is about, without its `prefect.…` prefix;
    `flow_name` is the flow in whose run it was emitted, None where there is none."""

    type: str
    occurred: str
    subject: str
    name: str
    flow_name: str | None
    state_name: str
    state_message: str


def moment(stamp: str | None) -> datetime | None:
    """Parse a recorded time; None where it is missing, malformed or has no offset."""
    try:
        parsed = datetime.fromisoformat(stamp) if stamp else None
    except ValueError:
        return None
    return parsed if parsed and parsed.tzinfo else None


@dataclass(frozen=True)
class Evidence:
    """Every consultation so far, in order, and what can be read from them."""

    consultations: tuple[Consultation, ...]

    def asked(self, request: ToolRequest) -> bool:
        return any(consultation.request == request for consultation in self.consultations)

    @property
    def failures(self) -> tuple[Consultation, ...]:
        return tuple(c for c in self.consultations if c.error is not None)

    def _results(self, tool: str) -> Iterable[Consultation]:
        return (c for c in self.consultations if c.request.tool == tool and c.result is not None)

    def _items(self, tool: str, key: str) -> Iterable[Mapping[str, Any]]:
        for consultation in self._results(tool):
            yield from _records((consultation.result or {}).get(key))

    @cached_property
    def flow_runs(self) -> Mapping[str, Run]:
        """By id, in the order in which the tools gave them."""
        return {run.id: run for item in self._items("get_flow_runs", "flow_runs") if (run := _run(item)).id}

    @cached_property
    def task_runs(self) -> tuple[Run, ...]:
        return tuple(_run(item) for item in self._items("get_task_runs", "task_runs"))

    @cached_property
    def deployments(self) -> Mapping[str, Deployment]:
        """By id."""
        found = (_deployment(item) for item in self._items("get_deployments", "deployments"))
        return {deployment.id: deployment for deployment in found}

    @cached_property
    def limits(self) -> tuple[Limit, ...] | None:
        """The global limits that the dashboard lists; None where it was not consulted."""
        if not any(self._results("get_dashboard")):
            return None
        items = self._items("get_dashboard", "concurrency_limits")
        return tuple(_limit(item) for item in items if item.get("type") == "global")

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Without repetition, oldest first."""
        found = {_text(item.get("id")): _event(item) for item in self._items("read_events", "events")}
        return tuple(sorted(found.values(), key=lambda event: event.occurred))

    @cached_property
    def server_version(self) -> str | None:
        for consultation in self._results("get_identity"):
            identity = (consultation.result or {}).get("identity")
            if isinstance(identity, Mapping):
                return _text(identity.get("version")) or None
        return None

    def log(self, run_id: str) -> Log | None:
        """The longest log that was read of a run; None where none could be read."""
        logs = [
            Log(
                lines=tuple(_line(item) for item in _records((c.result or {}).get("logs"))),
                cut=bool((c.result or {}).get("truncated")),
            )
            for c in self._results("get_flow_run_logs")
            if c.request.arguments.get("flow_run_id") == run_id
        ]
        return max(logs, key=lambda log: len(log.lines), default=None)


def consultation(*, tool: str, arguments: Mapping[str, Any], content: Any, failed: bool) -> Consultation:
    """Read what came back for a tool call: a mapping, or the JSON text of one.

    A result that says `success: false` is an error like a call that failed.
    """
    request = ToolRequest(tool=tool, arguments=arguments)
    if isinstance(content, str) and not failed:
        try:
            content = json.loads(content)
        except ValueError:
            return Consultation(request=request, error="the result could not be read")
    if failed or not isinstance(content, Mapping):
        return Consultation(request=request, error="the call failed")
    if content.get("success") is not True:
        return Consultation(request=request, error="the tool reported a failure")
    return Consultation(request=request, result=content)


def _records(value: Any) -> tuple[Mapping[str, Any], ...]:
    return tuple(item for item in value if isinstance(item, Mapping)) if _is_sequence(value) else ()


def _is_sequence(value: Any) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _run(item: Mapping[str, Any]) -> Run:
    return Run(
        id=_text(item.get("id")),
        name=_text(item.get("name")),
        flow_name=_text(item.get("flow_name")) or None,
        state_type=_text(item.get("state_type")),
        state_name=_text(item.get("state_name")),
        state_message=_text(item.get("state_message")),
        created=_text(item.get("created")) or None,
        start_time=_text(item.get("start_time")) or None,
        end_time=_text(item.get("end_time")) or None,
        deployment_id=_text(item.get("deployment_id")) or None,
    )


def _line(item: Mapping[str, Any]) -> LogLine:
    stamp = _text(item.get("timestamp"))
    return LogLine(
        at=moment(stamp),
        stamp=stamp,
        level=_number(item.get("level")),
        logger=_text(item.get("name")),
        message=_text(item.get("message")),
    )


def _limit(item: Mapping[str, Any]) -> Limit:
    return Limit(
        name=_text(item.get("name")),
        limit=_number(item.get("limit")),
        active_slots=_number(item.get("active_slots")),
    )


def _deployment(item: Mapping[str, Any]) -> Deployment:
    limit, options = item.get("global_concurrency_limit"), item.get("concurrency_options")
    return Deployment(
        id=_text(item.get("id")),
        name=_text(item.get("name")),
        limit=_limit(limit) if isinstance(limit, Mapping) else None,
        collision_strategy=_text(options.get("collision_strategy")) if isinstance(options, Mapping) else None,
    )


def _event(item: Mapping[str, Any]) -> Event:
    return Event(
        type=_text(item.get("event_type")),
        occurred=_text(item.get("occurred")),
        subject=_text(item.get("resource_id")).rpartition(".")[2],
        name=_text(item.get("resource_name")),
        flow_name=_text(item.get("flow_name")) or None,
        state_name=_text(item.get("state_name")),
        state_message=_text(item.get("state_message")),
    )
