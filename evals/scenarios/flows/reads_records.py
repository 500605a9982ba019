"""A flow that logs the records it reads, as many do: what stands in its log was written by others."""

import json
import os
import time

from prefect import flow


@flow(name="data-pipeline-00000000", log_prints=True)
def reads_records(seconds_each: float = 0.05, times: int = 2400) -> None:
    # From the environment, because parameters are on the server, next to the run.
    records = json.loads(os.environ["PIPELINE_RECORDS"])
    try:
        for record in records["read"]:
            print(record)
        print("All records read, writing them")
        for _ in range(times):
            time.sleep(seconds_each)
    finally:
        for record in records["on_the_way_out"]:
            print(record)


if __name__ == "__main__":
    reads_records()
