"""Like with like: which runs before are to be compared with which runs now, and which with none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.gate.grading import Grading, differences
from evals.gate.runs import EvalRun
from evals.statistics.regression import Arms


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One eval, asked of one model and graded in one way, before and now."""

    eval: str
    scenario: str | None
    model: str
    """`A -> B` where each side has one model and they differ; empty where no run had one."""
    grading: str
    """Judges and rubrics; empty where all of the eval's runs were graded alike."""
    arms: Arms


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Runs that nothing is to be compared with."""

    eval: str | None
    """None for runs of any eval."""
    model: str
    why: str
    before: int
    """How many runs of the baseline are left out."""
    now: int


@dataclass(frozen=True, kw_only=True)
class Matching:
    """What is compared, and what is not."""

    pairs: tuple[Pair, ...]
    left_out: tuple[LeftOut, ...]


Sides = tuple[Sequence[EvalRun], Sequence[EvalRun]]
"""Runs before, and runs now."""


def match(before: Sequence[EvalRun], now: Sequence[EvalRun]) -> Matching:
    """Pair runs of the same eval and model that were graded alike: on the same rubrics, by the same judges
    with the same instruments. Ordered by eval, then model."""
    left_out: list[LeftOut] = []
    pairs: list[Pair] = []
    for (name, model), sides in sorted(_by_eval_and_model((before, now), left_out).items()):
        if why := _incomparable(sides):
            left_out.append(_left_out(name, model, why, *sides))
        else:
            pairs += _pairs(name, model, sides, left_out)
    return Matching(pairs=tuple(pairs), left_out=tuple(left_out))


def _incomparable(sides: Sides) -> str:
    """Why an eval's runs can't be compared, whatever they were graded on."""
    before, now = sides
    if not before:
        return "new: not in the baseline"
    if not now:
        return "gone: not in the current runs"
    silent = [
        f"none of the {side} runs was measured"
        for side, runs in (("baseline's", before), ("current", now))
        if not any(run.measured for run in runs)
    ]
    return " and ".join(silent)


def _pairs(name: str, model: str, sides: Sides, left_out: list[LeftOut]) -> Iterator[Pair]:
    graded, unknown = _by_grading(sides)
    before, now = graded
    for grading in sorted(before.keys() & now.keys(), key=repr):
        yield Pair(
            eval=name,
            scenario=next((run.scenario for run in (*now[grading], *before[grading]) if run.scenario), None),
            model=model,
            grading=_described(grading) if len(before.keys() | now.keys()) > 1 else "",
            arms=Arms(
                before_runs=len(before[grading]),
                before_passes=_passes(before[grading]),
                now_runs=len(now[grading]),
                now_passes=_passes(now[grading]),
            ),
        )
    was, is_ = before.keys() - now.keys(), now.keys() - before.keys()
    if was or is_:
        left_out.append(
            _left_out(
                name,
                model,
                differences(was or before.keys(), is_ or now.keys()),
                [run for grading in was for run in before[grading]],
                [run for grading in is_ for run in now[grading]],
            )
        )
    if any(unknown):
        left_out.append(
            _left_out(name, model, "failed before it could be told what they are graded on", *unknown)
        )


def _by_grading(sides: Sides) -> tuple[list[dict[Grading, list[EvalRun]]], tuple[list[EvalRun], ...]]:
    """The measured runs of an eval on both sides by what they are graded on, and those of which that can't be
    told.

    A run that passed was graded on all that the eval has. One that failed may have ended on its way there: it
    belongs to the only grading of its own side that begins as it does; or else, to the only one of both.
    """
    passed = [{run.grading for run in side if run.outcome == "passed"} for side in sides]
    seen = {run.grading for side in sides for run in side if run.measured}
    farthest = {grading for grading in seen if not any(grading.begins(o) for o in seen - {grading})}
    found: list[dict[Grading, list[EvalRun]]] = [{}, {}]
    unknown: tuple[list[EvalRun], ...] = ([], [])
    for place, side in enumerate(sides):
        for run in side:
            if run.outcome == "passed":
                found[place].setdefault(run.grading, []).append(run)
            elif run.outcome == "failed":
                candidates: list[Grading] = []
                for scope in (passed[place], passed[0] | passed[1], farthest):
                    candidates = candidates or [g for g in scope if run.grading.begins(g)]
                if len(candidates) == 1:
                    found[place].setdefault(candidates[0], []).append(run)
                else:
                    unknown[place].append(run)
    return found, unknown


def _by_eval_and_model(sides: Sides, left_out: list[LeftOut]) -> dict[tuple[str, str], Sides]:
    before, now = ({run.model for run in side if run.model} for side in sides)
    slots = _slots(before, now)
    if slots is None:
        why = "each side has models of its own: which are to be compared can't be told"
        left_out.append(
            _left_out(None, f"{', '.join(sorted(before))} -> {', '.join(sorted(now))}", why, *sides)
        )
        return {}
    found: dict[tuple[str, str], tuple[list[EvalRun], list[EvalRun]]] = {}
    others: dict[str, tuple[list[EvalRun], list[EvalRun]]] = {}
    for place, side in enumerate(sides):
        models_of: dict[str, set[str]] = {}
        for run in side:
            if run.model:
                models_of.setdefault(run.eval, set()).add(run.model)
        for run in side:
            model = run.model or _only(models_of.get(run.eval, ())) or _only(before if place == 0 else now)
            slot = slots.get(model) if model else _only(slots.values())
            if slot is None:
                others.setdefault(model or "", ([], []))[place].append(run)
            else:
                found.setdefault((run.eval, slot), ([], []))[place].append(run)
    for model, runs in sorted(others.items()):
        why = (
            "this model is on one side only"
            if model
            else "ended before it could be told which model they had"
        )
        left_out.append(_left_out(None, model, why, *runs))
    return dict(found)


def _slots(before: set[str], now: set[str]) -> Mapping[str, str] | None:
    """Under what name the runs of each model are compared; None where that can't be told."""
    shared = before & now
    if shared:
        return {model: model for model in shared}
    if len(before) > 1 or len(now) > 1:
        return None
    name = " -> ".join((*before, *now))
    return dict.fromkeys((*before, *now), name) or {"": ""}


def _only(names: Iterable[str]) -> str | None:
    different = set(names)
    return different.pop() if len(different) == 1 else None


def _left_out(
    name: str | None, model: str, why: str, before: Sequence[EvalRun], now: Sequence[EvalRun]
) -> LeftOut:
    return LeftOut(eval=name, model=model, why=why, before=len(before), now=len(now))


def _passes(runs: Iterable[EvalRun]) -> int:
    return sum(run.outcome == "passed" for run in runs)


def _described(grading: Grading) -> str:
    judges = ", ".join(dict.fromkeys(graded.judge for graded in grading.graded)) or "no judge"
    return f"{judges} on {'+'.join(grading.rubrics) or 'no rubric'}"
