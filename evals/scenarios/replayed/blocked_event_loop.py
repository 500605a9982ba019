"""A blocking call in an async flow kept an old client from renewing the lease in time."""

from __future__ import annotations

import itertools
from datetime import timedelta

from evals.rubrics import LooksFor, lease_renewal_criteria, names_root_cause
from evals.scenarios.ideas import process, server
from evals.scenarios.lease_renewal import LEASE_ERROR, question_about
from evals.scenarios.replayed.evidence import load_evidence
from evals.scenarios.replayed.lease_crash import BLAMES_THE_SERVER, lease_error, require_lease_crash
from evals.scenarios.replayed.replay import replay
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.stage import Stage, require

EVIDENCE = "event_loop_blocked_old_client"

LEASE_S = 300.0
"""How long the lease of a running flow lives; it is renewed after three quarters of that."""

BLOCKED_ITSELF = names_root_cause(
    met_when=(
        "it ranks first that the run's own process held up its event loop (a blocking, synchronous or "
        "CPU-bound call in an async flow), so that the client could not renew the lease in time and it "
        "expired; and ties that to the silence of several minutes in the run's own log right before the "
        "error. That a machine which slept or was suspended would look the same may be added"
    ),
    not_met_when=(
        "a server restart, lease storage, the network or slow provisioning is ranked first or as equally "
        "likely; the silence in the log is not mentioned; or the run is said to have been dead for good"
    ),
    looks_for=LooksFor(
        groups=(process.LOOP_BLOCKED,),
        evidence=(process.SILENCE,),
        rivals=(*server.RESTART_RIVALS, *server.STORAGE_RIVALS, *server.NETWORK_RIVALS),
        rejects=(BLAMES_THE_SERVER,),
    ),
)


async def _blocked_event_loop(stage: Stage) -> Outcome:
    replayed = await replay(stage, load_evidence(EVIDENCE), ended_ago=timedelta(minutes=24))
    await require_lease_crash(stage, replayed)
    lost = lease_error(replayed)
    require(lost.message == LEASE_ERROR, "its lease error is the bare sentence, as old clients write it")
    before, after = max(
        itertools.pairwise(replayed.recording.lines), key=lambda pair: pair[1].at_s - pair[0].at_s
    )
    silent_s = after.at_s - before.at_s
    require(
        silent_s > LEASE_S and 0 <= lost.at_s - after.at_s < 1,
        f"its log is silent for longer than a lease lives, and then has the error: {silent_s:.0f} s",
    )
    run, flow = replayed.flow_run.name, replayed.recording.flow_name
    return Outcome(
        flow_run_id=replayed.flow_run.id,
        names={"run": run, "flow": flow, "deployment": flow},
        question=question_about(run),
        ground_truth=(
            f"The run '{run}' held the slot of its deployment's concurrency limit under a lease of 300 s "
            f"that is renewed every 225 s. Its log is silent for {silent_s:.0f} s between "
            f"'{before.message}' and '{after.message}', and the error follows at once: a blocking call "
            "in an async flow held up the event loop, on which its client renews the lease, so the lease "
            "expired and the server took the slot back. Clients before Prefect 3.7.1 renew on that loop; "
            "the bare error, with neither lease id nor exception, is how clients before 3.6.22 write it "
            "(this was recorded with 3.4.20). What helps is a newer Prefect in the flow's own "
            "environment, or taking the blocking call off the loop; upgrading the server alone does not. "
            "No tool shows the flow's code or the machine, so that the flow is async and the machine was "
            "not asleep is the likeliest reading and not proven."
        ),
    )


BLOCKED_EVENT_LOOP = Scenario(
    id="event_loop_blocked_old_client",
    family="root_cause",
    fidelity="replayed",
    source="PrefectHQ/prefect#19068, #18839, #21308; recorded with Prefect 3.4.20; fixed in 3.7.1 (#21925)",
    protects="Is a process that kept itself from renewing told from a server that lost the lease?",
    criteria=lease_renewal_criteria(root_cause=BLOCKED_ITSELF),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_blocked_event_loop,
)
