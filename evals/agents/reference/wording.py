"""Prefect's own sentences, as its engine, server, runner and workers write them (3.8.8, older where said).

Logs and state messages are written by anybody: only text that has Prefect's exact wording counts as
Prefect's, everything else is opaque. What is quoted from it is a part that has no room for anybody
else's words, so neither an instruction nor a secret can pass through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from evals.agents.reference.evidence import Log, LogLine

LEASE_LOST = "Concurrency lease renewal failed - slots are no longer reserved."
TERMINATING = "Terminating execution to prevent over-allocation."
CONTINUING = "Execution will continue, but concurrency limits may be exceeded."
CANCELLED = "Execution was cancelled by the runtime environment."
LEASE_NOT_FOUND = "Lease not found - it may have expired or been revoked"
SLOT_LOST = "Deployment concurrency slot lost during provisioning"
LIMIT_REACHED = "Deployment concurrency limit reached."

_ERROR, _WARNING, _INFO = 40, 30, 20
RUN_LOGGERS = frozenset({"prefect.flow_runs", "prefect.task_runs"})

# `prefect.concurrency._leases`; the part from "Lease ID" on since 3.6.25, the bare sentences before.
_RENEWAL_FAILURE = re.compile(
    re.escape(LEASE_LOST)
    + f" (?P<outcome>{re.escape(TERMINATING)}|{re.escape(CONTINUING)})"
    + r"(?: Lease ID: (?P<lease_id>[0-9a-f-]{36}), exception: (?P<exception>(?:(?!\nTraceback ).)*))?"
    + r"(?:\nTraceback \(most recent call last\):\n(?P<traceback>.*))?\s*",
    re.DOTALL,
)
# httpx: the first line of the exception. Only these parts are ever quoted.
_GONE = re.compile(r"Client error '(?P<status>410 Gone|404 Not Found)' for url ")
_UNREACHABLE = re.compile(
    r"(?P<status>\[Errno -?\d+\] (?:Connection refused|Connection reset by peer|Network is unreachable"
    r"|No route to host|Name or service not known|Temporary failure in name resolution)"
    r"|All connection attempts failed|Server disconnected without sending a response|timed out"
    r"|(?<=Server error ')5\d\d [A-Z][A-Za-z ]*(?='))"
)
_HTTPX_ERROR = re.compile(
    r"^httpx\.(?P<status>ConnectError|ConnectTimeout|ReadTimeout|WriteTimeout|PoolTimeout|ReadError"
    r"|WriteError|RemoteProtocolError)\b",
    re.MULTILINE,
)

RenewalError = Literal["gone", "unreachable", "unstated"]
"""`gone`: the server answered that there is no such lease. `unreachable`: the server didn't answer, or
with an error of its own. `unstated`: the line doesn't say (clients before 3.6.22)."""


@dataclass(frozen=True, kw_only=True)
class RenewalFailure:
    """A log line in which Prefect reports that a lease could not be renewed."""

    line: LogLine
    terminates: bool
    """Whether Prefect ends the run because of it; otherwise it is a warning only."""
    error: RenewalError
    reported: str | None
    """What the renewal request met with, verbatim; None where the line doesn't say."""
    lease_id: str | None
    not_found: bool
    """Whether the server's reply `LEASE_NOT_FOUND` is in the line."""

    @property
    def in_task(self) -> bool:
        return self.line.logger == "prefect.task_runs"


def renewal_failure(line: LogLine) -> RenewalFailure | None:
    """Read a log line as a report of a failed renewal; None where it is anything else."""
    match = _RENEWAL_FAILURE.fullmatch(line.message) if line.logger in RUN_LOGGERS else None
    if match is None:
        return None
    terminates = match["outcome"] == TERMINATING
    if line.level != (_ERROR if terminates else _WARNING):
        return None
    exception = match["exception"] or ""
    gone = _GONE.match(exception)
    unreachable = _UNREACHABLE.search(exception) or _HTTPX_ERROR.search(match["traceback"] or "")
    found = gone or unreachable
    return RenewalFailure(
        line=line,
        terminates=terminates,
        error="gone" if gone else "unreachable" if unreachable else "unstated",
        reported=found["status"] if found else None,
        lease_id=match["lease_id"],
        not_found=LEASE_NOT_FOUND in exception,
    )


_BEGINNING = re.compile(r"Beginning flow run .+ for flow '(?P<flow>[^']*)'")
_FINISH = re.compile(r"Finished in state [A-Z]\w*\(.*\)", re.DOTALL)
_RETRY = re.compile(
    r"Received non-final state 'AwaitingRetry' when proposing final state '\w+' "
    r"and will attempt to run again\.\.\."
)
_INTERRUPTED = re.compile(r"Engine execution (?:interrupted by base|exited with unexpected) exception\b")
_EXCEPTION = re.compile(r"Encountered exception during execution: ")


