"""A Prefect instance made of recorded tool results, served by tools with the signatures of prefect-mcp.

Every record has the shape that prefect-mcp 0.0.1b13 gives it; `test_reference_data.py` holds them against
its types. The limits are those of the real tools on a Prefect 3.8.8 server with its default settings.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

T0 = datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC)
"""When the stories in these tests begin."""

API_PAGE = 200
LEVELS = {10: "DEBUG", 20: "INFO", 30: "WARNING", 40: "ERROR", 50: "CRITICAL"}


def at(seconds: float) -> str:
    """A recorded time, in seconds since `T0`."""
    return (T0 + timedelta(seconds=seconds)).isoformat()


def new_id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


@dataclass(kw_only=True)
class Instance:
    """What the tools can see. `calls` is what they were asked."""

    runs: list[dict[str, Any]] = field(default_factory=list)
    logs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    deployments: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    task_runs: list[dict[str, Any]] = field(default_factory=list)
    limits: list[dict[str, Any]] = field(default_factory=list)
    version: str = "3.8.8"
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    broken: frozenset[str] = frozenset()
    """Tools that report a failure."""
    missing: frozenset[str] = frozenset()
    """Tools that are not there."""

    @classmethod
    def recorded(cls) -> Self:
        """What the tools of prefect-mcp 0.0.1b13 returned about real runs on Prefect 3.8.8.

        Flows and deployments with and without limits, executed by Prefect's engine on a SQLite server with
        its default settings; only the wait between renewals was shortened to 1 s (`g-run`: 4 s). Tracebacks
        are cut short. What was done to a run is not in the record: the lease of `engine-run` was released
        behind its back, `g-run` was set to Crashed by force, the server was restarted under `restart-a`,
        `restart-b`, `strict-run`, `thread-run`, `warn-run` and `warn-fail-run`, and later under `busy-run`.
        """
        data = json.loads((Path(__file__).parent / "recorded.json").read_text())
        return cls(
            runs=data["flow_runs"],
            logs=data["logs"],
            deployments=data["deployments"],
            events=data["events"],
            task_runs=data["task_runs"],
            limits=data["concurrency_limits"],
        )

    def find_run(self, name: str) -> dict[str, Any]:
        """The record of the flow run of a name."""
        return next(run for run in self.runs if run["name"] == name)

    def log_of(self, name: str) -> list[dict[str, Any]]:
        """The log of the flow run of a name, to change it."""
        return self.logs[self.find_run(name)["id"]]

    def run(self, name: str, **fields: Any) -> dict[str, Any]:
        """Add a flow run, and return its record. Without `fields` it is a run that is fine."""
        record: dict[str, Any] = {
            "id": new_id(name),
            "name": name,
            "flow_name": "data-pipeline",
            "state_type": "COMPLETED",
            "state_name": "Completed",
            "state_message": None,
            "created": at(-2),
            "updated": at(60),
            "start_time": at(0),
            "end_time": at(60),
            "duration": 60.0,
            "tags": [],
            "deployment_id": None,
            "work_pool_name": None,
            "work_queue_name": None,
            "parent_task_run_id": None,
        } | fields
        self.runs.append(record)
        return record

    def crashed_run(self, name: str, message: str, **fields: Any) -> dict[str, Any]:
        """Add a crashed flow run and the event of its crash, and return its record."""
        record = self.run(name, state_type="CRASHED", state_name="Crashed", state_message=message, **fields)
        self.event("prefect.flow-run.Crashed", record, record["end_time"], message)
        return record

    def log(self, run: Mapping[str, Any], *lines: tuple[float, int, str, str]) -> None:
        """Add lines (seconds since `T0`, level, logger, message) to a run's log."""
        self.logs.setdefault(run["id"], []).extend(
            {"timestamp": at(s), "level": level, "level_name": LEVELS[level], "message": text, "name": logger}
            for s, level, logger, text in lines
        )

    def deployment(self, name: str, *, limit: int | None = None, active_slots: int = 0) -> dict[str, Any]:
        """Add a deployment, with a concurrency limit where one is given, and return its record."""
        deployment_id = new_id(f"deployment {name}")
        gcl = limit and {
            "id": new_id(f"limit of {name}"),
            "name": f"deployment:{deployment_id}",
            "limit": limit,
            "active": True,
            "active_slots": active_slots,
            "slot_decay_per_second": 0.0,
            "over_limit": active_slots >= limit,
        }
        record: dict[str, Any] = {
            "id": deployment_id,
            "name": name,
            "slug": f"data-pipeline/{name}",
            "description": None,
            "flow_id": new_id("flow data-pipeline"),
            "flow_name": "data-pipeline",
            "tags": [],
            "work_pool_name": None,
            "work_queue_name": None,
            "schedules": [],
            "created": at(-3600),
            "updated": at(-3600),
            "paused": False,
            "enforce_parameter_schema": True,
            "global_concurrency_limit": gcl,
            "tag_concurrency_limits": [],
            "concurrency_options": {"collision_strategy": "ENQUEUE"} if limit else None,
        }
        self.deployments.append(record)
        return record

    def limit(self, name: str, *, limit: int, active_slots: int) -> dict[str, Any]:
        """Add a global concurrency limit to the dashboard, and return its record."""
        record = {
            "name": name,
            "limit": limit,
            "active_slots": active_slots,
            "type": "global",
            "details": {"id": new_id(f"limit {name}"), "active": True, "over_limit": False},
        }
        self.limits.append(record)
        return record

    def event(
        self, event_type: str, run: Mapping[str, Any], occurred: str, message: str | None = None
    ) -> dict[str, Any]:
        """Add an event of a flow run, and return its record."""
        state = event_type.rpartition(".")[2]
        return self._event(
            event_type,
            f"prefect.flow-run.{run['id']}",
            run["name"],
            occurred,
            state,
            message,
            run["flow_name"],
        )

    def limit_event(self, phase: str, limit: Mapping[str, Any], occurred: str) -> dict[str, Any]:
        """Add an `acquired` or `released` event of a limit, and return its record."""
        resource = f"prefect.concurrency-limit.{limit['details']['id']}"
        return self._event(f"prefect.concurrency-limit.{phase}", resource, limit["name"], occurred)

    def _event(
        self,
        event_type: str,
        resource_id: str,
        name: str,
        occurred: str,
        state: str | None = None,
        message: str | None = None,
        flow_name: str | None = None,
    ) -> dict[str, Any]:
        record = {
            "id": new_id(f"{event_type} {resource_id} {occurred}"),
            "event_type": event_type,
            "occurred": occurred,
            "resource_name": name,
            "resource_id": resource_id,
            "state_type": state and state.upper(),
            "state_name": state,
            "state_message": message,
            "flow_name": flow_name,
            "flow_run_name": name,
            "tags": None,
            "follows": None,
        }
        self.events.append(record)
        return record

    def task_run(self, name: str, run: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
        """Add a task run of a flow run, and return its record."""
        record = {
            "id": new_id(f"task {name}"),
            "name": name,
            "task_key": f"{name}-key",
            "flow_run_id": run["id"],
            "state_type": "COMPLETED",
            "state_name": "Completed",
            "state_message": None,
            "created": at(1),
            "updated": at(50),
            "start_time": at(1),
            "end_time": at(50),
            "duration": 49.0,
            "task_inputs": {},
            "tags": [],
            "cache_expiration": None,
            "cache_key": None,
            "retry_count": 0,
            "max_retries": 0,
        } | fields
        self.task_runs.append(record)
        return record

    @property
    def tools(self) -> list[Callable[..., Any]]:
        """The tools that read this instance, for an agent or an MCP server."""
        tools = (
            self.get_flow_runs,
            self.get_flow_run_logs,
            self.get_deployments,
            self.get_task_runs,
            self.read_events,
            self.get_dashboard,
            self.get_identity,
        )
        return [tool for tool in tools if tool.__name__ not in self.missing]

    @property
    def called(self) -> list[str]:
        """The names of the tools that were called, in order."""
        return [name for name, _ in self.calls]

    async def ask(self, question: str) -> str:
        """Put a question to an agent that has the reference model and these tools, and return its answer."""
        from pydantic_ai import Agent

        from evals.agents.reference import reference_model

        result = await Agent(reference_model(), tools=self.tools).run(question)
        return result.output

    async def why(self, name: str) -> str:
        """Ask why the flow run of a name crashed."""
        return await self.ask(
            f"Why did my flow run '{name}' crash unexpectedly during execution? "
            "It was running fine and then suddenly crashed."
        )

    async def get_flow_runs(self, filter: dict[str, Any] | None = None, limit: int = 50) -> dict[str, Any]:  # noqa: A002
        found = [run for run in self.runs if _matches(run, filter or {})]
        found.sort(key=lambda run: run["start_time"] or "", reverse=True)
        return self._answer("get_flow_runs", {"filter": filter, "limit": limit}, "flow_runs", found[:limit])

    async def get_flow_run_logs(self, flow_run_id: str, limit: int = 100) -> dict[str, Any]:
        lines = sorted(self.logs.get(flow_run_id, []), key=lambda line: line["timestamp"])[:limit]
        arguments = {"flow_run_id": flow_run_id, "limit": limit}
        extra = {"flow_run_id": flow_run_id, "truncated": len(lines) >= limit, "limit": limit}
        failed = limit > API_PAGE  # the API answers 422
        answer = self._answer("get_flow_run_logs", arguments, "logs", lines, failed=failed, extra=extra)
        return _without_count(answer)

    async def get_deployments(self, filter: dict[str, Any] | None = None, limit: int = 50) -> dict[str, Any]:  # noqa: A002
        found = [deployment for deployment in self.deployments if _matches(deployment, filter or {})]
        arguments = {"filter": filter, "limit": limit}
        return self._answer("get_deployments", arguments, "deployments", found[:limit])

    async def get_task_runs(self, filter: dict[str, Any] | None = None, limit: int = 50) -> dict[str, Any]:  # noqa: A002
        found = [run for run in self.task_runs if _matches(run, filter or {})]
        return self._answer("get_task_runs", {"filter": filter, "limit": limit}, "task_runs", found[:limit])

    async def read_events(
        self,
        event_type_prefix: str | None = None,
        limit: int = 50,
        occurred_after: str | None = None,
        occurred_before: str | None = None,
    ) -> dict[str, Any]:
        found = [
            event
            for event in self.events
            if event["event_type"].startswith(event_type_prefix or "")
            and _within(event["occurred"], {"after_": occurred_after, "before_": occurred_before})
        ]
        found.sort(key=lambda event: event["occurred"], reverse=True)
        arguments = {
            "event_type_prefix": event_type_prefix,
            "limit": limit,
            "occurred_after": occurred_after,
            "occurred_before": occurred_before,
        }
        return self._answer("read_events", arguments, "events", found[:limit], extra={"total": len(found)})

    async def get_dashboard(self) -> dict[str, Any]:
        extra = {
            "flow_runs": dict.fromkeys(
                ("total", "failed", "cancelled", "completed", "running", "pending"), 0
            ),
            "active_work_pools": [],
        }
        return _without_count(
            self._answer("get_dashboard", {}, "concurrency_limits", self.limits, extra=extra)
        )

    async def get_identity(self) -> dict[str, Any]:
        self.calls.append(("get_identity", {}))
        if "get_identity" in self.broken:
            return {"success": False, "identity": None, "error": "Failed to fetch identity: "}
        identity = {"api_url": "http://127.0.0.1:4200/api", "version": self.version}
        return {"success": True, "identity": identity, "error": None}

    def _answer(
        self,
        tool: str,
        arguments: dict[str, Any],
        key: str,
        items: list[dict[str, Any]],
        *,
        failed: bool = False,
        extra: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        self.calls.append((tool, arguments))
        if failed or tool in self.broken:
            return {**(extra or {}), "success": False, "count": 0, key: [], "error": "Failed to fetch"}
        return {**(extra or {}), "success": True, "count": len(items), key: items, "error": None}


def _without_count(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "count"}


def _matches(record: Mapping[str, Any], criteria: Mapping[str, Any]) -> bool:
    """The filters that the model uses: `any_` on a field or the state's type, `after_`/`before_` on times."""
    for name, condition in criteria.items():
        if name == "state":
            if record["state_type"] not in condition["type"]["any_"]:
                return False
        elif "any_" in condition:
            if record[name] not in condition["any_"]:
                return False
        elif "is_null_" in condition:
            if (record[name] is None) != condition["is_null_"]:
                return False
        elif not _within(record[name], condition):
            return False
    return True


def _within(stamp: str | None, window: Mapping[str, Any]) -> bool:
    if stamp is None:
        return False
    moment = datetime.fromisoformat(stamp)
    after, before = window.get("after_"), window.get("before_")
    return (after is None or moment >= datetime.fromisoformat(after)) and (
        before is None or moment <= datetime.fromisoformat(before)
    )
