"""`python -m evals.scenarios.engine_process`: Prefect's own engine, with the wait for a renewal shortened.

A running flow renews its lease every 225 s; nobody waits that long for an eval. The two constants set
here are the only thing that differs from `python -m prefect.engine`, the command of Prefect's own runner.
"""

from __future__ import annotations

import argparse
import runpy
import sys

RUNNING_LEASE_S = 300
"""The lease duration of a running flow, a constant of `prefect.flow_engine`."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--renew-every-s", type=float, required=True)
    parser.add_argument("flow_run_id")
    options = parser.parse_args()

    from prefect.concurrency import _leases

    _leases._RENEWAL_FRACTION = options.renew_every_s / RUNNING_LEASE_S
    _leases._RENEWAL_RETRY_BASE_DELAY = 0.2  # type: ignore[assignment] # an int by accident, multiplied only
    sys.argv = ["prefect.engine", options.flow_run_id]
    runpy.run_module("prefect.engine", run_name="__main__")


if __name__ == "__main__":
    main()
