"""A flow whose first attempt fails and that is retried in the same process, copied next to the server."""

import os
import time

from prefect import flow


@flow(
    name="data-pipeline-00000000",
    log_prints=True,
    retries=2,
    retry_delay_seconds=float(os.environ.get("RETRY_DELAY_S", "240")),
)
def loads_orders(files: int = 3, seconds_each: float = 4.0, last_attempt: int = 2) -> None:
    from prefect.runtime import flow_run

    for file in range(1, files + 1):
        print(f"Loaded file {file} of 4")
        time.sleep(seconds_each)
    if flow_run.run_count < last_attempt:
        raise RuntimeError("orders export is incomplete: 3 of 4 files")
    print("Loaded file 4 of 4")


if __name__ == "__main__":
    loads_orders()
