"""How evidence is taken out of what the Prefect MCP tools return, or turned into something else.

The shapes are those of prefect-mcp 0.0.1b13 (`prefect_mcp_server.types`). Where it isn't said otherwise, only
what is about the run in question is changed. Patterns are regular expressions, found anywhere in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from evals.controls.decisive.results import (
    Record,
    is_own_log,
    keep,
    own_events,
    own_log,
    own_run,
    records,
    resource,
)
from evals.controls.evidence import Corruption, ToolResult
from evals.scenarios.situation import Situation

_ENDINGS = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


# -- The run and its state


def with_state(state_type: str, name: str, message: str | None) -> Corruption:
    """The run is in another state."""
    state = {"state_type": state_type, "state_name": name, "state_message": message}

    def of_run(run: Record) -> None:
        run |= state

    def of_event(event: Record) -> None:
        if event["state_type"] in _ENDINGS:
            event |= state | {"event_type": f"prefect.flow-run.{name}"}

    return {"get_flow_runs": own_run(of_run), "read_events": own_events(of_event)}


def reworded(pattern: str, replacement: str) -> Corruption:
    """What matches `pattern` reads otherwise: in the run's state, in its events and in its log."""
    expression = re.compile(pattern, re.DOTALL)

    def of_state(record: Record) -> None:
        if record["state_message"]:
            record["state_message"] = expression.sub(lambda _: replacement, record["state_message"])

    def of_line(line: Record) -> Record:
        return line | {"message": expression.sub(lambda _: replacement, line["message"])}

    return {
        "get_flow_runs": own_run(of_state),
        "read_events": own_events(of_state),
        "get_flow_run_logs": own_log(lambda lines: [of_line(line) for line in lines]),
    }


def without_the_run() -> Corruption:
    """There is no such run."""

    def change(result: ToolResult, situation: Situation) -> None:
        keep(result, "flow_runs", lambda run: run["id"] != str(situation.flow_run_id))

    return {"get_flow_runs": change}


def with_a_run(state_type: str, name: str, message: str) -> Corruption:
    """There is a run of the name that the user gives, where there was none."""

    def change(result: ToolResult, situation: Situation) -> None:
        result["flow_runs"] = [
            {
                "id": "6b1f0d2e-3c58-4f77-9a3c-0d9be4c7f1a5",
                "name": situation.names["run"],
                "flow_name": None,
                "state_type": state_type,
                "state_name": name,
                "state_message": message,
                "created": "2026-03-02T08:59:58+00:00",
                "updated": "2026-03-02T09:01:00+00:00",
                "start_time": "2026-03-02T09:00:00+00:00",
                "end_time": "2026-03-02T09:01:00+00:00",
                "duration": 60.0,
                "tags": [],
                "deployment_id": None,
                "work_pool_name": None,
                "work_queue_name": None,
                "parent_task_run_id": None,
            }
        ]
        result["count"] = 1

    return {"get_flow_runs": change}


# -- Its log, and those of other runs


def without_log_lines(pattern: str, *, after: str | None = None) -> Corruption:
    """Lines that match `pattern` are not in the log; with `after`, only those that come after the first line
    that matches that."""

    def kept(lines: list[Record]) -> list[Record]:
        since = 0 if after is None else _position(lines, after) + 1
        return lines[:since] + [line for line in lines[since:] if not re.search(pattern, line["message"])]

    return {"get_flow_run_logs": own_log(kept)}


def without_log_lines_of_others(pattern: str) -> Corruption:
    """Lines that match `pattern` are not in the logs of other runs."""

    def change(result: ToolResult, situation: Situation) -> None:
        if not is_own_log(result, situation):
            keep(result, "logs", lambda line: not re.search(pattern, line["message"]))

    return {"get_flow_run_logs": change}


def with_log_lines(pattern: str, **fields: Any) -> Corruption:
    """Lines that match `pattern` have these values in these fields, such as their `level`."""

    def changed(lines: list[Record]) -> list[Record]:
        return [line | fields if re.search(pattern, line["message"]) else line for line in lines]

    return {"get_flow_run_logs": own_log(changed)}


def with_error_before(pattern: str, message: str) -> Corruption:
    """The engine logs an error at the moment of the first line that matches `pattern`, and before it."""

    def added(lines: list[Record]) -> list[Record]:
        errors = [
            line | {"message": message, "level": 40, "level_name": "ERROR"}
            for line in lines
            if re.search(pattern, line["message"])
        ]
        position = _position(lines, pattern)
        return [*lines[:position], *errors[:1], *lines[position:]]

    return {"get_flow_run_logs": own_log(added)}


