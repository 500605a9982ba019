"""The matrix of controls: eval x control, killed or survived; and what became of the evidence taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from evals.controls.evidence import Removal
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
    """One eval: how its oracle did, what became of its controls, and whether it noticed missing evidence."""

    scenario: str
    fidelity: Fidelity
    oracle: Outcome
    why: str
    """Why the oracle did not pass; empty where it did."""
    cells: tuple[Cell, ...]
    removals: tuple[Removal, ...] = ()
    """What came of taking each piece of its decisive evidence away."""

    @property
    def unnoticed(self) -> tuple[Removal, ...]:
        return tuple(removal for removal in self.removals if removal.fate != "noticed")

    @property
    def holds(self) -> bool:
        kills = all(cell.fate != "survived" for cell in self.cells)
        return self.oracle == "passed" and kills and not self.unnoticed

    @property
    def evidence(self) -> str:
        """`3/3` where all three removals were noticed, or else what was taken away in those that were not."""
        if self.unnoticed:
            return "; ".join(removal.what for removal in self.unnoticed)
        return f"{len(self.removals)}/{len(self.removals)}" if self.removals else "-"


async def control_row(
    situation: Situation,
    oracle: Exchange,
    *,
    judge: Judge,
    changed: Sequence[str],
    removals: Sequence[Removal] = (),
) -> Row:
    """Grade the oracle's answer and every wrong one. `changed` is what the oracle's run changed on the
    server, which is nothing where all is well; `removals` is what came of taking its evidence away."""
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
        removals=tuple(removals),
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
    kinds: tuple[ControlKind, ...] = get_args(ControlKind)
    width = max((len(row.scenario) for row in rows), default=0)
    head = f"{'eval':{width}}  {'made by':8}  {'oracle':10}  " + "  ".join(
        (*(f"{kind:19}" for kind in kinds), "evidence")
    )
    lines = [head, "-" * len(head)]
    for row in rows:
        fates = {cell.kind: cell.fate for cell in row.cells}
        cells = "  ".join(f"{fates.get(kind, '-'):19}" for kind in kinds)
        lines.append(f"{row.scenario:{width}}  {row.fidelity:8}  {row.oracle:10}  {cells}  {row.evidence}")
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
    unnoticed = [
        f"{removal.fate.upper()} {removal.what}, of {row.scenario}: {removal.why}"
        for row in rows
        for removal in row.unnoticed
    ]
    return [*failed, *survived, *unnoticed, *skipped]


def _figures(rows: Sequence[Row]) -> str:
    cells = [cell for row in rows for cell in row.cells]
    removals = [removal for row in rows for removal in row.removals]
    engine = sum(row.fidelity == "engine" for row in rows)
    share = f"{engine / len(rows):.0%}" if rows else "-"
    return (
        f"{len(rows)} evals, {engine} made by Prefect's engine ({share}); "
        f"{sum(row.oracle == 'passed' for row in rows)} oracles pass; "
        f"{sum(cell.fate == 'killed' for cell in cells)} controls killed, "
        f"{sum(cell.fate == 'survived' for cell in cells)} survived, "
        f"{sum(cell.fate == 'n/a' for cell in cells)} not applicable; "
        f"{sum(removal.fate == 'noticed' for removal in removals)} of {len(removals)} removals noticed"
    )
