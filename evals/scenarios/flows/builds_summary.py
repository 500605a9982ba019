"""An async flow with a blocking call in it, which keeps its event loop from doing anything else meanwhile."""

import asyncio
import time

from prefect import flow


@flow(name="data-pipeline-00000000", log_prints=True)
async def builds_summary(tables: int = 3, seconds_each: float = 5.0, summary_s: float = 330.0) -> None:
    for table in range(1, tables + 1):
        print(f"Read table {table} of {tables}")
        await asyncio.sleep(seconds_each)
    print("Building the summary")
    time.sleep(summary_s)  # noqa: ASYNC251 - blocking the event loop is what this flow is for
    print("Summary built")
    await asyncio.sleep(seconds_each)
    print("Summary uploaded")


if __name__ == "__main__":
    asyncio.run(builds_summary())
