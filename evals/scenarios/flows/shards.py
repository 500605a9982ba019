"""A flow that loads its shards in threads: code that blocks, taken off the event loop."""

import asyncio
import time

from prefect import flow, get_run_logger


def load(shard: int, rows: int, seconds_each: float) -> None:
    logger = get_run_logger()
    for row in range(rows):
        logger.info("Loaded row %s of shard %s", row, shard)
        time.sleep(seconds_each)


@flow(name="data-pipeline-00000000")
async def shards(shards: int = 2, rows: int = 120, seconds_each: float = 0.5) -> None:
    await asyncio.gather(*(asyncio.to_thread(load, shard, rows, seconds_each) for shard in range(shards)))


if __name__ == "__main__":
    asyncio.run(shards())
