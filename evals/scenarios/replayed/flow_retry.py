"""A flow's own retry cost the run its lease: a defect of servers before 3.8.5."""

from __future__ import annotations

from datetime import timedelta

from evals.rubrics import LooksFor, lease_renewal_criteria, names_root_cause
from evals.scenarios.ideas import lease, server
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

EVIDENCE = "flow_retry_deployment_limit"

EXCEPTION_BLAMED = (
    r"\b(?:runtimeerror|exception|incomplete export|missing file|first attempt)\b(?: \w+){0,3} "
    r"(?:is|was|crashed|killed|ended|brought|caused) (?:the |what |down |your )?(?:\w+ )?"
    r"(?:cause|reason|culprit|crashed|ended|killed|run|flow|crash)\b"
    r"|\b(?:crashed|died|crash (?:was|is)) (?:because|due to|caused by|from|by)(?: \w+){0,3} "
    r"(?:runtimeerror|exception|incomplete|missing)"
)
"""Names the exception of the first attempt as what crashed the run."""

LOST_BY_RETRY = names_root_cause(
    met_when=(
        "it ranks first that the flow's own retry cost the run its lease: when its first attempt failed, "
        "the run went to AwaitingRetry, and the server released the deployment's slot and lease although "
        "the process went on, so that the next renewal found none; and ties that to the AwaitingRetry in "
        "the log or the events, ahead of the lease error"
    ),
    not_met_when=(
        "a server restart, lease storage, the network, a blocked process or expiry is ranked first or as "
        "equally likely; the exception of the first attempt is called the cause of the crash; or the "
        "AwaitingRetry is mentioned and not said to have cost the lease"
    ),
    looks_for=LooksFor(
        groups=(lease.LOST_BY_RETRY,),
        evidence=(lease.AWAITING_RETRY,),
        rivals=(
            *server.RESTART_RIVALS,
            *server.STORAGE_RIVALS,
            *server.NETWORK_RIVALS,
            *server.BLOCKED_RIVALS,
        ),
        rejects=(BLAMES_THE_SERVER, EXCEPTION_BLAMED),
    ),
)


async def _flow_retry(stage: Stage) -> Outcome:
    replayed = await replay(stage, load_evidence(EVIDENCE), ended_ago=timedelta(minutes=12))
    await require_lease_crash(stage, replayed)
    names = [state.name for state in replayed.recording.states]
    require(
        names == ["Scheduled", "Pending", "Running", "AwaitingRetry", "Crashed"],
        f"it went from Running to AwaitingRetry and crashed: {names}",
    )
    lost = lease_error(replayed)
    require("410 Gone" in lost.message, "its lease error has 410 Gone")
    run, flow = replayed.flow_run.name, replayed.recording.flow_name
    return Outcome(
        flow_run_id=replayed.flow_run.id,
        names={"run": run, "flow": flow, "deployment": flow},
        question=question_after_upgrade(run),
        ground_truth=(
            f"The run '{run}' held the only slot of its deployment's concurrency limit under a lease. "
            "Its first attempt failed with a RuntimeError ('orders export is incomplete: 3 of 4 files'); "
            "the flow has retries, so the server put the run into AwaitingRetry, and with that released "
            "its slot and lease, although the process that held them went on and waited for the retry. "
            "The next renewal, 225 s after the first, met with 410 Gone, and Prefect ended the run: the "
            "retry never happened. This is a defect of the server, fixed in Prefect 3.8.5; the run was "
            "recorded with 3.8.4, and the server that answers now is newer. Upgrading the flow's "
            "environment alone would not have helped; retries of tasks instead of the flow, or no limit "
            "on the deployment, would have. The exception of the first attempt is a trouble of its own. "
            "No tool shows which version the server had then."
        ),
    )


FLOW_RETRY = Scenario(
    id="flow_retry_deployment_limit",
    family="root_cause",
    fidelity="replayed",
    source="PrefectHQ/prefect#20251, #21933, #22885; recorded with Prefect 3.8.4; fixed in 3.8.5 (#22886)",
    protects="Is a retry that cost the run its lease told from the exception it retried, and from an outage?",
    criteria=lease_renewal_criteria(root_cause=LOST_BY_RETRY),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_flow_retry,
)
