"""Other people's runs: what makes "the only crashed run" no clue.

Unrelated crashed, failed, running and completed runs, deployments with and without a limit, and limits
of other names. None of them has anything to do with a lease.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.scenarios.situation import unique

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient
    from prefect.client.schemas.objects import State


NOISE = f"{__name__}:add_noise"
"""`add_noise`, for the server to be furnished with."""


async def add_noise(client: PrefectClient) -> None:
    """Write one round of unrelated objects to the server."""
    from prefect import states

    endings: list[tuple[str, State[object]]] = [
        ("invoice-export", states.Crashed(message="Flow run process exited with non-zero status code -9.")),
        ("invoice-export", states.Completed()),
        ("orders-sync", states.Crashed(message="Execution was aborted by a termination signal.")),
        ("orders-sync", states.Failed(message="Flow run encountered an exception: KeyError: 'sku'")),
        ("churn-report", states.Crashed(message="Execution was cancelled by the runtime environment.")),
        ("churn-report", states.Running()),
    ]
    # One after the other: SQLite takes one writer at a time, and those that wait sleep longer than that.
    for flow_name, ending in endings:
        await _run(client, flow_name=flow_name, ending=ending)
    await _deployment(client, flow_name="orders-sync", concurrency_limit=None)
    await _deployment(client, flow_name="churn-report", concurrency_limit=3)
    await _limit(client, name="warehouse-connections", slots=5)


async def _run(client: PrefectClient, *, flow_name: str, ending: State[object]) -> None:
    from prefect import flow
    from prefect.states import Running

    @flow(name=flow_name)
    def unrelated() -> None: ...

    run = await client.create_flow_run(unrelated, name=unique("run"), state=Running())
    if not ending.is_running():
        await client.set_flow_run_state(run.id, ending, force=True)


async def _deployment(client: PrefectClient, *, flow_name: str, concurrency_limit: int | None) -> None:
    flow_id = await client.create_flow_from_name(flow_name)
    await client.create_deployment(flow_id, name=unique("nightly"), concurrency_limit=concurrency_limit)


async def _limit(client: PrefectClient, *, name: str, slots: int) -> None:
    from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate

    await client.create_global_concurrency_limit(
        GlobalConcurrencyLimitCreate(name=unique(name), limit=slots, active=True)
    )
