"""A flow that loads a few batches and then writes a file that it has to have for itself.

The wait for the file's lock is a call that blocks: nothing in this process can interrupt it.
"""

import fcntl
import os
import time

from prefect import flow


@flow(name="data-pipeline-00000000", log_prints=True)
def export(batches: int = 3, seconds_each: float = 0.05) -> None:
    for batch in range(batches):
        print(f"Loaded batch {batch}")
        time.sleep(seconds_each)
    with open(os.environ["EXPORT_FILE"], "a") as file:  # noqa: PTH123 - as users write it
        fcntl.flock(file, fcntl.LOCK_EX)
        print("Wrote the export")


if __name__ == "__main__":
    export()