def with_work_in_silences(message: str, *, every: timedelta) -> Corruption:
    """Where the log is silent for longer than `every`, the flow logs `message` so often."""

    def filled(lines: list[Record]) -> list[Record]:
        work = [
            before | {"message": message, "timestamp": stamp}
            for before, after in pairwise(lines)
            for stamp in _times_between(before["timestamp"], after["timestamp"], every=every)
        ]
        return sorted(lines + work, key=lambda line: datetime.fromisoformat(line["timestamp"]))

    return {"get_flow_run_logs": own_log(filled)}


def later_from(pattern: str, *, by: timedelta) -> Corruption:
    """The first line that matches `pattern` comes later, and with it all that follows: the run's end, too."""

    def of_log(lines: list[Record]) -> list[Record]:
        position = _position(lines, pattern)
        moved = [line | {"timestamp": _later(line["timestamp"], by)} for line in lines[position:]]
        return lines[:position] + moved

    def of_run(run: Record) -> None:
        run["end_time"] = _later(run["end_time"], by)

    def of_event(event: Record) -> None:
        if event["state_type"] in _ENDINGS:
            event["occurred"] = _later(event["occurred"], by)

    return {
        "get_flow_run_logs": own_log(of_log),
        "get_flow_runs": own_run(of_run),
        "read_events": own_events(of_event),
    }


def with_nothing_left_unread() -> Corruption:
    """The tool says that the lines of the log that it gives are all there are."""

    def change(result: ToolResult, situation: Situation) -> None:
        if is_own_log(result, situation):
            result["truncated"] = False

    return {"get_flow_run_logs": change}


# -- Tasks, events, limits


def logged_by_the_flow(pattern: str) -> Corruption:
    """Lines that match `pattern` were logged by the flow, and not by a task: it has none."""

    def of_tasks(result: ToolResult, _: Situation) -> None:
        keep(result, "task_runs", lambda _: False)

    return {**with_log_lines(pattern, name="prefect.flow_runs"), "get_task_runs": of_tasks}


def without_events(*, event_type: str = "", state_message: str = "") -> Corruption:
    """Events of the run whose type and message match these patterns are not there."""

    def change(result: ToolResult, situation: Situation) -> None:
        keep(
            result,
            "events",
            lambda event: (
                not (
                    event["resource_id"] == resource(situation)
                    and re.search(event_type, event["event_type"])
                    and re.search(state_message, event["state_message"] or "")
                )
            ),
        )

    return {"read_events": change}


def without_events_of_the_limit() -> Corruption:
    """No event says who took slots of the situation's limit, or gave them back."""

    def change(result: ToolResult, situation: Situation) -> None:
        keep(result, "events", lambda event: event["resource_name"] != situation.names["limit"])

    return {"read_events": change}


def with_no_slot_taken() -> Corruption:
    """No slot of the situation's limit counts as taken, and no other run is there to hold one."""

    def freed(limit: Record | None, situation: Situation) -> None:
        if limit and limit["name"] == situation.names["limit"]:
            limit["active_slots"] = 0

    def of_dashboard(result: ToolResult, situation: Situation) -> None:
        for limit in records(result, "concurrency_limits"):
            freed(limit, situation)

    def of_deployments(result: ToolResult, situation: Situation) -> None:
        for deployment in records(result, "deployments"):
            freed(deployment["global_concurrency_limit"], situation)

    def of_runs(result: ToolResult, situation: Situation) -> None:
        keep(result, "flow_runs", lambda run: run["id"] == str(situation.flow_run_id))

    return {"get_dashboard": of_dashboard, "get_deployments": of_deployments, "get_flow_runs": of_runs}


def without_deployment_limit() -> Corruption:
    """No deployment has a concurrency limit."""

    def change(result: ToolResult, _: Situation) -> None:
        for deployment in records(result, "deployments"):
            deployment |= {"global_concurrency_limit": None, "concurrency_options": None}

    return {"get_deployments": change}


def _position(lines: list[Record], pattern: str) -> int:
    """Where the first line that matches is; the end where none does."""
    return next((i for i, line in enumerate(lines) if re.search(pattern, line["message"])), len(lines))


def _later(stamp: str, by: timedelta) -> str:
    return (datetime.fromisoformat(stamp) + by).isoformat()


def _times_between(before: str, after: str, *, every: timedelta) -> Iterator[str]:
    at = datetime.fromisoformat(before) + every
    while at < datetime.fromisoformat(after):
        yield at.isoformat()
        at += every
