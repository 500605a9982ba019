"""The gate's decision, and the numbers that it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.gate.matching import LeftOut, Pair, match
from evals.gate.runs import EvalRun, Side
from evals.statistics.clusters import Cluster, clustered_rate
from evals.statistics.estimate import Estimate
from evals.statistics.power import POWER, chance_to_see, repeats_needed, repeats_needed_now
from evals.statistics.regression import ALPHA, compare

Decision = Literal["no regression", "regression", "not measured"]

DETECT = 0.15
"""The fall of the pooled pass rate that has to be seen, where none is asked for.

What a pull request can pay for: against ten nightly repeats of each of 33 evals, four repeats (132 runs) show
a fall by 0.15 from any rate of 0.6 or above. One by 0.10 takes six of them from 0.9, and 14 from 0.7."""

MAX_TROUBLE = 0.2
"""The share of current runs that may be unmeasured, where none is asked for."""


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """What is asked of the gate."""

    detect: float = DETECT
    max_trouble: float = MAX_TROUBLE
    min_pass_rate: float | None = None


@dataclass(frozen=True, kw_only=True)
class Tally:
    """All runs of one side, whether they are compared or not."""

    passed: int
    failed: int
    unmeasured: int
    skipped: int
    copies: int
    """Records that are not among the runs; see `Side`."""
    troubles: tuple[tuple[str, int], ...]
    """What kept runs from being measured, and how many; most first."""
    models: tuple[str, ...]
    judges: tuple[str, ...]

    @property
    def runs(self) -> int:
        return self.passed + self.failed + self.unmeasured + self.skipped

    @property
    def measured(self) -> int:
        return self.passed + self.failed

    @property
    def trouble(self) -> float:
        """The share of runs that were not measured; those that were skipped never began."""
        begun = self.runs - self.skipped
        return self.unmeasured / begun if begun else 0.0

    @property
    def pass_rate(self) -> float | None:
        return self.passed / self.measured if self.measured else None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A pair with what the test says of it."""

    pair: Pair
    p: float
    """The chance of such a fall where nothing changed, corrected for the number of evals."""

    @property
    def worse(self) -> bool:
        return self.p <= ALPHA


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """All pairs together."""

    before_runs: int
    before_passes: int
    before: Estimate
    now_runs: int
    now_passes: int
    now: Estimate
    p: float
    chance: float
    """How often a fall by what has to be seen would be seen with so many runs."""
    repeats_now: int | None
    """How many runs of each eval now would do, with this baseline; None where no number of them does."""
    repeats: int | None
    """How many would do on both sides; None where the pass rate can't fall so far."""


@dataclass(frozen=True, kw_only=True)
class Gate:
    """What was decided, and on what."""

    decision: Decision
    reasons: tuple[str, ...]
    """Sentences of the gate's own, without any text from records."""
    compared: tuple[Compared, ...]
    """The least probable first."""
    pooled: Pooled | None
    """None where nothing can be compared."""
    left_out: tuple[LeftOut, ...]
    before: Tally
    now: Tally
    versions: tuple[tuple[str, str, str], ...]
    """Packages whose versions differ, with those before and those now."""
    thresholds: Thresholds


def decide(before: Side, now: Side, thresholds: Thresholds) -> Gate:
    """Compare `before` and `now`, like with like, and decide.

    A regression that is seen is one, however few the repeats. The floor is for all current runs that were
    measured, those left out of the comparison included; where trouble is over its limit it says nothing.
    """
    matching = match(before.runs, now.runs)
    compared, pooled = _compared(matching.pairs, thresholds.detect)
    was, is_ = _tally(before), _tally(now)
    worse = [*_seen(compared, pooled), *_below_floor(is_, thresholds)]
    blind = list(_blind(is_, pooled, thresholds))
    decision: Decision = "regression" if worse else "not measured" if blind else "no regression"
    if decision == "no regression":
        reasons = [f"neither an eval nor all of them together pass less often now (p > {ALPHA})"]
    else:
        reasons = [*worse, *blind]
    return Gate(
        decision=decision,
        reasons=tuple(reasons),
        compared=compared,
        pooled=pooled,
        left_out=matching.left_out,
        before=was,
        now=is_,
        versions=tuple(_versions(before.runs, now.runs)),
        thresholds=thresholds,
    )


