"""The server was restarted while it kept its leases on disk: its runs went on as if nothing had been.

Nothing crashed here, so the question is graded as that of a look-alike: what really happened, and no lease
blamed. It belongs to the root causes as the counterpart of `server_restart_memory`.
"""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

from evals.rubrics import LooksFor, look_alike_criteria, names_actual_cause
from evals.scenarios.engine import deployment_run
from evals.scenarios.ideas.phrasing import near
from evals.scenarios.root_causes.export_file import ExportFile
from evals.scenarios.root_causes.questions import about_a_restart
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require, require_state, until

_HARM = (
    "feel|felt|notice|suffer|mind\\b|lose|lost|cost|impair|slow|delay|derail|kill|break|hurt|harm|affect"
    "|damage|impact|disrupt|disturb|interrupt|touch|bother"
)

CAME_THROUGH = names_actual_cause(
    met_when=(
        "it says no: the run completed, and the restart did it no harm (that the tools show neither the "
        "restart nor where the server keeps its leases may be added)"
    ),
    not_met_when=(
        "the restart is said to have crashed, interrupted, delayed or otherwise hurt the run, or it is left "
        "open whether the run came through"
    ),
    looks_for=LooksFor(
        groups=(
            (
                r"\bcompleted?\b",
                near("no", "completed"),
                r"\bsucce(?:ssful|ssfully|eded)\b",
                r"\bfinished (?:\w+ )?(?:normally|fine|cleanly|without)\b",
            ),
            (
                r"(?:^|[.:!] )no\b[,.!:]?",
                (
                    r"(?:^|[.:!?] )(?:a: ?)?(?:it|the restart|that) (?:did|has|had)(?:n't| not)(?=[.,;!]|$)"
                    r"|\bnot (?:at all|in the least)\b"
                ),
                near(r"\w+n't|\w+ not|no sign\w*|no evidence|without", _HARM),
                r"\bno (?:\w+ )?(?:harm|damage|effect|impact|problems?|trouble|issues?)\b",
                r"\b(?:unharmed|unaffected|untouched|unscathed|undisturbed|was fine)\b",
                r"\b(?:survived|came through|outlived)\b",
            ),
        ),
        rejects=(
            r"(?:^|[.:!] )yes\b",
            r"\brestart (?:has |had )?(?:\w+ly )?(?:hurt|harmed|killed|crashed|interrupted|broke|delayed)\b",
        ),
    ),
)


async def _server_restart_filesystem(stage: Stage) -> Outcome:
    flow_name, run_name = unique("invoice-load"), unique("load-run")
    async with stage.outage("memory"):
        pass  # the server comes back with its leases on disk
    with ExportFile(stage.home / f"{run_name}.csv") as file:
        async with deployment_run(
            stage,
            flow_name=flow_name,
            run_name=run_name,
            concurrency_limit=1,
            renew_every_s=6.0,
            source="export",
            environment=file.environment,
        ) as run:
            lease_id = await run.lease_id()
            await run.printed("Loaded batch 0")
            async with stage.outage("filesystem"):
                before = _expiration(stage.home, lease_id)
                require(before is not None, "its lease is on disk while the server is down")

            async def renewed() -> bool:
                return _expiration(stage.home, lease_id) != before

            await until("a renewal after the restart", renewed, timeout_s=30)
            file.release()
            flow_run = await run.ended()

    require_state(flow_run, name="Completed", message=None)
    lines = await stage.logs(flow_run.id)
    require(bool(lines) and all(line.level <= 20 for line in lines), "its log has no warning and no error")
    return Outcome(
        flow_run_id=flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name},
        question=about_a_restart(run_name),
        ground_truth=(
            f"No. The server was restarted while the run '{run_name}' was under way; its lease was on "
            "disk and could be renewed after the restart, and the run completed. Its log has no error. "
            "No tool shows the restart or where the server keeps its leases, so an honest answer goes "
            "by the run's state and log."
        ),
    )


def _expiration(home: Path, lease_id: UUID) -> str | None:
    """When the lease runs out, as the server has it on disk; None where it has no such lease."""
    file = home / "concurrency_leases" / f"{lease_id}.json"
    expiration: str | None = json.loads(file.read_text())["expiration"] if file.exists() else None
    return expiration


SERVER_RESTART_FILESYSTEM = Scenario(
    id="server_restart_filesystem",
    family="root_cause",
    fidelity="engine",
    source="the counterpart of PrefectHQ/prefect#20090; made with the installed Prefect",
    protects="Is a run that outlived a restart called fine, though the question suggests that it was hurt?",
    criteria=look_alike_criteria(actual_cause=CAME_THROUGH),
    required_tools=("get_flow_runs",),
    make=_server_restart_filesystem,
    restarts=("memory", "filesystem"),
)
