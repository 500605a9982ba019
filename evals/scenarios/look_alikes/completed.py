"""A run that is fine."""

from __future__ import annotations

from evals.rubrics import LooksFor, look_alike_criteria, names_actual_cause
from evals.scenarios.engine import deployment_run
from evals.scenarios.lease_renewal import question_about
from evals.scenarios.look_alikes import wrong_causes
from evals.scenarios.look_alikes.evidence import log_without_lease_error
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, require_state

DID_NOT_CRASH = names_actual_cause(
    met_when="it says that the run did not crash: it completed",
    not_met_when="it gives a cause of a crash, or goes along with the user in that there was one",
    looks_for=LooksFor(
        groups=(
            (
                r"\bcompleted\b",
                r"\bsucceeded\b|\bsuccessful(?:ly)?\b|\bwith success\b",
                (
                    r"\b(?:finished|ended|ran|went through|worked|wound up) (?:\w+ )?(?:as (?:intended"
                    r"|expected|planned|it should"
                    r"|usual|designed)|all right|alright|properly|regularly|in order|smoothly|well)\b"
                ),
                r"\b(?:finished|ended) (?:normally|fine|cleanly|without (?:an? |any )?(?:error|problem))",
                r"\bran (?:through )?to (?:its |the )?(?:end|completion)\b",
            ),
        ),
        rejects=(
            wrong_causes.SAYS_IT_CRASHED,
            wrong_causes.GOES_ALONG,
            wrong_causes.BLAMES_THE_LIMIT,
            wrong_causes.RAN_OUT_OF_MEMORY,
            wrong_causes.WAS_SIGNALLED,
            wrong_causes.WAS_KILLED,
            wrong_causes.CODE_RAISED,
        ),
    ),
)


async def _run_is_fine(stage: Stage) -> Outcome:
    flow_name, run_name = unique("data-pipeline"), unique("pipeline-run")
    async with deployment_run(
        stage,
        flow_name=flow_name,
        run_name=run_name,
        concurrency_limit=1,
        parameters={"batches": 60, "seconds_each": 0.02},
    ) as run:
        flow_run = await run.ended()

    require_state(flow_run, name="Completed", message=None)
    lines = await log_without_lease_error(stage, flow_run)
    require(all(line.level == 20 for line in lines), "its log has neither warning nor error")
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name},
        question=question_about(run_name),
        ground_truth=(
            f"The run '{run_name}' did not crash: it is Completed, and its log has neither warning nor "
            "error. The user is wrong, or means another run."
        ),
    )


RUN_IS_FINE = Scenario(
    id="run_is_fine",
    family="look_alike",
    fidelity="engine",
    source="questions that take a crash for granted; made with the installed Prefect",
    protects="Is the user contradicted where there was no crash?",
    criteria=look_alike_criteria(actual_cause=DID_NOT_CRASH),
    required_tools=("get_flow_runs",),
    make=_run_is_fine,
)
