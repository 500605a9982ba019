"""A rate over many scenarios: runs of one scenario resemble each other, and count for less than as many
runs of different ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.statistics.estimate import Estimate, wilson


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """The runs of one scenario that were measured."""

    runs: int
    passes: int


def clustered_rate(clusters: Sequence[Cluster]) -> Estimate | None:
    """The share of all runs that passed, with an interval that holds where scenarios differ; None for none.

    Wilson's interval for the effective number of runs: as many independent runs as would give the variance
    that the clusters give, never more than there were. Where no variance can be told (one scenario, or every
    run with the same outcome) each scenario counts as one run, the most careful assumption.
    """
    clusters = [cluster for cluster in clusters if cluster.runs]
    runs, passes = sum(c.runs for c in clusters), sum(c.passes for c in clusters)
    if not runs:
        return None
    effective = effective_runs(clusters)
    estimate = wilson(passes / runs * effective, effective)
    assert estimate is not None
    return estimate.model_copy(update={"value": passes / runs})


def effective_runs(clusters: Sequence[Cluster]) -> float:
    """How many independent runs say as much as these."""
    runs, passes = sum(c.runs for c in clusters), sum(c.passes for c in clusters)
    if runs == len(clusters):
        return runs
    if passes in (0, runs) or len(clusters) < 2:
        return len(clusters)
    rate, count = passes / runs, len(clusters)
    # The variance of a ratio estimator over clusters (Cochran, Sampling Techniques, 3.12).
    spread = sum((c.passes - rate * c.runs) ** 2 for c in clusters)
    variance = count / (count - 1) * spread / runs**2
    return min(runs, rate * (1 - rate) / variance) if variance else runs
