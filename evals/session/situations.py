"""The situations of a run: made by the director's process, waited for by the evals."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from evals.environment.isolation import child_environment
from evals.outcomes import ScenarioNotMeasured

if TYPE_CHECKING:
    from evals.environment.server import PrefectServer
    from evals.scenarios.situation import Situation
    from evals.session.run import Run

TIMEOUT_S = 180.0
"""How long all scenarios together may take; the slowest takes part of a minute on a laptop."""

_POLL_S = 0.02


def start_director(run: Run, scenarios: Iterable[str]) -> subprocess.Popen[bytes] | None:
    """Have these scenarios made in the background; None where another worker of the run does already."""
    folder = _folder(Path(run.home))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        # Created by one process only, however many workers get here at the same time.
        os.close(os.open(folder / "started", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return None
    server = run.server()
    environment = child_environment(home=server.home, api_url=server.api_url)
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    options = ["--home", run.home, "--cache", str(run.cache), "--port", str(run.port)]
    with (server.home / "director.log").open("wb") as log:
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "evals.scenarios.director"),
                *options,
                *("--owner", str(run.owner)),
                *dict.fromkeys(scenarios),
            ],
            env=environment,
            cwd=run.home,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


async def situation_of(scenario: str, *, server: PrefectServer) -> Situation:
    """Wait until all situations of the run are made, and return this one.

    All of them, because a diagnosis is checked for having changed nothing on the server, and so nobody
    else may be changing it. Raises `ScenarioNotMeasured` where this one could not be made.
    """
    from evals.scenarios.situation import Situation

    folder = _folder(server.home)
    deadline = time.monotonic() + TIMEOUT_S
    while not (folder / "done").exists():
        if (folder / "stopped").exists() or time.monotonic() > deadline:
            log = (server.home / "director.log").read_text(errors="replace")[-2_000:]
            raise ScenarioNotMeasured(f"scenario {scenario}: the situations were not made in time:\n{log}")
        await asyncio.sleep(_POLL_S)
    failed = folder / f"{scenario}.failed"
    if failed.exists():
        raise ScenarioNotMeasured(failed.read_text())
    return Situation.model_validate_json((folder / f"{scenario}.json").read_text())


def _folder(home: Path) -> Path:
    return home / "situations"
