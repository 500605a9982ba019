"""A flow that takes its time to start: its code has been loaded when there is a file beside it."""

import time
from pathlib import Path

from prefect import flow

_MODEL = Path(__file__).with_suffix(".model")
_DEADLINE = time.monotonic() + 60
while not _MODEL.exists() and time.monotonic() < _DEADLINE:
    time.sleep(0.02)


@flow(name="data-pipeline-00000000", log_prints=True)
def scores_orders() -> None:
    print("Scored 100 orders")


if __name__ == "__main__":
    scores_orders()
