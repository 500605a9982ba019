"""Moves a replayed run into the past: its times, and nothing else.

States and logs are written through the API, but the API takes times for logs and events only: it stamps a
state itself, refuses a time that comes with one (422), and derives from the states when a run was created,
began and ended, and when their events occurred. So a run that was Pending for two minutes would have been
so for 20 ms, by its record and its events, and only its log would tell the truth. These times are therefore
put right afterwards, in the database of the suite's own ephemeral server.

Left as they are: when rows were updated and events received, and the run time that the server sums up.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

_BUSY_S = 30.0
"""SQLite takes one writer at a time, and the server is another."""


def backdate(
    database: Path, *, flow_run_id: UUID, states: Sequence[tuple[UUID, datetime]], began: datetime | None
) -> None:
    """Set the times of a run's states (ids with their times, all of them, oldest first), of the events
    that the server emitted for them, and of what it derived from them; `began` is when it first ran.

    The run's flow and deployment are made to exist from its first state on.
    """
    run = str(flow_run_id)
    first, last = states[0][1], states[-1][1]
    existing = f"{database.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(existing, uri=True, timeout=_BUSY_S)) as connection, connection:
        for state_id, moment in states:
            # The event of a state has the state's id.
            one = {"id": str(state_id), "at": _stored(moment), "label": moment.isoformat()}
            connection.execute("UPDATE flow_run_state SET timestamp = :at WHERE id = :id", one)
            connection.execute(f"UPDATE events SET occurred = :at, {_LABEL} WHERE id = :id", one)  # noqa: S608
            connection.execute(
                f"UPDATE event_resources SET occurred = :at, {_LABEL} WHERE event_id = :id",  # noqa: S608
                one,
            )
        times = {"run": run, "first": _stored(first), "began": _stored(began), "last": _stored(last)}
        connection.execute(
            "UPDATE flow_run SET created = :first, expected_start_time = :first, start_time = :began, "
            "state_timestamp = :last, end_time = iif(end_time IS NULL, NULL, :last) WHERE id = :run",
            times,
        )
        for table, key in (("flow", "flow_id"), ("deployment", "deployment_id")):
            of_run = f"(SELECT {key} FROM flow_run WHERE id = :run)"  # noqa: S608 - names of this module's own
            connection.execute(f"UPDATE {table} SET created = :first WHERE id = {of_run}", times)  # noqa: S608


_LABEL = """resource = json_replace(resource, '$."prefect.state-timestamp"', :label)"""


def _stored(moment: datetime | None) -> str | None:
    """A time as Prefect keeps it in SQLite."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if moment else None
