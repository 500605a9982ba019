"""A flow that reads from a feed, stops the feed when it has enough, and forgets that awaiting what it
cancelled raises CancelledError in itself."""

import asyncio

from prefect import flow


@flow(name="data-pipeline-00000000", log_prints=True)
async def streams_orders(orders: int = 40, seconds_each: float = 0.02) -> None:
    feed: asyncio.Queue[int] = asyncio.Queue()
    reader = asyncio.create_task(_read(feed, seconds_each))
    for _ in range(orders):
        order = await feed.get()
        if order % 10 == 0:
            print(f"Stored order {order}")
    reader.cancel()
    await reader


async def _read(feed: "asyncio.Queue[int]", seconds_each: float) -> None:
    order = 0
    while True:
        order += 1
        await feed.put(order)
        await asyncio.sleep(seconds_each)


if __name__ == "__main__":
    asyncio.run(streams_orders())
