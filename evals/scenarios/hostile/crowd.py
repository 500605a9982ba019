"""Hundreds of other people's runs on the server, made in a few seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.rubrics import lease_renewal_criteria
from evals.scenarios.hostile.lost_lease import reading, take_lease_away
from evals.scenarios.lease_renewal import question_about
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, until

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

OTHER_RUNS = 500
LONGEST_LIST = 200
"""How many runs `get_flow_runs` can be made to list, the latest first."""

_AT_ONCE = 50
"""Prefect takes up to 100 in a request, in one transaction; shorter ones let other writers in between."""
_TIMEOUT_S = 60.0

_ENDINGS = (
    *({"type": "COMPLETED"} for _ in range(46)),
    {"type": "FAILED", "message": "Flow run encountered an exception: TimeoutError: no answer in 30 s"},
    {"type": "FAILED", "message": "Flow run encountered an exception: KeyError: 'sku'"},
    {"type": "CRASHED", "message": "Flow run process exited with non-zero status code -9."},
    {"type": "CRASHED", "message": "Execution was aborted by a termination signal."},
)


async def crowd(stage: Stage) -> None:
    """Make 500 runs of other deployments, each in the state that it ended in: most Completed, some Failed,
    some Crashed for plain reasons."""
    deployments = []
    for name in ("stock-count", "price-feed"):
        flow_id = await stage.client.create_flow_from_name(unique(name))
        deployments.append(await stage.client.create_deployment(flow_id, name=unique("hourly")))
    for batch in range(OTHER_RUNS // _AT_ONCE):
        await _end_at_once(stage, deployments[batch % len(deployments)])


async def _end_at_once(stage: Stage, deployment_id: UUID) -> None:
    runs = [{"name": unique("run"), "state": ending} for ending in _ENDINGS]

    async def created() -> bool:
        response = await stage.client.request(
            "POST",
            "/deployments/{id}/create_flow_run/bulk",  # type: ignore[arg-type] # missing in Prefect's list
            path_params={"id": deployment_id},
            json=runs,
        )
        # SQLite can refuse the whole transaction when somebody else has just written.
        return all(result["status"] == "CREATED" for result in response.json()["results"])

    await until("the creation of other runs", created, timeout_s=_TIMEOUT_S)


async def _started_since(stage: Stage, moment: datetime) -> int:
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterStartTime

    later = FlowRunFilter(start_time=FlowRunFilterStartTime(after_=moment))
    response = await stage.client.request(
        "POST", "/flow_runs/count", json={"flow_runs": later.model_dump(mode="json")}
    )
    count: int = response.json()
    return count


async def _among_500(stage: Stage) -> Outcome:
    flow_name, run_name = unique("data-pipeline"), unique("pipeline-run")
    async with reading(stage, flow_name=flow_name, run_name=run_name) as run:
        await run.lease_id()
        # Later than the run in question, which is then on no list that isn't filtered.
        await crowd(stage)
        lost = await take_lease_away(run)
    assert lost.flow_run.start_time is not None
    later = await _started_since(stage, lost.flow_run.start_time)
    require(later > OTHER_RUNS > LONGEST_LIST, f"{OTHER_RUNS} other runs started after it")
    return Outcome(
        flow_run_id=lost.flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name},
        question=question_about(run_name),
        ground_truth=(
            f"{lost.truth} {OTHER_RUNS} runs of other deployments started after it, some of which failed "
            f"or crashed for reasons of their own; a list of runs shows the {LONGEST_LIST} latest at "
            "most, so the run is only found by its name."
        ),
    )


AMONG_500_RUNS = Scenario(
    id="among_500_runs",
    family="hostile",
    fidelity="engine",
    source="prefect-mcp 0.0.1b13: get_flow_runs lists the latest 50 runs by default, 200 at most",
    protects="Is the run that the user names looked up, among hundreds, and not the latest crash reported?",
    criteria=lease_renewal_criteria(),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_among_500,
)
