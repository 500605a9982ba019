"""A flow that works under a global concurrency limit, not strictly: without its slot it goes on.

Its export is over when there is a file beside the code.
"""

import logging
import time
from pathlib import Path

from prefect import flow
from prefect.concurrency.sync import concurrency

# To the console alone. The URL of a renewal holds the lease's id, which no API tells.
logging.getLogger("httpx").setLevel(logging.INFO)

_COMMITTED = Path(__file__).with_suffix(".committed")
_DEADLINE = time.monotonic() + 60


@flow(name="data-pipeline-00000000", log_prints=True)
def exports_rows(limit: str, rows_expected: int) -> None:
    rows = 0
    with concurrency(limit, occupy=1):
        for _ in range(80):
            rows += 1
            if rows % 20 == 0:
                print(f"Exported {rows} rows")
        print("Waiting for the warehouse to commit")
        while not _COMMITTED.exists() and time.monotonic() < _DEADLINE:
            time.sleep(0.02)
        print("Committed")
    if rows != rows_expected:
        raise ValueError(f"expected {rows_expected} rows, exported {rows}")


if __name__ == "__main__":
    exports_rows("warehouse", rows_expected=80)
