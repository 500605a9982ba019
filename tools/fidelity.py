"""`make fidelity`: shows that replayed evidence is what Prefect's engine and server would have written.

Every evidence file is replayed on a server of this tool's own, read back, and compared

- with the file: nothing is lost or changed on the way;
- with a run of the installed Prefect's engine, where it can still produce the case; of a case that rests
  on a defect that has been fixed, only what comes before or after the defect. The defect itself was
  recorded with a version that has it, which the file's `source` names.

Exits 1 where there is any difference. `--record CASE` runs the engine and writes its evidence file anew.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, chdir
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from evals.environment.isolation import isolate
from evals.environment.server import PrefectServer, free_port
from evals.scenarios.engine import deployment_run
from evals.scenarios.engine_process import engine_processes
from evals.scenarios.replayed.comparison import Trace, differences, trace
from evals.scenarios.replayed.evidence import Recording, evidence_file, load_evidence
from evals.scenarios.replayed.recording import record
from evals.scenarios.replayed.replay import replay
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage

if TYPE_CHECKING:
    from uuid import UUID

ROOT = Path(__file__).parents[1]

_ENGINE = ("prefect.flow_runs",)
"""The engine's own logger; a case may have lines of the runner that started it as well."""


async def _lease_taken_away(stage: Stage) -> UUID:
    """A run whose lease is taken away while it runs: it crashes."""
    async with deployment_run(
        stage,
        flow_name=unique("data-pipeline"),
        run_name=unique("pipeline-run"),
        concurrency_limit=1,
        # Slow batches: the run ends before there is a second line about them, whenever that is.
        parameters={"seconds_each": 0.4},
    ) as run:
        lease_id = await run.lease_id()
        await run.logged("Loaded batch 0")
        await stage.client.release_concurrency_slots_with_lease(lease_id)
        return (await run.ended()).id


async def _flow_retried(stage: Stage) -> UUID:
    """A flow that fails, awaits its retry in the same process under its deployment's limit, and completes."""
    async with deployment_run(
        stage,
        flow_name=unique("data-pipeline"),
        run_name=unique("pipeline-run"),
        concurrency_limit=1,
        source="loads_orders",
        parameters={"seconds_each": 0.1},
        environment={"RETRY_DELAY_S": "1"},
    ) as run:
        return (await run.ended()).id


async def _async_lease_taken_away(stage: Stage) -> UUID:
    """An async flow whose lease is taken away while a call blocks its event loop: it crashes after that."""
    async with deployment_run(
        stage,
        flow_name=unique("data-pipeline"),
        run_name=unique("pipeline-run"),
        concurrency_limit=1,
        source="builds_summary",
        parameters={"seconds_each": 0.1, "summary_s": 4.0},
    ) as run:
        lease_id = await run.lease_id()
        await run.printed("Building the summary")
        await stage.client.release_concurrency_slots_with_lease(lease_id)
        return (await run.ended()).id


