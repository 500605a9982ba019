"""The matrix of controls: eval x control, killed or survived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from evals.controls.wrong_answers import Control, ControlKind, NotApplicable, controls_of
from evals.judges.grading import grade
from evals.outcomes import Outcome
from evals.scenarios.situation import Fidelity, Situation
from evals.transcripts import Exchange

if TYPE_CHECKING:
    from evals.judges import Judge

Fate = Literal["killed", "survived", "n/a"]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What became of one control; `why` is the first criterion that killed it, or why it can't apply."""

    kind: ControlKind
    fate: Fate
    why: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One eval: how its oracle did, and what became of its controls."""

    scenario: str
    fidelity: Fidelity
    oracle: Outcome
    why: str
    """Why the oracle did not pass; empty where it did."""
    cells: tuple[Cell, ...]

    @property
    def holds(self) -> bool:
        return self.oracle == "passed" and all(cell.fate != "survived" for cell in self.cells)


async def control_row(situation: Situation, oracle: Exchange, *, judge: Judge, changed: Sequence[str]) -> Row:
    """Grade the oracle's answer and every wrong one. `changed` is what the oracle's run changed on the
    server, which is nothing where all is well."""
    outcome, why = await _graded(situation, oracle, judge=judge)
    if changed:
        outcome, why = "failed", "; ".join(changed)
    cells = [await _fate(situation, control, judge=judge) for control in controls_of(situation, oracle)]
    return Row(
        scenario=situation.scenario,
        fidelity=situation.fidelity,
        oracle=outcome,
        why=why,
        cells=tuple(cells),
    )


async def _fate(situation: Situation, control: Control | NotApplicable, *, judge: Judge) -> Cell:
    if isinstance(control, NotApplicable):
        return Cell(kind=control.kind, fate="n/a", why=control.reason)
    outcome, why = await _graded(situation, control.exchange, judge=judge)
    return Cell(kind=control.kind, fate="killed" if outcome == "failed" else "survived", why=why)


async def _graded(situation: Situation, exchange: Exchange, *, judge: Judge) -> tuple[Outcome, str]:
    """The outcome that the eval of this situation would have, and the first reason for it."""
    verdict = await grade(judge, situation.rubric, exchange)
    if verdict.outcome != "passed":
        return verdict.outcome, verdict.explanation.splitlines()[0]
    called = {call.name for call in exchange.tool_calls if call.succeeded}
    missing = [tool for tool in situation.required_tools if tool not in called]
    return ("failed", f"{', '.join(missing)} not called") if missing else ("passed", "")


def render(rows: Sequence[Row]) -> str:
    """The matrix as text: one line an eval, then every reason that needs reading, then the figures."""
    kinds = [cell.kind for cell in rows[0].cells] if rows else []
    width = max((len(row.scenario) for row in rows), default=0)
    head = f"{'eval':{width}}  {'made by':8}  {'oracle':10}  " + "  ".join(f"{kind:19}" for kind in kinds)
    lines = [head, "-" * len(head)]
    for row in rows:
        cells = "  ".join(f"{cell.fate:19}" for cell in row.cells)
        lines.append(f"{row.scenario:{width}}  {row.fidelity:8}  {row.oracle:10}  {cells}")
    lines += ["", *_remarks(rows), _figures(rows)]
    return "\n".join(line.rstrip() for line in lines)


def _remarks(rows: Sequence[Row]) -> list[str]:
    failed = [f"oracle of {row.scenario}: {row.why}" for row in rows if row.oracle != "passed"]
    survived = [
        f"SURVIVED {cell.kind} of {row.scenario}"
        for row in rows
        for cell in row.cells
        if cell.fate == "survived"
    ]
    skipped = [
        f"n/a {cell.kind} of {row.scenario}: {cell.why}"
        for row in rows
        for cell in row.cells
        if cell.fate == "n/a"
    ]
    return [*failed, *survived, *skipped]


def _figures(rows: Sequence[Row]) -> str:
    cells = [cell for row in rows for cell in row.cells]
    engine = sum(row.fidelity == "engine" for row in rows)
    share = f"{engine / len(rows):.0%}" if rows else "-"
    return (
        f"{len(rows)} evals, {engine} made by Prefect's engine ({share}); "
        f"{sum(row.oracle == 'passed' for row in rows)} oracles pass; "
        f"{sum(cell.fate == 'killed' for cell in cells)} controls killed, "
        f"{sum(cell.fate == 'survived' for cell in cells)} survived, "
        f"{sum(cell.fate == 'n/a' for cell in cells)} not applicable"
    )
