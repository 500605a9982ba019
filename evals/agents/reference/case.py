"""The run in question, and the facts about it that the evidence so far shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from evals.agents.reference.evidence import Deployment, Event, Evidence, Limit, Log, LogLine, Run, moment
from evals.agents.reference.question import Question
from evals.agents.reference.wording import (
    CrashMessage,
    RenewalFailure,
    begun_flow,
    crash_message,
    is_crash,
    is_retry,
    is_user_line,
    renewal_failures,
)

RENEWAL_WINDOW = timedelta(seconds=300)
"""A lease lives 300 s while its run is running (`prefect.flow_engine`), so runs that lose their leases at one
moment find out within that time of each other."""

_AFTERWARDS = timedelta(seconds=1)
"""Lines that were logged at the moment of the crash may be stamped a little after it."""

_TERMINAL = frozenset({"Completed", "Failed", "Crashed", "Cancelled", "TimedOut"})


@dataclass(frozen=True, kw_only=True)
class Sibling:
    """Another run that was going at the same time and lost its lease too."""

    run: Run
    loss: RenewalFailure


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

    @cached_property
    def run(self) -> Run | None:
        """The run in question; None where it is not known, or not yet."""
        return self.named[0] if self.named else None

    @property
    def namesakes(self) -> tuple[Run, ...]:
        """Other runs with the same name as the run in question."""
        return tuple(run for run in self.named[1:] if self.run and run.name == self.run.name)

    # -- Its log

    @cached_property
    def log(self) -> Log | None:
        return self.evidence.log(self.run.id) if self.run else None

    @property
    def lines(self) -> tuple[LogLine, ...]:
        return self.log.lines if self.log else ()

    @property
    def log_is_whole(self) -> bool:
        """Whether all of the run's log could be read, so that what isn't in it was not logged."""
        return self.log is not None and not self.log.cut

    @cached_property
    def losses(self) -> tuple[RenewalFailure, ...]:
        """The failed renewals in the run's log for which Prefect ends a run."""
        return tuple(failure for failure in renewal_failures(self.log) if failure.terminates)

    @property
    def loss(self) -> RenewalFailure | None:
        """The failed renewal that came first."""
        return self.losses[0] if self.losses else None

    @cached_property
    def warnings(self) -> tuple[RenewalFailure, ...]:
        """The failed renewals in the run's log after which execution went on."""
        return tuple(failure for failure in renewal_failures(self.log) if not failure.terminates)

    @property
    def before_loss(self) -> tuple[LogLine, ...]:
        """The log up to the line that reports the lost lease."""
        return self.lines[: self.lines.index(self.loss.line)] if self.loss else ()

    @property
    def retried_at(self) -> str | None:
        """When the run was to run again in the same process, before it lost its lease; as recorded."""
        stamps = [line.stamp for line in self.before_loss if is_retry(line)]
        stamps += [event.occurred for event in self.own_events if event.state_name == "AwaitingRetry"]
        return stamps[0] if self.loss and stamps else None

    @cached_property
    def beginning(self) -> LogLine | None:
        """The line with which the engine took up the run."""
        return next((line for line in self.lines if begun_flow(line) is not None), None)

    @cached_property
    def crash_line(self) -> LogLine | None:
        """The line with which the engine reported the crash of the flow."""
        crashes = [line for line in self.lines if is_crash(line) and line.logger == "prefect.flow_runs"]
        return crashes[0] if crashes else None

    @property
    def after_crash(self) -> tuple[LogLine, ...]:
        """The lines of the flow's own code that it logged when the run had already crashed."""
        crashed_at = self.crash_line.at if self.crash_line else self.ended
        if crashed_at is None or not self.crashed:
            return ()
        since = crashed_at + _AFTERWARDS
        return tuple(line for line in self.lines if line.at and line.at > since and is_user_line(line))

    # -- Its state

    @property
    def crashed(self) -> bool:
        return self.run is not None and self.run.state_type == "CRASHED"

    @cached_property
    def message(self) -> CrashMessage:
        """What the message of a crashed run's state says."""
        return crash_message(self.run.state_message if self.run and self.crashed else "")

    @property
    def started(self) -> datetime | None:
        return moment(self.run.start_time) if self.run else None

    @property
    def ended(self) -> datetime | None:
        return moment(self.run.end_time) if self.run else None

    @cached_property
    def own_events(self) -> tuple[Event, ...]:
        return tuple(event for event in self.evidence.events if self.run and event.subject == self.run.id)

    @cached_property
    def ended_before_loss(self) -> Event | None:
        """The event with which something else ended the run, while its process went on to lose the lease."""
        lost_at = self.loss.line.at if self.loss else None
        for event in self.own_events:
            occurred = moment(event.occurred)
            if event.state_name in _TERMINAL and lost_at and occurred and occurred < lost_at:
                return event
        return None

    # -- What is around it

    @property
    def deployment(self) -> Deployment | None:
        return self.evidence.deployments.get(self.run.deployment_id or "") if self.run else None

    @cached_property
    def flow_name(self) -> str | None:
        """The run's flow, where anything names it."""
        named = (self.run.flow_name if self.run else None, *(event.flow_name for event in self.own_events))
        begun = begun_flow(self.beginning) if self.beginning else None
        return next((name for name in named if name), begun)

    @cached_property
    def suspects(self) -> tuple[Run, ...]:
        """Crashed runs of other deployments that may have lost their leases together with this one, those
        that ended closest to it first."""
        found = [
            run
            for run in self.evidence.flow_runs.values()
            if self.run
            and run.state_type == "CRASHED"
            and crash_message(run.state_message).kind == "cancelled"
            and run.deployment_id not in (None, self.run.deployment_id)
            and self._overlaps(run)
        ]
        return tuple(sorted(found, key=self._distance))

    @cached_property
    def siblings(self) -> tuple[Sibling, ...]:
        """Those whose own log shows that the server no longer had their lease."""
        return tuple(
            Sibling(run=run, loss=failure)
            for run in self.suspects
            for failure in renewal_failures(self.evidence.log(run.id))[:1]
            if failure.terminates and failure.error == "gone" and self._is_near(failure.line.at)
        )

    @cached_property
    def cluster_end(self) -> LogLine | None:
        """The last of the lines in which this run and its siblings report the lost lease."""
        lines = [sibling.loss.line for sibling in self.siblings] + ([self.loss.line] if self.loss else [])
        return max(lines, key=lambda line: line.stamp, default=None)

    @cached_property
    def completed_later(self) -> tuple[Run, ...]:
        """Runs of deployments that started after the last of these losses, and completed."""
        since = self.cluster_end.at if self.cluster_end else None
        return tuple(
            run
            for run in self.evidence.flow_runs.values()
            if run.state_type == "COMPLETED"
            and run.deployment_id
            and since
            and (started := moment(run.start_time))
            and started > since
        )

    @cached_property
    def leaked_limits(self) -> tuple[Limit, ...]:
        """Full limits whose slots count as taken though nobody holds them.

        The server counts a slot until its lease is given back; where the lease was lost, giving it back does
        nothing, though the client emits its `released` event all the same.
        """
        full = (limit for limit in self.evidence.limits or () if limit.active_slots >= limit.limit > 0)
        return tuple(limit for limit in full if self._is_leaked(limit))

    def _is_leaked(self, limit: Limit) -> bool:
        events = [event for event in self.evidence.events if event.name == limit.name]
        taken = [event for event in events if event.type == "prefect.concurrency-limit.acquired"]
        given = [event for event in events if event.type == "prefect.concurrency-limit.released"]
        if self.loss is None:
            # Whose flow it was tells nothing here: any flow may wait for it.
            return len(given) >= len(taken) > 0
        # Taken by this run, which has ended, and by nobody since.
        times = [moment(event.occurred) for event in (*taken, *given)]
        return any(event.flow_name == self.flow_name for event in taken if event.flow_name) and all(
            at and self.started and self.ended and self.started <= at <= self.ended for at in times
        )

    @cached_property
    def awaited_limits(self) -> tuple[Limit, ...]:
        """The leaked limits for which a run that still runs may be waiting.

        Those that its flow has used before, where there are any; otherwise all of them, if the run's own code
        has logged nothing yet.
        """
        if self.run is None or self.run.state_type != "RUNNING":
            return ()
        own = {
            event.name
            for event in self.evidence.events
            if event.flow_name and event.flow_name == self.flow_name
        }
        used = tuple(limit for limit in self.leaked_limits if limit.name in own)
        return used or (() if any(is_user_line(line) for line in self.lines) else self.leaked_limits)

    def _overlaps(self, run: Run) -> bool:
        started, ended = moment(run.start_time), moment(run.end_time)
        lost_at = self.loss.line.at if self.loss else self.ended
        return bool(
            started and ended and lost_at and self.started and started < lost_at and ended > self.started
        )

    def _distance(self, run: Run) -> timedelta:
        ended = moment(run.end_time)
        return abs(ended - self.ended) if ended and self.ended else timedelta.max

    def _is_near(self, at: datetime | None) -> bool:
        lost_at = self.loss.line.at if self.loss else self.ended
        return bool(at and lost_at and abs(at - lost_at) <= RENEWAL_WINDOW)
