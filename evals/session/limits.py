"""What one eval may use, and what a whole run may."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.agents.models import REFERENCE
from evals.results.money import dollars


@dataclass(frozen=True, kw_only=True)
class EvalLimits:
    """What the agent may use for one answer; None is no limit. An agent that needs more has failed."""

    requests: int | None = None
    tokens: int | None = None
    """In and out together."""
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True)
class RunLimits:
    """What all evals of a run together may use; None is no limit."""

    cost_usd: float | None = None
    """Of agent and judge."""
    seconds: float | None = None


@dataclass(kw_only=True)
class Ledger:
    """What a run has used, read from its results as they grow: other workers' evals count, too."""

    results: Path
    started: float
    """When the run began, in seconds since the epoch."""
    cost_usd: float = 0.0
    costliest_usd: float = 0.0
    longest_s: float = 0.0
    """The longest eval, without its set-up."""
    unpriced: set[str] = field(default_factory=set)
    """The models whose price isn't known."""
    _read_to: int = 0

    def refusal(self, limits: RunLimits) -> str | None:
        """Why the next eval must not start: with it, a limit would be passed if it used as much as the
        most expensive one so far. None where it may."""
        self._read_on()
        if limits.cost_usd is not None:
            if self.unpriced:
                return (
                    f"--max-cost can't be kept: the price of {', '.join(sorted(self.unpriced))} is not known"
                )
            if self.cost_usd + self.costliest_usd > limits.cost_usd:
                return (
                    f"--max-cost {limits.cost_usd:g} would be passed: {dollars(self.cost_usd)} spent, and an "
                    f"eval took up to {dollars(self.costliest_usd)}"
                )
        elapsed = time.time() - self.started
        if limits.seconds is not None and elapsed + self.longest_s > limits.seconds:
            return (
                f"--max-seconds {limits.seconds:g} would be passed: {elapsed:.0f} s are over, and an eval "
                f"took up to {self.longest_s:.1f} s"
            )
        return None

    def _read_on(self) -> None:
        try:
            with self.results.open("rb") as file:
                file.seek(self._read_to)
                for line in file:
                    if not line.endswith(b"\n"):
                        break  # being written
                    self._read_to += len(line)
                    self._count(json.loads(line))
        except FileNotFoundError:
            return

    def _count(self, record: dict[str, Any]) -> None:
        cost = 0.0
        for role in ("agent", "judge"):
            used, model = record["usage"][role], record["models"][role]
            if not used["requests"] or model == REFERENCE:
                continue
            if used["cost_usd"] is None:
                self.unpriced.add(str(model))
            else:
                cost += used["cost_usd"]
        durations = record["durations"]
        self.cost_usd += cost
        self.costliest_usd = max(self.costliest_usd, cost)
        self.longest_s = max(self.longest_s, durations["agent_s"] + durations["judge_s"])
