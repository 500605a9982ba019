"""Finding one's way in what the Prefect MCP tools return: which records are about the run in question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evals.controls.evidence import Change, ToolResult
from evals.scenarios.situation import Situation

Record = dict[str, Any]
"""A run, an event, a line of a log, a limit: as it stands in a tool's result."""


def own_run(edit: Callable[[Record], None]) -> Change:
    """Edit the run in question."""

    def change(result: ToolResult, situation: Situation) -> None:
        for run in records(result, "flow_runs"):
            if run["id"] == str(situation.flow_run_id):
                edit(run)

    return change


def own_events(edit: Callable[[Record], None]) -> Change:
    """Edit each event of the run in question."""

    def change(result: ToolResult, situation: Situation) -> None:
        for event in records(result, "events"):
            if event["resource_id"] == resource(situation):
                edit(event)

    return change


def own_log(edit: Callable[[list[Record]], list[Record]]) -> Change:
    """Edit the log of the run in question: its lines, oldest first."""

    def change(result: ToolResult, situation: Situation) -> None:
        if is_own_log(result, situation):
            result["logs"] = edit(records(result, "logs"))

    return change


def is_own_log(result: ToolResult, situation: Situation) -> bool:
    """Whether a result has lines of the log of the run in question."""
    return bool(records(result, "logs")) and result["flow_run_id"] == str(situation.flow_run_id)


def resource(situation: Situation) -> str:
    """What events call the run in question."""
    return f"prefect.flow-run.{situation.flow_run_id}"


def records(result: ToolResult, key: str) -> list[Record]:
    """The records in a result; none where the call failed."""
    found: list[Record] = result.get(key) or []
    return found


def keep(result: ToolResult, key: str, wanted: Callable[[Record], Any]) -> None:
    """Leave out the records that are not wanted, and count again."""
    if found := records(result, key):
        result[key] = [record for record in found if wanted(record)]
        result |= {count: len(result[key]) for count in ("count", "total") if count in result}
