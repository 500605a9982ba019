"""The runs of one eval with one model, taken together."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.outcomes import Outcome
from evals.results.record import EvalRecord
from evals.statistics.clusters import Cluster, clustered_rate
from evals.statistics.estimate import Estimate, wilson
from evals.statistics.repeats import pass_at_k, pass_hat_k
from evals.transcripts.usage import Usage, total_usage


@dataclass(frozen=True, kw_only=True)
class EvalGroup:
    """One eval, asked of one model, so many times."""

    eval: str
    model: str | None
    """The agent's; None where no run got as far as having one."""
    records: tuple[EvalRecord, ...]
    """In the order of their repeats."""

    def count(self, outcome: Outcome) -> int:
        """How many of the runs ended so."""
        return sum(record.outcome == outcome for record in self.records)

    @property
    def passes(self) -> int:
        return self.count("passed")

    @property
    def measured(self) -> int:
        """The runs that say something of the agent: those that passed or failed."""
        return self.passes + self.count("failed")

    @property
    def rate(self) -> Estimate | None:
        """The share of measured runs that passed, with its Wilson interval; None where none was."""
        return wilson(self.passes, self.measured)

    def pass_at(self, k: int) -> float | None:
        """The chance that at least one of `k` runs passes."""
        return pass_at_k(runs=self.measured, passes=self.passes, k=k)

    def pass_hat(self, k: int) -> float | None:
        """The chance that all of `k` runs pass."""
        return pass_hat_k(runs=self.measured, passes=self.passes, k=k)

    @property
    def agent_usage(self) -> Usage:
        return total_usage(record.usage.agent for record in self.records)

    @property
    def judge_usage(self) -> Usage:
        return total_usage(record.usage.judge for record in self.records)

    @property
    def median_s(self) -> float:
        """Seconds from a question to its answer."""
        return statistics.median(record.durations.agent_s for record in self.records)


def grouped(records: Iterable[EvalRecord]) -> list[EvalGroup]:
    """Group `records` by eval and model, ordered by eval, then model.

    A run that ended before it had a model counts for the one that it was crossed with, or else for the eval's
    only one, where there is one.
    """
    runs: dict[str, dict[str | None, list[EvalRecord]]] = {}
    for record in records:
        model = record.models.agent or record.crossed_with
        runs.setdefault(record.eval, {}).setdefault(model, []).append(record)
    groups = []
    for name, by_model in sorted(runs.items()):
        if len(by_model) == 2 and None in by_model:
            early = by_model.pop(None)
            by_model[next(iter(by_model))] += early
        groups += [
            EvalGroup(eval=name, model=model, records=tuple(sorted(of_model, key=_in_order)))
            for model, of_model in sorted(by_model.items(), key=lambda item: item[0] or "")
        ]
    return groups


def short_names(evals: Iterable[str]) -> dict[str, str]:
    """Return for each eval its name without the file, where no other file has an eval of that name."""
    shorts = {name: name.partition("::")[2] or name for name in evals}
    often = Counter(shorts.values())
    return {name: short if often[short] == 1 else name for name, short in shorts.items()}


def pooled_rate(groups: Sequence[EvalGroup]) -> Estimate | None:
    """The share of all measured runs that passed, with an interval that takes into account that runs of one
    scenario resemble each other; None where none was measured."""
    clusters: dict[str, list[EvalGroup]] = {}
    for group in groups:
        clusters.setdefault(_cluster(group), []).append(group)
    return clustered_rate(
        [
            Cluster(runs=sum(g.measured for g in together), passes=sum(g.passes for g in together))
            for together in clusters.values()
        ]
    )


def _cluster(group: EvalGroup) -> str:
    """The scenario; an eval that has none is its own."""
    return group.records[0].scenario or group.eval


def _in_order(record: EvalRecord) -> tuple[int, str]:
    return record.repeat, record.started_at.isoformat()
