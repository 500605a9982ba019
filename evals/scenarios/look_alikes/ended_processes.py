"""Runs whose process was ended from outside: killed, or asked to terminate."""

from __future__ import annotations

import asyncio

from evals.rubrics import LooksFor, look_alike_criteria, names_actual_cause, recommends
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas import endings
from evals.scenarios.ideas.actions import RUN_AGAIN, WHAT_ENDED_THE_PROCESS
from evals.scenarios.lease_renewal import question_about
from evals.scenarios.look_alikes import wrong_causes
from evals.scenarios.look_alikes.evidence import log_without_lease_error
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, require_state

KILLED_MESSAGE = (
    "Process exited with status code: -9. Process exited due to a SIGKILL signal. Typically caused by the "
    "operating system terminating the process for exceeding memory limits, or by manual cancellation."
)
"""What Prefect's runner reports (`prefect.runner._flow_run_executor`)."""

TERMINATED_MESSAGE = "Execution was aborted by a termination signal."
"""What Prefect's engine reports when it gets SIGTERM (`prefect.states`)."""

KILLED = names_actual_cause(
    met_when=(
        "it says that the run's process was killed from outside (SIGKILL, exit status -9 or 137), with too "
        "much memory as the usual or likely reason; that a kill by hand can't be excluded is fine"
    ),
    not_met_when=(
        "another cause is named (a lease, a termination signal, an exception in the flow, the limit), or "
        "the kill is one candidate among several with no commitment"
    ),
    looks_for=LooksFor(
        groups=(
            (
                r"\b(?:was|were|been|being|got|is) (?!not|never)(?:\w+ )?(?:oom[- ]?)?killed\b",
                r"\b(?:killed|kills) (?:the|its|your|this|that|it)\b",
                r"\bsigkill\b|\bsignal 9\b|\bkill -9\b",
                r"\b(?:exit|exited|status|code)\W+(?:\w+\W+){0,3}(?:-9|137)\b",
                r"\boom[- ]?kill",
                (
                    r"\b(?:shot|shooted|slain|gunned|executed|felled|axed|struck|taken out"
                    r"|put to death)\b[^.;]{0,60}"
                    r"(?:-9\b|\b(?:137|signal 9|memory|ram|kernel)\b)"
                ),
                r"\bran out of memory\b",
                (
                    r"\b(?:operating system|kernel|os|platform|system|somebody|something"
                    r"|container runtime) (?:\w+ ){0,2}?(?:shot|killed"
                    r"|ended|terminated|took|reaped|put down|destroyed)\b"
                ),
                (
                    r"\b(?:shot|taken|put|struck|brought) down\b[^.;]{0,40}(?:-9\b|137|signal 9|memory|kernel"
                    r"|operating system)"
                ),
                (
                    r"\b(?:forcibly|forcefully|by force|hard|abruptly) (?:\w+ )?(?:killed|terminated|ended"
                    r"|stopped)|\b(?:killed|terminated"
                    r"|ended|stopped) (?:\w+ )?(?:forcibly|forcefully|by force|the hard way)"
                ),
            ),
        ),
        rivals=(
            r"\b(?:sigterm|termination signal|evict\w*|scale-?(?:down|in)|shut ?down|preempt\w*|drain\w*)\b",
            r"\b(?:segfault|segmentation|native|exception|lease|renewal|api|network|connection|limit)\b",
            r"\bworkers?\b[^.;]{0,20}\b(?:re-?start|died|down|lost)|\bcancelled by\b|\bbug\b",
            r"\b(?:worker|host|node|machine)s?\b[^.;]{0,20}\b(?:went|gone|vanish|disappear|reboot|crash|hiccup|disconnect|unreachable)",
            r"\b(?:c|native|compiled|binary) (?:extension|library|code|module)s?\b",
        ),
        rejects=(
            wrong_causes.WAS_SIGNALLED,
            wrong_causes.CODE_RAISED,
            wrong_causes.BLAMES_THE_LIMIT,
        ),
    ),
)

MORE_MEMORY = recommends(
    met_when=(
        "at least one action that bears on a killed process: find out who killed it (events of the pod or "
        "machine, the kernel's log), look at its memory, give it more, have it need less"
    ),
    not_met_when="none, or only actions that cannot help, such as those on leases, the API or the limit",
    looks_for=LooksFor(
        groups=(
            (
                r"\bmemory\b(?! storage)|\bram\b|\boom\b|\brss\b|\bfootprint\b|\bleak",
                r"\bdmesg\b|\bkernel|\bjournal|\bsyslog",
                r"\bbatch(?:es)?\b|\bchunk|\bstream",
                (
                    r"\b(?:pod|container|node|machine|host|platform|cluster|orchestrator)s?(?:'s)? (?:events?"
                    r"|logs?|metrics|memory)\b"
                ),
                r"\b(?:who|what) (?:\w+ )?(?:kill|sent)",
                r"\b(?:bigger|larger) (?:node|machine|instance|container|box|host)",
            ),
        )
    ),
)

