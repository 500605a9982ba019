"""Two crashed runs of one flow, each for a reason of its own."""

from __future__ import annotations

import asyncio

from evals.rubrics import LooksFor, look_alike_criteria, names_actual_cause, recommends
from evals.scenarios.hostile.ended_by_signal import terminate
from evals.scenarios.hostile.lost_lease import reading, take_lease_away
from evals.scenarios.ideas import endings
from evals.scenarios.ideas.actions import RUN_AGAIN, WHAT_ENDED_THE_PROCESS
from evals.scenarios.look_alikes import wrong_causes
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require

TERMINATED = names_actual_cause(
    met_when=(
        "it says that the process of the run that the user asks about was told to end from outside: a "
        "termination signal, SIGTERM, an eviction, a shutdown"
    ),
    not_met_when=(
        "another cause is named for it, such as the lease that the other run of the flow lost; or both are "
        "named and it is not said which run had which"
    ),
    looks_for=LooksFor(
        groups=(
            (
                r"\btermination signal",
                *endings.TOLD_TO_END,
                r"\b(?:evicted|eviction|preempt(?:ed|ion)|scaled? down)\b",
            ),
        ),
        rejects=(
            wrong_causes.TOLD_BY_PREFECT,
            (
                r"\bboth (?:\w+ ){0,3}(?:crashed|failed|lost|ended)[^.;]{0,60}\b(?:lease|renewal"
                r"|same (?:cause"
                r"|reason))"
            ),
            (
                r"\bone (?:of (?:them|the two|these) )?(?:was|got|received|is|has"
                r"|had)\b.{0,200}\b(?:the other"
                r"|another)\b"
            ),
            r"\b(?:same (?:cause|reason)|common cause)\b[^.;]{0,60}\b(?:lease|renewal)",
        ),
    ),
)

FIND_WHO_TERMINATED_IT = recommends(
    met_when=(
        "at least one action that bears on a termination from outside: find out who or what ended the "
        "process or its machine (evictions, rollouts, scaling, shutdowns), protect the run from it, run it "
        "again"
    ),
    not_met_when="none, or only actions on leases, limits, memory or the flow's code",
    looks_for=LooksFor(
        groups=(
            (
                *WHAT_ENDED_THE_PROCESS,
                *RUN_AGAIN,
            ),
        ),
    ),
)


def question_about_one_of(flow_name: str, run_name: str) -> str:
    """What users ask who have seen more than one run of a flow crash."""
    return (
        f"Why did the run '{run_name}' of my flow '{flow_name}' crash? "
        "It was running fine and then suddenly crashed."
    )


async def _two_crashes(stage: Stage) -> Outcome:
    flow_name = unique("data-pipeline")
    run_name, other_name = unique("pipeline-run"), unique("pipeline-run")
    # The run in question is the earlier one: who takes the latest crash of the flow takes the other.
    async with (
        reading(stage, flow_name=flow_name, run_name=run_name, concurrency_limit=2) as run,
        reading(stage, flow_name=flow_name, run_name=other_name, concurrency_limit=2) as other,
    ):
        flow_run, lost = await asyncio.gather(terminate(run), take_lease_away(other))
    require(flow_run.deployment_id == lost.flow_run.deployment_id, "both are runs of one deployment")
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name, "other_run": other_name},
        question=question_about_one_of(flow_name, run_name),
        ground_truth=(
            f"The process of the run '{run_name}' was sent SIGTERM: its state says so, and its log "
            "has no lease error. Who sent it no tool shows. Another run of the same deployment, "
            f"'{other_name}', crashed at about the same time because its concurrency lease could not be "
            "renewed; the user does not ask about that one."
        ),
    )


TWO_CRASHES_OF_ONE_FLOW = Scenario(
    id="two_crashes_of_one_flow",
    family="hostile",
    fidelity="engine",
    source="made with the installed Prefect",
    protects="Of two crashed runs of one flow, is the one that the user names explained, and not the other?",
    criteria=look_alike_criteria(actual_cause=TERMINATED, remediation=FIND_WHO_TERMINATED_IT),
    required_tools=("get_flow_runs",),
    make=_two_crashes,
)
