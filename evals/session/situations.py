"""The situations of a run: made by the director's process, waited for by the evals."""

from __future__ import annotations

import asyncio
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
"""How long all scenarios together may take, for each repeat; the slowest takes part of a minute."""

_POLL_S = 0.02


def start_director(run: Run, scenarios: Iterable[str], *, repeats: int = 1) -> subprocess.Popen[bytes] | None:
    """Have these scenarios made in the background, each `repeats` times; None where another worker of the
    run does already."""
    folder = _folder(Path(run.home))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        # Created by one process only, however many workers get here at the same time.
        with (folder / "started").open("x") as started:
            started.write(str(repeats))
    except FileExistsError:
        return None
    server = run.server()
    environment = child_environment(home=server.home, api_url=server.api_url)
    options = ["--home", run.home, "--cache", str(run.cache), "--port", str(run.port)]
    with (server.home / "director.log").open("wb") as log:
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "evals.scenarios.director"),
                *options,
                *("--owner", str(run.owner), "--repeats", str(repeats)),
                *dict.fromkeys(scenarios),
            ],
            env=environment,
            cwd=run.home,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


async def all_made(server: PrefectServer) -> None:
    """Wait until the director, where this run has one, has made every situation it was asked for.

    Nobody else may be changing the server when a diagnosis is checked for having changed nothing. Raises
    `ScenarioNotMeasured` where the director ends or takes too long.
    """
    folder = _folder(server.home)
    if not (folder / "started").exists():
        return
    deadline = time.monotonic() + TIMEOUT_S * int((folder / "started").read_text() or 1)
    while not (folder / "done").exists():
        if (folder / "stopped").exists() or time.monotonic() > deadline:
            log = (server.home / "director.log").read_text(errors="replace")[-2_000:]
            raise ScenarioNotMeasured(f"scenario: the situations of this run were not made:\n{log}")
        await asyncio.sleep(_POLL_S)


async def situation_of(scenario: str, *, server: PrefectServer, repeat: int = 1) -> Situation:
    """Return the situation that was made of a scenario for a `repeat`, when all are made; raise
    `ScenarioNotMeasured` where it could not be made."""
    from evals.scenarios.situation import Situation

    await all_made(server)
    folder = _folder(server.home)
    failed = folder / f"{scenario}.{repeat}.failed"
    if failed.exists():
        raise ScenarioNotMeasured(failed.read_text())
    return Situation.model_validate_json((folder / f"{scenario}.{repeat}.json").read_text())


def _folder(home: Path) -> Path:
    return home / "situations"
