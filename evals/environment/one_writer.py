"""How the suite's server takes turns at writing to SQLite.

Prefect begins its transactions as readers and makes them writers later; where two do so at once, SQLite
turns one away without waiting, the client gets 503, and tries again 2, 4, 8 ... seconds later. Dozens of
scenarios write at the same time. Beginning as a writer, which Prefect itself does where it matters to it,
makes the second one wait for its turn instead: milliseconds. What the server answers is the same.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from prefect.server.database.configurations import AioSqliteConfiguration
from prefect.server.database.dependencies import MODELS_DEPENDENCIES

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction


class _OneWriterAtATime(AioSqliteConfiguration):
    @asynccontextmanager
    async def begin_transaction(
        self,
        session: AsyncSession,
        with_for_update: bool = False,  # noqa: ARG002 - always
    ) -> AsyncGenerator[AsyncSessionTransaction, None]:
        async with super().begin_transaction(session, with_for_update=True) as transaction:
            yield transaction


def take_turns(database_url: str) -> None:
    """Have the server of this process take turns; to be called before its application is made."""
    MODELS_DEPENDENCIES["database_config"] = _OneWriterAtATime(connection_url=database_url)
