"""A rate, and how far it can be trusted."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

CONFIDENCE = 0.95


class Estimate(BaseModel):
    """A value with its 95 % interval."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float
    low: float
    high: float


def wilson(successes: float, trials: float) -> Estimate | None:
    """A proportion with its Wilson interval; None for no trials. Both may be fractions: effective counts."""
    if not trials:
        return None
    from statsmodels.stats.proportion import proportion_confint  # takes a second to load

    low, high = proportion_confint(successes, trials, alpha=1 - CONFIDENCE, method="wilson")
    return Estimate(value=successes / trials, low=float(low), high=float(high))


def interval(estimate: Estimate | None) -> str:
    """The interval alone, as text; `-` where there is none."""
    return "-" if estimate is None else f"{estimate.low:.2f}-{estimate.high:.2f}"


def shown(estimate: Estimate | None) -> str:
    """An estimate with its interval, as text; `-` where it is not defined."""
    return "-" if estimate is None else f"{estimate.value:.3f} ({interval(estimate)})"
