"""Which tools to ask next, given what is known.

An investigation goes in stages; each looks at the evidence so far and says what it lacks. Requests are a
function of the question and the evidence alone, so that the same evidence leads to the same calls, and no
call is made twice, whether it failed or not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from evals.agents.reference.case import RENEWAL_WINDOW, Case
from evals.agents.reference.evidence import ToolRequest
from evals.agents.reference.provisioning import lost_at_once
from evals.agents.reference.wording import is_exception

LOG_PAGE = 200
"""`PREFECT_SERVER_API_DEFAULT_LIMIT` as it comes: the server answers 422 to a larger page of logs."""

LONGEST_LOG = 1000
"""What the tool itself allows; a server gives as much only where that setting was raised."""

_MOST_RUNS = 200
_MOST_EVENTS = 500
_MOST_SUSPECTS = 4
_LOOK_BACK = timedelta(hours=1)
_MARGIN = timedelta(minutes=1)
_MOMENT = timedelta(seconds=5)


def next_requests(case: Case, tools: Collection[str]) -> tuple[ToolRequest, ...]:
    """Return the calls to make in this turn, out of `tools`; none when there is nothing left to ask."""
    for stage in _STAGES:
        wanted = (request for request in stage(case) if request.tool in tools)
        if pending := tuple(request for request in wanted if not case.evidence.asked(request)):
            return pending
    return ()


def _find_run(case: Case) -> list[ToolRequest]:
    question = case.question
    if question.run_ids:
        return [_request("get_flow_runs", filter={"id": {"any_": list(question.run_ids)}})]
    if question.names:
        return [_request("get_flow_runs", filter={"name": {"any_": list(question.names)}})]
    return []


def _read_run(case: Case) -> list[ToolRequest]:
    """The run's log, and what is next to it."""
    if case.run is None:
        return []
    log = _request("get_flow_run_logs", flow_run_id=case.run.id, limit=LOG_PAGE)
    if case.crashed and case.ended:
        if case.run.deployment_id and case.message.kind in ("cancelled", "unknown"):
            return [log, _other_crashes(case.ended)]
        return [log, _events("prefect.flow-run.Crashed", case.ended - _MARGIN, case.ended + _MARGIN)]
    return [log, *_deployment(case)]


def _read_rest_of_log(case: Case) -> list[ToolRequest]:
    if case.run is None or case.log is None or not case.log.cut:
        return []
    return [_request("get_flow_run_logs", flow_run_id=case.run.id, limit=LONGEST_LOG)]


def _follow_up(case: Case) -> list[ToolRequest]:
    """What the first reading gives reason to ask."""
    if case.run is None:
        return []
    requests = []
    if case.question.about_deployment_limit or (case.crashed and not case.losses and not case.log_is_whole):
        requests += _deployment(case)
    if case.loss and case.loss.error == "gone":
        requests += [_log_of(run.id) for run in case.suspects[:_MOST_SUSPECTS]]
    if case.retried_at:
        requests += [*_deployment(case), _request("get_identity")]
    elif case.started and any(is_exception(line) for line in case.before_loss):
        until = case.ended or case.started
        requests.append(_events("prefect.flow-run.AwaitingRetry", case.started - _MARGIN, until + _MARGIN))
    if case.loss and case.loss.line.at and case.ended and case.ended < case.loss.line.at:
        # A state's event occurs at the moment of the state, and the first end of a run is its end time.
        requests.append(_events("prefect.flow-run.", case.ended - _MOMENT, case.ended + _MOMENT))
    if lost_at_once(case) and case.beginning and case.beginning.at:
        begun = case.beginning.at
        requests.append(_events("prefect.flow-run.Pending", begun - _LOOK_BACK, begun))
        requests.append(_request("get_identity"))
    if case.loss and (case.loss.in_task or not case.run.deployment_id):
        requests += _limits(case)
    if case.run.state_type == "RUNNING":
        requests += _limits(case)
    if case.run.state_type == "SCHEDULED" and case.run.deployment_id:
        requests.append(_holders(case.run.deployment_id))
    return requests


def _look_after(case: Case) -> list[ToolRequest]:
    """Whether runs that started after a cluster of lost leases were fine."""
    if not case.siblings or case.ended_before_loss or not (case.cluster_end and case.cluster_end.at):
        return []
    since = case.cluster_end.at.isoformat()
    later = {"start_time": {"after_": since}, "deployment_id": {"is_null_": False}}
    return [_request("get_flow_runs", filter=later, limit=_MOST_RUNS)]


_STAGES: tuple[Callable[[Case], list[ToolRequest]], ...] = (
    _find_run,
    _read_run,
    _read_rest_of_log,
    _follow_up,
    _look_after,
)


def _request(tool: str, **arguments: Any) -> ToolRequest:
    return ToolRequest(tool=tool, arguments=arguments)


def _log_of(run_id: str) -> ToolRequest:
    return _request("get_flow_run_logs", flow_run_id=run_id, limit=LOG_PAGE)


def _deployment(case: Case) -> list[ToolRequest]:
    if case.run is None or case.run.deployment_id is None:
        return []
    return [_request("get_deployments", filter={"id": {"any_": [case.run.deployment_id]}})]


def _other_crashes(ended: datetime) -> ToolRequest:
    """Runs of deployments that crashed about then: only those can have lost a deployment's lease with it."""
    window = {
        "after_": (ended - RENEWAL_WINDOW).isoformat(),
        "before_": (ended + RENEWAL_WINDOW).isoformat(),
    }
    crashed = {"state": {"type": {"any_": ["CRASHED"]}}, "deployment_id": {"is_null_": False}}
    return _request("get_flow_runs", filter={**crashed, "end_time": window}, limit=_MOST_RUNS)


def _limits(case: Case) -> list[ToolRequest]:
    """The limits and who took and gave back their slots."""
    if case.run is None or case.started is None:
        return []
    events = _request(
        "read_events",
        event_type_prefix="prefect.concurrency-limit.",
        limit=_MOST_EVENTS,
        occurred_after=(case.started - _LOOK_BACK).isoformat(),
        **({"occurred_before": (case.ended + _MARGIN).isoformat()} if case.ended else {}),
    )
    tasks = _request("get_task_runs", filter={"flow_run_id": {"any_": [case.run.id]}}, limit=_MOST_RUNS)
    return [_request("get_dashboard"), events, tasks]


def _holders(deployment_id: str) -> ToolRequest:
    active = {"state": {"type": {"any_": ["RUNNING", "PENDING"]}}, "deployment_id": {"any_": [deployment_id]}}
    return _request("get_flow_runs", filter=active, limit=_MOST_RUNS)


def _events(prefix: str, after: datetime, before: datetime) -> ToolRequest:
    return _request(
        "read_events",
        event_type_prefix=prefix,
        limit=_MOST_EVENTS,
        occurred_after=after.isoformat(),
        occurred_before=before.isoformat(),
    )
