"""`make simulate-gate`: the share of simulated pairs of runs on which the gate goes red."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evals.statistics.regression import ALPHA, Arms, compare


def simulate(
    before: Sequence[float],
    now: Sequence[float],
    *,
    runs: int,
    pairs: int,
    seed: int,
    now_runs: int | None = None,
) -> float:
    """The share of `pairs` that go red, where evals pass at these rates, `runs` times each."""
    dice = np.random.default_rng(seed)
    red = 0
    for _ in range(pairs):
        evals = [
            Arms(
                before_runs=runs,
                before_passes=int(dice.binomial(runs, b)),
                now_runs=now_runs or runs,
                now_passes=int(dice.binomial(now_runs or runs, n)),
            )
            for b, n in zip(before, now, strict=True)
        ]
        red += compare(evals).red
    return red / pairs


EQUAL = {
    "one eval at 0.95": [0.95],
    "one eval at 0.5": [0.5],
    "33 evals at 0.95": [0.95] * 33,
    "10 evals at 0.5": [0.5] * 10,
    "20 evals at 0.99, 5 at 0.6": [0.99] * 20 + [0.6] * 5,
}


def main() -> None:
    print(f"equal arms, 14 repeats, 2,000 pairs: red by chance, {ALPHA:.0%} at most")
    for name, rates in EQUAL.items():
        print(f"  {name:32} {simulate(rates, rates, runs=14, pairs=2_000, seed=3):6.2%}")
    print("0.95 before, 0.5 now, 14 repeats, 2,000 pairs: seen, 80 % at least")
    for count in (1, 33):
        seen = simulate([0.95] * count, [0.5] * count, runs=14, pairs=2_000, seed=4)
        print(f"  {count:2} evals fall {'':20} {seen:6.2%}")
    one_of_many = simulate([0.95] * 33, [0.5] + [0.95] * 32, runs=14, pairs=2_000, seed=5)
    print(f"  one of 33 evals falls (not asked for) {one_of_many:6.2%}")


if __name__ == "__main__":
    main()
