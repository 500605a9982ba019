"""Only the times of one run are moved, and all of them."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from evals.scenarios.replayed.backdating import backdate

THEN = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
NOW = "2026-05-06 07:08:09.000010"
RUN, OTHER = uuid4(), uuid4()
_TABLES = """
CREATE TABLE flow (id, created);
CREATE TABLE deployment (id, created);
CREATE TABLE flow_run (id, flow_id, deployment_id, created, expected_start_time, start_time, end_time,
                       state_timestamp, updated);
CREATE TABLE flow_run_state (id, flow_run_id, timestamp);
CREATE TABLE events (id, occurred, resource);
CREATE TABLE event_resources (event_id, occurred, resource);
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "prefect.sqlite")) as connection:
        connection.executescript(_TABLES)
        yield connection


def _write_run(database: sqlite3.Connection, run: UUID, *, end_time: str | None = NOW) -> list[UUID]:
    states = [uuid4(), uuid4(), uuid4()]
    label = json.dumps({"prefect.state-timestamp": NOW, "prefect.state-name": "Some"})
    with database:
        database.execute("INSERT INTO flow VALUES (?, ?)", (f"flow-{run}", NOW))
        database.execute("INSERT INTO deployment VALUES (?, ?)", (f"deployment-{run}", NOW))
        times = (NOW, NOW, NOW, end_time, NOW, NOW)
        database.execute(
            "INSERT INTO flow_run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (str(run), f"flow-{run}", f"deployment-{run}", *times),
        )
        for state in states:
            database.execute("INSERT INTO flow_run_state VALUES (?, ?, ?)", (str(state), str(run), NOW))
            database.execute("INSERT INTO events VALUES (?, ?, ?)", (str(state), NOW, label))
            database.execute("INSERT INTO event_resources VALUES (?, ?, ?)", (str(state), NOW, label))
    return states


def _everything(database: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    tables = ("flow", "deployment", "flow_run", "flow_run_state", "events", "event_resources")
    return {table: database.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


def _move(tmp_path: Path, states: list[UUID]) -> None:
    moments = [THEN + timedelta(seconds=60 * number) for number in range(3)]
    backdate(
        tmp_path / "prefect.sqlite",
        flow_run_id=RUN,
        states=list(zip(states, moments, strict=True)),
        began=moments[1],
    )


def test_states_and_their_events_get_their_times(tmp_path: Path, database: sqlite3.Connection) -> None:
    states = _write_run(database, RUN)
    _move(tmp_path, states)
    expected = ["2026-01-02 03:04:05.000678", "2026-01-02 03:05:05.000678", "2026-01-02 03:06:05.000678"]
    for query in (
        "SELECT timestamp FROM flow_run_state",
        "SELECT occurred FROM events",
        "SELECT occurred FROM event_resources",
    ):
        assert [time for (time,) in database.execute(query)] == expected


@pytest.mark.parametrize("table", ["events", "event_resources"])
def test_the_label_of_an_event_says_the_same(
    table: str, tmp_path: Path, database: sqlite3.Connection
) -> None:
    states = _write_run(database, RUN)
    _move(tmp_path, states)
    (label,) = database.execute(f"SELECT resource FROM {table}").fetchone()
    assert json.loads(label) == {
        "prefect.state-timestamp": "2026-01-02T03:04:05.000678+00:00",
        "prefect.state-name": "Some",
    }


def test_the_run_was_created_began_and_ended_with_its_states(
    tmp_path: Path, database: sqlite3.Connection
) -> None:
    states = _write_run(database, RUN)
    _move(tmp_path, states)
    columns = "created, expected_start_time, start_time, end_time, state_timestamp, updated"
    assert database.execute(f"SELECT {columns} FROM flow_run").fetchone() == (
        "2026-01-02 03:04:05.000678",
        "2026-01-02 03:04:05.000678",
        "2026-01-02 03:05:05.000678",
        "2026-01-02 03:06:05.000678",
        "2026-01-02 03:06:05.000678",
        NOW,
    )


def test_a_run_that_goes_on_has_no_end(tmp_path: Path, database: sqlite3.Connection) -> None:
    states = _write_run(database, RUN, end_time=None)
    _move(tmp_path, states)
    assert database.execute("SELECT end_time FROM flow_run").fetchone() == (None,)


@pytest.mark.parametrize("table", ["flow", "deployment"])
def test_what_it_is_a_run_of_is_as_old(table: str, tmp_path: Path, database: sqlite3.Connection) -> None:
    states = _write_run(database, RUN)
    _move(tmp_path, states)
    assert database.execute(f"SELECT created FROM {table}").fetchone() == ("2026-01-02 03:04:05.000678",)


def test_nothing_of_another_run_is_touched(tmp_path: Path, database: sqlite3.Connection) -> None:
    _write_run(database, OTHER)
    before = _everything(database)
    states = _write_run(database, RUN)
    _move(tmp_path, states)
    after = _everything(database)
    assert all(row in after[table] for table, rows in before.items() for row in rows)


def test_no_database_is_made_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        _move(tmp_path, [uuid4(), uuid4(), uuid4()])
    assert not (tmp_path / "prefect.sqlite").exists()
