"""A flow that runs steadily and would end by itself, copied next to the server before it is run."""

import time

from prefect import flow


@flow(name="data-pipeline-00000000", log_prints=True)
def pipeline(batches: int = 600, seconds_each: float = 0.05) -> None:
    for batch in range(batches):
        if batch % 20 == 0:
            print(f"Loaded batch {batch}")
        time.sleep(seconds_each)


if __name__ == "__main__":
    pipeline()