REALITIES: dict[str, Callable[[Stage], Awaitable[UUID]]] = {
    "lease_taken_away": _lease_taken_away,
    "async_lease_taken_away": _async_lease_taken_away,
    "flow_retried": _flow_retried,
}
"""What the installed Prefect can produce; there is an evidence file of the same name for each."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """An evidence file, and how much of which reality it has to agree with."""

    evidence: str
    reality: str
    since: str = ""
    through: str = ""
    leaving_out: tuple[str, ...] = ()
    """Events that engines emit only since the evidence was recorded."""

    @property
    def part(self) -> str:
        """Which part of the run it is about, in words."""
        since = f" from {self.since!r}" if self.since else ""
        through = f" through {self.through!r}" if self.through else ""
        return since + through


_LEASE_ERROR, _CRASH, _END = "Concurrency lease renewal failed", "Crash detected!", "Finished in state"

COMPARISONS = (
    *(Comparison(evidence=name, reality=name) for name in REALITIES),
    Comparison(
        evidence="flow_retry_deployment_limit",
        reality="flow_retried",
        through="Received non-final state 'AwaitingRetry'",
    ),
    Comparison(
        evidence="flow_retry_deployment_limit", reality="lease_taken_away", since=_LEASE_ERROR, through=_END
    ),
    Comparison(
        evidence="event_loop_blocked_old_client",
        reality="async_lease_taken_away",
        through="Building the summary",
        leaving_out=("prefect.flow-run.heartbeat",),
    ),
    Comparison(
        evidence="event_loop_blocked_old_client", reality="async_lease_taken_away", since=_CRASH, through=_END
    ),
    Comparison(
        evidence="lease_lost_in_provisioning", reality="lease_taken_away", through="Beginning flow run"
    ),
    Comparison(evidence="lease_lost_in_provisioning", reality="lease_taken_away", since=_CRASH, through=_END),
)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make fidelity", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--record", choices=REALITIES, metavar="CASE", help=f"one of {', '.join(REALITIES)}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fidelity-") as home:
        server = PrefectServer(
            home=Path(home), cache=ROOT / ".evals" / "cache", port=free_port(), owner=os.getpid()
        )
        isolate(home=server.home, api_url=server.api_url)
        server.launch()
        try:
            server.wait_until_ready()
            # The engine looks for the flow's code where it is started.
            with chdir(home):
                return asyncio.run(
                    _record(server, options.record) if options.record else _compare_all(server)
                )
        finally:
            server.stop(for_good=True)


async def _record(server: PrefectServer, case: str) -> int:
    async with _stage(server) as stage:
        recording = await record(stage, await REALITIES[case](stage))
    what_it_is = (REALITIES[case].__doc__ or "").strip()
    source = (
        f"Recorded from a run of Prefect {recording.prefect_version}, server and engine, by `python -m "
        f"tools.fidelity --record {case}`: {what_it_is} Nothing was written by hand."
    )
    named = recording.renamed(
        run_name="pipeline-run-00000000",
        flow_name="data-pipeline-00000000",
        flow_run_id=recording.flow_run_id,
    )
    content = {"source": source} | named.model_dump(mode="json")
    evidence_file(case).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    print(f"written to {evidence_file(case).relative_to(ROOT)}")
    return 0


async def _compare_all(server: PrefectServer) -> int:
    names = list(dict.fromkeys(comparison.evidence for comparison in COMPARISONS))
    async with _stage(server) as stage:
        realities = dict(
            zip(REALITIES, await asyncio.gather(*map(partial(_real, stage), REALITIES)), strict=True)
        )
        replays = dict(zip(names, await asyncio.gather(*map(partial(_replayed, stage), names)), strict=True))
    print(f"Prefect {version('prefect')}")
    found = 0
    for name in names:
        evidence = load_evidence(name)
        found += _report(name, "its file", trace(evidence), trace(replays[name]))
    for comparison in COMPARISONS:
        part = partial(
            trace,
            since=comparison.since,
            through=comparison.through,
            loggers=_ENGINE,
            leaving_out=comparison.leaving_out,
        )
        found += _report(
            comparison.evidence,
            f"the engine ({comparison.reality}){comparison.part}",
            part(realities[comparison.reality]),
            part(replays[comparison.evidence]),
        )
    print(f"{found} differences" if found else "no difference")
    return int(found > 0)


async def _real(stage: Stage, reality: str) -> Recording:
    return await record(stage, await REALITIES[reality](stage))


async def _replayed(stage: Stage, evidence: str) -> Recording:
    replayed = await replay(stage, load_evidence(evidence), ended_ago=timedelta(minutes=5))
    return await record(stage, replayed.flow_run.id)


def _report(evidence: str, against: str, real: Trace, replayed: Trace) -> int:
    """Print what was compared and the differences; return how many there are."""
    found = list(differences(real, replayed))
    counts = ", ".join(f"{len(part)} {name}" for name, part in real._asdict().items())
    print(f"{evidence} against {against}: compared {counts}; {len(found)} differences")
    for difference in found:
        print(f"    {difference}")
    return len(found)


@asynccontextmanager
async def _stage(server: PrefectServer) -> AsyncIterator[Stage]:
    from prefect.client.orchestration import get_client

    engines = engine_processes()
    async with get_client() as client:
        yield Stage(
            own_client=client,
            api_url=server.api_url,
            home=server.home,
            scenario="fidelity",
            engines=engines,
        )


if __name__ == "__main__":
    sys.exit(main())
