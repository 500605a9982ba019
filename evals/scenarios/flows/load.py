"""A flow whose task may not load without a slot of a limit."""

import os
import time

from prefect import flow, task
from prefect.concurrency.sync import concurrency


@task
def write_batches(batches: int, seconds_each: float) -> None:
    with concurrency(os.environ["LOAD_LIMIT"], strict=True):
        for batch in range(batches):
            if batch % 20 == 0:
                print(f"Loaded batch {batch}")
            time.sleep(seconds_each)


@flow(name="data-pipeline-00000000", log_prints=True)
def load(batches: int = 600, seconds_each: float = 0.05) -> None:
    write_batches(batches, seconds_each)


if __name__ == "__main__":
    load()
