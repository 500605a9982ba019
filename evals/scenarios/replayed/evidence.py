"""Recorded evidence of a run: what a Prefect server had of it, with times counted from its first state."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

StateType = Literal[
    "SCHEDULED", "PENDING", "RUNNING", "PAUSED", "CANCELLING", "CANCELLED", "COMPLETED", "FAILED", "CRASHED"
]

_FILES = Path(__file__).parent / "evidence"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RecordedState(_Record):
    at_s: float
    type: StateType
    name: str
    message: str | None = None


class RecordedLine(_Record):
    """A line of the run's log."""

    at_s: float
    level: int = Field(ge=10, le=50)
    logger: str
    message: str


class RecordedEvent(_Record):
    """An event whose resource is the run."""

    at_s: float
    event: str
    labels: dict[str, str] = {}
    """What its resource says of itself beside id and name; nothing for a change of state."""


class Recording(_Record):
    """What is on record of one run of a deployment, each part in the order in which it happened."""

    prefect_version: str
    """Of the server and of the engine that executed the run."""
    run_name: str
    flow_name: str
    flow_run_id: UUID
    entrypoint: str
    concurrency_limit: int | None
    retries: int
    retry_delay_s: int
    states: tuple[RecordedState, ...]
    lines: tuple[RecordedLine, ...]
    events: tuple[RecordedEvent, ...]

    @model_validator(mode="after")
    def _in_order(self) -> Recording:
        for name, part in (("states", self.states), ("lines", self.lines), ("events", self.events)):
            times = [record.at_s for record in part]
            if times != sorted(times):
                raise ValueError(f"{name} are not in the order of their times")
        if not self.states or self.states[0].at_s != 0:
            raise ValueError("times are not counted from the first state")
        return self

    @property
    def events_besides_states(self) -> tuple[RecordedEvent, ...]:
        """The events that the server does not emit itself for a state."""
        of_states = {f"prefect.flow-run.{state.name}" for state in self.states}
        return tuple(event for event in self.events if event.event not in of_states)

    @property
    def ends_at_s(self) -> float:
        """The time of the last thing on record."""
        return max(part[-1].at_s for part in (self.states, self.lines, self.events) if part)

    def renamed(self, *, run_name: str, flow_name: str, flow_run_id: UUID) -> Recording:
        """The same recording of a run with other names, wherever its texts have them."""
        replacements = {
            self.run_name: run_name,
            self.flow_name: flow_name,
            self.flow_name.replace("-", "_"): flow_name.replace("-", "_"),
            str(self.flow_run_id): str(flow_run_id),
        }
        text = self.model_dump_json()
        for old, new in replacements.items():
            text = text.replace(old, new)
        return type(self).model_validate_json(text)


class Evidence(Recording):
    """A recording that scenarios are made from."""

    source: str
    """Who reported this, and how this run of it was made and recorded."""


def load_evidence(name: str) -> Evidence:
    """Read the evidence file `name`; raises `pydantic.ValidationError` where it is not one."""
    return Evidence.model_validate_json(evidence_file(name).read_text())


def evidence_file(name: str) -> Path:
    """Where the evidence file `name` lies, whether it is there or not."""
    return _FILES / f"{name}.json"
