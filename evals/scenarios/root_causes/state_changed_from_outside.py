"""An automation took the run for dead and marked it Crashed, while its process was alive."""

from __future__ import annotations

from evals.rubrics import LooksFor, lease_renewal_criteria, names_root_cause
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas import others, process, server
from evals.scenarios.lease_renewal import ENGINE_MESSAGE, question_about
from evals.scenarios.root_causes.evidence import GONE, lease_crash, recorded_events
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, until

ZOMBIE_MESSAGE = "Flow run marked as crashed due to missing heartbeats."
"""What the automation says in Prefect's guide to detecting zombie flows."""

ENDED_FROM_OUTSIDE = names_root_cause(
    met_when=(
        "it ranks first that something outside the run's process (an automation, a script, a person; the "
        "message speaks of missing heartbeats) had already set the run to Crashed while the process was "
        "alive, so that the server gave up its lease; and ties that to an earlier Crashed event or state, "
        "or to an end time that lies before the lease error"
    ),
    not_met_when=(
        "the lease storage, a restart, replicas, expiry or the network is ranked first or as equally likely; "
        "the earlier crash is not mentioned; or the process is said to have been dead or stuck"
    ),
    looks_for=LooksFor(
        groups=(others.MARKED_FROM_OUTSIDE,),
        evidence=(others.CRASHED_BEFORE,),
        rivals=(*server.RESTART_RIVALS, *server.STORAGE_RIVALS, *server.NETWORK_RIVALS),
        rejects=process.DEAD_OR_HUNG,
    ),
)


async def _state_changed_from_outside(stage: Stage) -> Outcome:
    from prefect.events.clients import get_events_client
    from prefect.events.schemas.events import Event, Resource

    flow_name, run_name, missed = unique("orders-load"), unique("load-run"), unique("watchdog.silent")
    automation = await _automate(stage, event=missed)
    async with deployment_run(stage, flow_name=flow_name, run_name=run_name, concurrency_limit=1) as run:
        await run.lease_id()
        await run.printed("Loaded batch 20")
        resource_id = f"prefect.flow-run.{run.flow_run_id}"
        async with get_events_client() as events:
            await events.emit(Event(event=missed, resource=Resource({"prefect.resource.id": resource_id})))
        flow_run = await run.ended()

    error = await lease_crash(stage, flow_run, met_with=GONE)
    require(
        flow_run.end_time is not None and flow_run.end_time < error.timestamp,
        f"{run_name} had ended before its lease was lost",
    )

    async def both() -> list[Event] | None:
        crashes = await recorded_events(stage, name="prefect.flow-run.Crashed", resource_id=resource_id)
        return crashes if len(crashes) > 1 else None

    messages = [e.resource.get("prefect.state-message") for e in await until("2 events", both, timeout_s=20)]
    require(messages == [ZOMBIE_MESSAGE, ENGINE_MESSAGE], f"it was marked, and then crashed: {messages}")
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name, "automation": automation},
        question=question_about(run_name),
        ground_truth=(
            f"The automation '{automation}' had marked the run '{run_name}' as Crashed ('"
            f"{ZOMBIE_MESSAGE}') while its process was alive. With the run's state the server gave up "
            "its slot and lease; so the process's next renewal met with 410 Gone, and Prefect ended it "
            "with a second Crashed state, which hides the first. Only the events show both; the run's "
            "end time is that of the first, before the lease error in its log. What helps is to correct "
            "the automation or its idea of a silent run; lease storage has no bearing on it."
        ),
    )


async def _automate(stage: Stage, *, event: str) -> str:
    """Have runs marked as crashed when `event` says that they are silent; return the automation's name."""
    from prefect.client.schemas.objects import StateType
    from prefect.events.actions import ChangeFlowRunState
    from prefect.events.schemas.automations import AutomationCore, EventTrigger

    name = unique("crash-zombie-runs")
    await stage.client.create_automation(
        AutomationCore(
            name=name,
            trigger=EventTrigger(expect={event}, for_each={"prefect.resource.id"}),
            actions=[ChangeFlowRunState(state=StateType.CRASHED, message=ZOMBIE_MESSAGE)],
        )
    )
    return name


STATE_CHANGED_FROM_OUTSIDE = Scenario(
    id="state_changed_from_outside",
    family="root_cause",
    fidelity="engine",
    source="Prefect's guide to detecting zombie flows; made with the installed Prefect",
    protects="Is a run that something else had ended before told from one whose lease storage is to blame?",
    criteria=lease_renewal_criteria(root_cause=ENDED_FROM_OUTSIDE),
    required_tools=("get_flow_runs", "get_flow_run_logs", "read_events"),
    make=_state_changed_from_outside,
)
