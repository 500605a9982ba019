"""The matrix's column of evidence, and what it makes of a row."""

from __future__ import annotations

import dataclasses

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.controls.evidence import Removal, RemovalFate
from evals.controls.matrix import Cell, Row, render

HOLDS = Row(
    scenario="engine_crash",
    fidelity="engine",
    oracle="passed",
    why="",
    cells=(Cell(kind="says_nothing", fate="killed", why="identifies_cause: not named"),),
    removals=(
        Removal(what="the lease error", fate="noticed"),
        Removal(what="the exception", fate="noticed"),
    ),
)


def with_fate(fate: RemovalFate) -> Row:
    removal = Removal(what="the silence", fate=fate, why="it is still met")
    return dataclasses.replace(HOLDS, removals=(*HOLDS.removals, removal))


def line_of(row: Row) -> str:
    return next(line for line in render([row]).splitlines() if line.startswith("engine_crash "))


def test_a_row_holds_where_every_removal_was_noticed() -> None:
    assert HOLDS.holds
    assert line_of(HOLDS).endswith("  2/2")


@pytest.mark.parametrize("fate", ["not noticed", "not applied", "not named"])
def test_a_row_does_not_hold_with_any_other_fate(fate: RemovalFate) -> None:
    row = with_fate(fate)

    assert not row.holds
    assert line_of(row).endswith("  the silence")
    assert f"{fate.upper()} the silence, of engine_crash: it is still met" in render([row]).splitlines()


def test_the_figures_count_removals() -> None:
    assert render([HOLDS, with_fate("not applied")]).endswith("; 4 of 5 removals noticed")


def test_columns_stand_below_their_heads_where_a_situation_could_not_be_made() -> None:
    unmade = dataclasses.replace(HOLDS, scenario="unmade", oracle="unmeasured", cells=(), removals=())

    head, _, first, second, *_ = render([unmade, HOLDS]).splitlines()

    assert first.index("-") == second.index("killed") == head.index("says_nothing")
    assert second.index("2/2") == head.index("evidence")


@pytest.mark.parametrize(("row", "code"), [(HOLDS, 0), (with_fate("not noticed"), 1)])
def test_the_command_fails_where_a_removal_was_not_noticed(
    monkeypatch: pytest.MonkeyPatch, row: Row, code: int
) -> None:
    async def run_controls(*_args: object, **_options: object) -> list[Row]:
        return [row]

    monkeypatch.setattr("evals.controls.run.run_controls", run_controls)

    assert CliRunner().invoke(app, ["controls", "engine_crash"]).exit_code == code
