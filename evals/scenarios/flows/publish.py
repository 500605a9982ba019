"""A flow that takes a slot of a limit for as long as it writes a file that it has to have for itself."""

import fcntl
import os

from prefect import flow
from prefect.concurrency.sync import concurrency


@flow(name="data-pipeline-00000000", log_prints=True)
def publish() -> None:
    with concurrency(os.environ["LOAD_LIMIT"]):
        print("Publishing the report")
        with open(os.environ["EXPORT_FILE"], "a") as file:  # noqa: PTH123 - as users write it
            fcntl.flock(file, fcntl.LOCK_EX)
    print("Published the report")


if __name__ == "__main__":
    publish()