def _compared(pairs: Sequence[Pair], detect: float) -> tuple[tuple[Compared, ...], Pooled | None]:
    if not pairs:
        return (), None
    arms = [pair.arms for pair in pairs]
    tested = compare(arms)
    compared = [Compared(pair=pair, p=p) for pair, p in zip(pairs, tested.p_values, strict=True)]
    compared.sort(key=lambda one: (one.p, _change(one.pair)))
    before, now = sum(a.before_runs for a in arms), sum(a.now_runs for a in arms)
    passed, passes = sum(a.before_passes for a in arms), sum(a.now_passes for a in arms)
    estimates = [
        clustered_rate([Cluster(runs=runs, passes=passes) for runs, passes in counts])
        for counts in (
            _by_scenario((p, p.arms.before_runs, p.arms.before_passes) for p in pairs),
            _by_scenario((p, p.arms.now_runs, p.arms.now_passes) for p in pairs),
        )
    ]
    assert estimates[0] is not None
    assert estimates[1] is not None
    rate = passed / before
    return tuple(compared), Pooled(
        before_runs=before,
        before_passes=passed,
        before=estimates[0],
        now_runs=now,
        now_passes=passes,
        now=estimates[1],
        p=tested.pooled,
        chance=chance_to_see([(a.before_runs, a.now_runs) for a in arms], rate=rate, drop=detect),
        repeats_now=repeats_needed_now(before=[a.before_runs for a in arms], rate=rate, drop=detect),
        repeats=repeats_needed(evals=len(arms), rate=rate, drop=detect),
    )


def _seen(compared: Sequence[Compared], pooled: Pooled | None) -> Iterable[str]:
    if worse := sum(one.worse for one in compared):
        passes = "pass" if worse > 1 else "passes"
        yield f"{worse} of {len(compared)} evals {passes} less often now (p <= {ALPHA})"
    if pooled is not None and len(compared) > 1 and pooled.p <= ALPHA:
        yield f"all evals together pass less often now (p = {pooled.p:.2g})"


def _below_floor(now: Tally, thresholds: Thresholds) -> Iterable[str]:
    floor, rate = thresholds.min_pass_rate, now.pass_rate
    if floor is not None and rate is not None and rate < floor and now.trouble <= thresholds.max_trouble:
        yield f"{now.passed} of {now.measured} current runs passed: {rate:.3f}, below the floor of {floor:g}"


def _blind(now: Tally, pooled: Pooled | None, thresholds: Thresholds) -> Iterable[str]:
    """Why a regression could have been missed."""
    if now.trouble > thresholds.max_trouble:
        yield (
            f"{now.unmeasured} of {now.runs - now.skipped} current runs could not be measured: "
            f"{now.trouble:.2f} is over the limit of {thresholds.max_trouble:g}"
        )
    if pooled is None:
        yield "nothing can be compared: no eval has measured runs on both sides that were graded alike"
    elif pooled.chance < POWER:
        yield (
            f"a fall of the pass rate by {thresholds.detect:g} would be seen with a chance of only "
            f"{pooled.chance:.2f}, and not {POWER:g}: {_enough(pooled)}"
        )


def _enough(pooled: Pooled) -> str:
    if pooled.repeats is None:
        return f"the baseline's pass rate of {pooled.before.value:.3f} can't fall so far"
    if pooled.repeats_now is None:
        return f"{pooled.repeats} repeats of each eval on both sides would do"
    both = f", or {pooled.repeats} on both sides" if pooled.repeats < pooled.repeats_now else ""
    return f"{pooled.repeats_now} repeats of each eval now would do, with this baseline{both}"


def _tally(side: Side) -> Tally:
    outcomes = Counter(run.outcome for run in side.runs)
    troubles = Counter(run.trouble for run in side.runs if run.outcome == "unmeasured")
    return Tally(
        passed=outcomes["passed"],
        failed=outcomes["failed"],
        unmeasured=outcomes["unmeasured"],
        skipped=outcomes["skipped"],
        copies=side.copies,
        troubles=tuple(troubles.most_common()),
        models=tuple(sorted({run.model for run in side.runs if run.model})),
        judges=tuple(sorted({graded.judge for run in side.runs for graded in run.grading.graded})),
    )


def _versions(before: Iterable[EvalRun], now: Iterable[EvalRun]) -> Iterable[tuple[str, str, str]]:
    found: dict[str, tuple[set[str], set[str]]] = {}
    for place, side in enumerate((before, now)):
        for name, version in {version for run in side for version in run.versions}:
            found.setdefault(name, (set(), set()))[place].add(version)
    for name, (was, is_) in sorted(found.items()):
        if was != is_:
            yield name, ", ".join(sorted(was)) or "none", ", ".join(sorted(is_)) or "none"


def _by_scenario(counts: Iterable[tuple[Pair, int, int]]) -> Iterable[tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for pair, runs, passes in counts:
        cluster = pair.scenario or pair.eval
        before = found.get(cluster, (0, 0))
        found[cluster] = (before[0] + runs, before[1] + passes)
    return found.values()


def _change(pair: Pair) -> float:
    return pair.arms.now_passes / pair.arms.now_runs - pair.arms.before_passes / pair.arms.before_runs