def begun_flow(line: LogLine) -> str | None:
    """The flow's name, where the line says that the engine has taken up the run; None elsewhere."""
    match = _BEGINNING.fullmatch(line.message) if _is_engine(line, _INFO) else None
    return match["flow"] if match else None


def is_crash(line: LogLine) -> bool:
    """The engine, still alive, reports a crash of the run or of one of its tasks."""
    return _is_engine(line, _ERROR) and line.message.startswith("Crash detected! Execution was ")


def is_retry(line: LogLine) -> bool:
    """The engine is about to run the flow again in the same process, because it failed and has retries."""
    return _is_engine(line, _INFO) and bool(_RETRY.fullmatch(line.message))


def is_exception(line: LogLine) -> bool:
    """The engine reports an exception of the flow's own code."""
    return _is_engine(line, _ERROR) and bool(_EXCEPTION.match(line.message))


def is_from_infrastructure(line: LogLine) -> bool:
    """A worker or a runner reports on the run, from outside its process."""
    return line.logger in ("prefect.flow_runs.worker", "prefect.flow_runs.runner")


def is_user_line(line: LogLine) -> bool:
    """Whether the line comes from the flow's own code: a run's logger, and none of the engine's sentences."""
    return line.logger in RUN_LOGGERS and not (
        begun_flow(line)
        or is_crash(line)
        or is_retry(line)
        or is_exception(line)
        or _FINISH.fullmatch(line.message)
        or _INTERRUPTED.match(line.message)
        or renewal_failure(line)
    )


def _is_engine(line: LogLine, level: int) -> bool:
    return line.logger in RUN_LOGGERS and line.level == level


def renewal_failures(log: Log | None) -> tuple[RenewalFailure, ...]:
    """Every failed renewal that a log reports, oldest first."""
    return tuple(failure for line in log.lines if (failure := renewal_failure(line))) if log else ()


CrashKind = Literal[
    "lease",
    "cancelled",
    "exit",
    "terminated",
    "interrupted",
    "heartbeat",
    "submission",
    "api",
    "engine",
    "unknown",
]


@dataclass(frozen=True, kw_only=True)
class CrashMessage:
    """What the message of a Crashed state says. `quoted` is the part with Prefect's own wording."""

    kind: CrashKind
    quoted: str = ""
    exit_code: str | None = None


_CRASHES: tuple[tuple[CrashKind, re.Pattern[str]], ...] = (
    ("lease", re.compile(re.escape(f"{LEASE_LOST} {TERMINATING}"))),
    ("cancelled", re.compile(re.escape(CANCELLED))),
    ("terminated", re.compile(r"Execution was aborted by a termination signal\.")),
    (
        "interrupted",
        re.compile(r"Execution was aborted by (?:an interrupt signal|Python system exit call)\."),
    ),
    # Runner, its executor, workers.
    ("exit", re.compile(r"Flow run process exited with non-zero status code (?P<code>-?\d+)\.")),
    ("exit", re.compile(r"Process exited with status code: (?P<code>-?\d+)\.")),
    ("exit", re.compile(r"Flow run infrastructure exited with non-zero status code (?P<code>-?\d+)\.")),
    # The automation that Prefect's documentation gives for runs without heartbeats.
    ("heartbeat", re.compile(r"Flow run marked as crashed due to missing heartbeats\.")),
    ("submission", re.compile(r"Failed to submit flow run to infrastructure")),
    ("submission", re.compile(r"Flow run could not start")),
    ("api", re.compile(r"Request failed while attempting to contact the server")),
    ("api", re.compile(r"Request to \S+ failed(?=:)")),
    ("engine", re.compile(r"Execution was interrupted by an unexpected exception(?=:)")),
)


def crash_message(message: str) -> CrashMessage:
    """Read the message of a Crashed state by how it begins; whatever follows is not looked at."""
    for kind, pattern in _CRASHES:
        if match := pattern.match(message):
            quoted = "" if kind == "api" else match[0]
            return CrashMessage(kind=kind, quoted=quoted, exit_code=match.groupdict().get("code"))
    return CrashMessage(kind="unknown")


_FAILURE = re.compile(r"(?:Flow|Task) run encountered an exception:? (?P<type>[A-Za-z_][\w.]{0,80})(?=:|$)")


def exception_type(message: str) -> str | None:
    """The type of the exception in the message of a Failed state; its text may hold anything."""
    match = _FAILURE.match(message)
    return match["type"] if match else None
