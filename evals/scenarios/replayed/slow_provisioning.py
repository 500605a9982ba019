"""The lease expired while the run was Pending: a defect of servers before 3.6.7."""

from __future__ import annotations

from datetime import timedelta

from evals.rubrics import LooksFor, lease_renewal_criteria, names_root_cause
from evals.scenarios.ideas import lease, server
from evals.scenarios.lease_renewal import LEASE_ERROR
from evals.scenarios.replayed.evidence import load_evidence
from evals.scenarios.replayed.lease_crash import (
    BLAMES_THE_SERVER,
    lease_error,
    question_after_upgrade,
    require_lease_crash,
)
from evals.scenarios.replayed.replay import replay
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.stage import Stage, require

EVIDENCE = "lease_lost_in_provisioning"

FIRST_LEASE_S = 60.0
"""How long the lease of a Pending run lived, before there was a setting for it (3.4.21)."""

LOST_WHILE_RUNNING = (
    r"\b(?:expired|lapsed|lost|ran out)\b[^.;]{0,40}\b(?:after (?:\w+ ){0,3}minutes of (?:running|work"
    r"|execution|normal)"
    r"|while it was (?:running|working|executing)|in the middle of (?:the|its) (?:run|work))"
    r"|\bbecause (?:the|its) (?:process|event loop|loop|client) (?:was|had been|got) "
    r"(?:blocked|busy|frozen|stuck|suspended|starved)"
)
"""Says that the lease was lost by a flow that was running."""

EXPIRED_WHILE_PENDING = names_root_cause(
    met_when=(
        "it ranks first that the run's lease expired before its process came up: the run was Pending (its "
        "infrastructure was being provisioned) for longer than its first lease lived; and ties that to the "
        "time between Pending and Running, about two and a half minutes, and to the error within a second "
        "of the beginning"
    ),
    not_met_when=(
        "a server restart, lease storage, the network or a blocked process is ranked first or as equally "
        "likely; the long wait before the run began is not mentioned; or the lease is said to have been "
        "lost after minutes of running"
    ),
    looks_for=LooksFor(
        groups=(lease.EXPIRED_BEFORE_START,),
        evidence=(lease.LONG_WAIT,),
        rivals=(
            *server.RESTART_RIVALS,
            *server.STORAGE_RIVALS,
            *server.NETWORK_RIVALS,
            *server.BLOCKED_RIVALS,
        ),
        rejects=(BLAMES_THE_SERVER, LOST_WHILE_RUNNING),
    ),
)


async def _slow_provisioning(stage: Stage) -> Outcome:
    replayed = await replay(stage, load_evidence(EVIDENCE), ended_ago=timedelta(minutes=36))
    await require_lease_crash(stage, replayed)
    states = {state.name: state.at_s for state in replayed.recording.states}
    pending_s = states["Running"] - states["Pending"]
    require(pending_s > 2 * FIRST_LEASE_S, f"it was Pending for much longer than a lease: {pending_s:.0f} s")
    lost = lease_error(replayed)
    require(lost.message == LEASE_ERROR, "its lease error is the bare sentence, as old clients write it")
    require(0 < lost.at_s - states["Running"] < 1, "the error comes within a second of its beginning")
    run, flow = replayed.flow_run.name, replayed.recording.flow_name
    return Outcome(
        flow_run_id=replayed.flow_run.id,
        names={"run": run, "flow": flow, "deployment": flow},
        question=question_after_upgrade(run),
        ground_truth=(
            f"The run '{run}' was given the slot of its deployment's concurrency limit, under a lease, "
            f"when it became Pending. It stayed Pending for {pending_s:.0f} s, until its process was up; "
            "nobody renews the lease of a Pending run, so it had expired and the server had freed the "
            "slot by then. The engine's first renewal comes with the beginning of the run and failed: "
            "the error is logged within a second of 'Beginning flow run', so nothing had been running "
            "fine. Servers before 3.4.21 gave such a lease 60 s; since 3.6.7 the server takes the slot "
            "anew, or cancels the run (this was recorded with 3.4.20, and the server that answers now "
            "is newer). What helps is a newer server, a longer first lease (grace_period_seconds of the "
            "deployment, PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION) or a faster "
            "start of the infrastructure. Why provisioning took so long, and which version the server "
            "had, no tool shows."
        ),
    )


SLOW_PROVISIONING = Scenario(
    id="lease_lost_in_provisioning",
    family="root_cause",
    fidelity="replayed",
    source=(
        "PrefectHQ/prefect#18893, #18839, #19058, #19410; recorded with Prefect 3.4.20; fixed in 3.6.7 "
        "(#19840)"
    ),
    protects="Is a lease that was lost before the run began told from one that was lost while it ran?",
    criteria=lease_renewal_criteria(root_cause=EXPIRED_WHILE_PENDING),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_slow_provisioning,
)
