"""The run in question, and the facts about it that the evidence so far shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from evals.agents.reference.evidence import Deployment, Event, Evidence, Log, LogLine, Run, moment
from evals.agents.reference.question import Question
from evals.agents.reference.wording import (
    CrashMessage,
    RenewalFailure,
    crash_message,
    is_crash,
    is_retry,
    renewal_failures,
)


@dataclass(frozen=True)
class Case:
    """A question and the evidence gathered for it."""

    question: Question
    evidence: Evidence

    @cached_property
    def named(self) -> tuple[Run, ...]:
        """The flow runs whose name or id is in the question, in the order in which it gives them."""
        runs = tuple(self.evidence.flow_runs.values())
        by_id = [run for wanted in self.question.run_ids for run in runs if run.id == wanted]
        by_name = [run for name in self.question.names for run in runs if run.name == name]
        return tuple({run.id: run for run in (*by_id, *by_name)}.values())

    @property
    def run(self) -> Run | None:
        """The run in question; None where it is not known, or not yet."""
        return self.named[0] if self.named else None

    @property
    def namesakes(self) -> tuple[Run, ...]:
        """Other runs with the same name as the run in question."""
        return tuple(run for run in self.named[1:] if self.run and run.name == self.run.name)

    @cached_property
    def log(self) -> Log | None:
        return self.evidence.log(self.run.id) if self.run else None

    @property
    def lines(self) -> tuple[LogLine, ...]:
        return self.log.lines if self.log else ()

    @cached_property
    def message(self) -> CrashMessage:
        """What the message of the run's present state says, for a crashed run."""
        return crash_message(self.run.state_message if self.run else "")

    @cached_property
    def losses(self) -> tuple[RenewalFailure, ...]:
        """The failed renewals in the run's log for which Prefect ends a run."""
        return tuple(failure for failure in renewal_failures(self.log) if failure.terminates)

    @cached_property
    def warnings(self) -> tuple[RenewalFailure, ...]:
        """The failed renewals in the run's log after which execution went on."""
        return tuple(failure for failure in renewal_failures(self.log) if not failure.terminates)

    @cached_property
    def crash_line(self) -> LogLine | None:
        return next((line for line in self.lines if is_crash(line)), None)

    @property
    def retried(self) -> bool:
        """Whether the flow had failed and begun again in the same process before the lease was lost."""
        return bool(self.losses) and any(
            is_retry(line) for line in self.lines[: self.lines.index(self.losses[0].line)]
        )

    @property
    def changed_from_outside(self) -> bool:
        """Whether something else had ended the run before its process reported the lost lease."""
        lost_at = self.losses[0].line.at if self.losses else None
        return bool(lost_at and self.ended and self.ended < lost_at)

    @property
    def crashed(self) -> bool:
        return self.run is not None and self.run.state_type == "CRASHED"

    @property
    def ended(self) -> datetime | None:
        return moment(self.run.end_time) if self.run else None

    @property
    def deployment(self) -> Deployment | None:
        return self.evidence.deployments.get(self.run.deployment_id or "") if self.run else None

    @cached_property
    def own_events(self) -> Sequence[Event]:
        return tuple(event for event in self.evidence.events if self.run and event.subject == self.run.id)
