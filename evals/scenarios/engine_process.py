"""The process in which Prefect's own engine executes a run, with the wait for a renewal shortened.

A running flow renews its lease every 225 s; nobody waits that long for an eval. The constants set here are
the only thing that differs from `python -m prefect.engine`, the command of Prefect's own runner. Processes
are forked from one that has imported Prefect already, which saves a second of work each.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import sys
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID

RUNNING_LEASE_S = 300
"""The lease duration of a running flow, a constant of `prefect.flow_engine`."""

_PRELOADED = ["prefect.engine", "prefect.flow_engine", "prefect.concurrency._leases", __name__]


def engine_processes() -> ForkServerContext:
    """Return where engine processes come from. To be asked for before the settings of this process
    change: the processes inherit the environment of this moment."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def start_engine(
    context: ForkServerContext,
    *,
    flow_run_id: UUID,
    renew_every_s: float,
    environment: dict[str, str],
    log_path: Path,
) -> BaseProcess:
    """Start the engine on a run that is Pending; `environment` adds settings, such as a client's retries.

    What the process prints goes to `log_path`.
    """
    process = context.Process(
        target=_execute, args=(flow_run_id, renew_every_s, environment, log_path), daemon=True
    )
    process.start()
    return process


def _execute(flow_run_id: UUID, renew_every_s: float, environment: dict[str, str], log_path: Path) -> None:
    log = os.open(log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ.update(environment)

    from prefect.concurrency import _leases
    from prefect.context import refresh_global_settings_context

    refresh_global_settings_context()
    _leases._RENEWAL_FRACTION = renew_every_s / RUNNING_LEASE_S
    _leases._RENEWAL_RETRY_BASE_DELAY = 0.2  # type: ignore[assignment] # an int by accident, multiplied only
    sys.argv = ["prefect.engine", str(flow_run_id)]
    runpy.run_module("prefect.engine", run_name="__main__")
