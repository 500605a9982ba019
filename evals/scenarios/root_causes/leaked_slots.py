"""Slots of a limit that count as taken though nobody holds them any more."""

from __future__ import annotations

from evals.scenarios.root_causes.evidence import recorded_events
from evals.scenarios.stage import Stage, require, until


async def create_limit(stage: Stage, name: str) -> None:
    """Create a global concurrency limit with one slot."""
    from prefect.client.schemas.actions import GlobalConcurrencyLimitCreate

    await stage.client.create_global_concurrency_limit(
        GlobalConcurrencyLimitCreate(name=name, limit=1, active=True)
    )


async def require_leaked(stage: Stage, name: str) -> None:
    """Require that the limit's slot counts as taken, and wait for events that say it was given back."""
    limit = await stage.client.read_global_concurrency_limit_by_name(name)
    require((limit.active_slots, limit.limit) == (1, 1), f"the limit {name} stands at 1 of 1")

    async def balanced() -> bool:
        taken, given = [
            await recorded_events(
                stage,
                name=f"prefect.concurrency-limit.{what}",
                resource_id=f"prefect.concurrency-limit.{limit.id}",
            )
            for what in ("acquired", "released")
        ]
        return len(taken) == len(given) == 1

    await until(f"the events of the limit {name}", balanced, timeout_s=20)
