"""Which tools to ask next, given what is known.

An investigation goes in stages; each looks at the evidence so far and says what it lacks. Requests are a
function of the evidence alone, so that the same evidence leads to the same calls. A call that failed is not
made again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from evals.agents.reference.case import Case
from evals.agents.reference.evidence import ToolRequest, moment

# `PREFECT_SERVER_API_DEFAULT_LIMIT`, as it comes: the server answers 422 to a larger page of logs.
LOG_PAGE = 200
# What the tool itself allows; works only where the server's setting was raised.
LONGEST_LOG = 1000
# A lease lives 300 s while its run is running (`prefect.flow_engine`), so runs that lose their leases
# at one moment find out within that time of each other.
RENEWAL_WINDOW = timedelta(seconds=300)


def next_requests(case: Case, tools: Collection[str]) -> tuple[ToolRequest, ...]:
    """Return the calls to make in this turn; none when the evidence is as complete as it can get."""
    for stage in _STAGES:
        requests = [request for request in stage(case) if request.tool in tools]
        if pending := tuple(request for request in requests if not case.evidence.asked(request)):
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
    if case.run is None:
        return []
    requests = [_request("get_flow_run_logs", flow_run_id=case.run.id, limit=LOG_PAGE)]
    if case.crashed and (ended := case.ended or moment(case.run.created)):
        window = {
            "occurred_after": (ended - RENEWAL_WINDOW).isoformat(),
            "occurred_before": (ended + RENEWAL_WINDOW).isoformat(),
        }
        requests.append(
            _request("read_events", event_type_prefix="prefect.flow-run.Crashed", limit=500, **window)
        )
    return requests


def _read_rest_of_log(case: Case) -> list[ToolRequest]:
    if case.run is None or case.log is None or not case.log.cut:
        return []
    return [_request("get_flow_run_logs", flow_run_id=case.run.id, limit=LONGEST_LOG)]


_STAGES: tuple[Callable[[Case], list[ToolRequest]], ...] = (_find_run, _read_run, _read_rest_of_log)


def _request(tool: str, **arguments: Any) -> ToolRequest:
    return ToolRequest(tool=tool, arguments=arguments)