TERMINATED = names_actual_cause(
    met_when=(
        "it says that the run's process received a termination signal (SIGTERM) from outside: a shutdown, "
        "an eviction, a scale-down, a deployment rollover, somebody who stopped it"
    ),
    not_met_when=(
        "another cause is named (a lease, memory, an exception in the flow, the limit), or the state's "
        "message is repeated and nothing is said about what it means"
    ),
    looks_for=LooksFor(
        groups=(endings.TOLD_TO_END,),
        rejects=(
            wrong_causes.TOLD_BY_PREFECT,
            wrong_causes.RAN_OUT_OF_MEMORY,
            wrong_causes.CODE_RAISED,
            wrong_causes.BLAMES_THE_LIMIT,
        ),
    ),
)

FIND_WHO_STOPPED_IT = recommends(
    met_when=(
        "at least one action that bears on a process that was told to stop: look at what happened to its "
        "infrastructure then (evictions, scaling, rollouts, a worker or machine that was stopped), protect "
        "it from that, run it again"
    ),
    not_met_when="none, or only actions that cannot help, such as those on leases, memory or the limit",
    looks_for=LooksFor(
        groups=(
            (
                *WHAT_ENDED_THE_PROCESS,
                *RUN_AGAIN,
            ),
        )
    ),
)


async def _killed(stage: Stage) -> Outcome:
    from evals.scenarios.look_alikes.runner import watch

    flow_name, run_name = unique("data-pipeline"), unique("pipeline-run")
    async with deployment_run(stage, flow_name=flow_name, run_name=run_name, concurrency_limit=1) as run:
        watching = asyncio.create_task(watch(run))
        try:
            await run.logged("Loaded batch 20")
            run.process.kill()
            await watching
        finally:
            watching.cancel()
        flow_run = await run.ended()

    require_state(flow_run, name="Crashed", message=KILLED_MESSAGE)
    lines = await log_without_lease_error(stage, flow_run)
    require(not any("Crash detected!" in line.message for line in lines), "its engine died without a word")
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name},
        question=question_about(run_name),
        ground_truth=(
            f"The process of the run '{run_name}' was killed with SIGKILL: its exit status was -9, which "
            "Prefect's runner reported in the state's message, and its log simply stops. The operating "
            "system does that to a process that takes more memory than it may, which is the likeliest "
            "reason; that somebody killed it by hand no tool can exclude. A lease played no part: the "
            "log has no lease error."
        ),
    )


KILLED_OUT_OF_MEMORY = Scenario(
    id="killed_out_of_memory",
    family="look_alike",
    fidelity="engine",
    source="the exit codes that Prefect's runner explains; made with the installed Prefect",
    protects="Is a killed process told from a run that Prefect ended?",
    criteria=look_alike_criteria(actual_cause=KILLED, remediation=MORE_MEMORY),
    required_tools=("get_flow_runs",),
    make=_killed,
)


async def _terminated(stage: Stage) -> Outcome:
    flow_name, run_name = unique("data-pipeline"), unique("pipeline-run")
    async with deployment_run(stage, flow_name=flow_name, run_name=run_name, concurrency_limit=1) as run:
        await run.logged("Loaded batch 20")
        run.process.terminate()
        flow_run = await run.ended()

    require_state(flow_run, name="Crashed", message=TERMINATED_MESSAGE)
    await log_without_lease_error(stage, flow_run)
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name},
        question=question_about(run_name),
        ground_truth=(
            f"The process of the run '{run_name}' received a termination signal (SIGTERM) from outside; "
            f"the engine reported that itself: '{TERMINATED_MESSAGE}' Who or what sent it (an eviction, "
            "a scale-down, a rollout, a person) no tool shows. A lease played no part: the log has no "
            "lease error."
        ),
    )


TERMINATION_SIGNAL = Scenario(
    id="termination_signal",
    family="look_alike",
    fidelity="engine",
    source="evictions and scale-downs in PrefectHQ/prefect#18839; made with the installed Prefect",
    protects="Is a termination signal told from a run that Prefect terminated?",
    criteria=look_alike_criteria(actual_cause=TERMINATED, remediation=FIND_WHO_STOPPED_IT),
    required_tools=("get_flow_runs",),
    make=_terminated,
)
