"""What every report is made from: the records without secrets, grouped, and what is said of judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import get_args

from evals.outcomes import Outcome
from evals.reports.runs import Run, runs_of
from evals.results.directory import ResultsError
from evals.results.groups import EvalGroup, grouped, pooled_rate, short_names
from evals.results.record import EvalRecord
from evals.results.redaction import Redactor
from evals.results.store import read_parts, results_file, without_superseded
from evals.statistics.estimate import Estimate
from evals.transcripts.usage import Usage, total_usage

NO_MODEL = "no model"
"""Stands for the model of a run that ended before it had one."""


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Runs taken together: all of them, or those with one model."""

    groups: tuple[EvalGroup, ...]

    @property
    def records(self) -> list[EvalRecord]:
        return [record for group in self.groups for record in group.records]

    @property
    def passes(self) -> int:
        return sum(group.passes for group in self.groups)

    @property
    def measured(self) -> int:
        return sum(group.measured for group in self.groups)

    def count(self, outcome: Outcome) -> int:
        return sum(group.count(outcome) for group in self.groups)

    @cached_property
    def rate(self) -> Estimate | None:
        """The share of measured runs that passed; its interval takes scenarios into account."""
        return pooled_rate(self.groups)

    @property
    def agent(self) -> Usage:
        return total_usage(record.usage.agent for record in self.records)

    @property
    def judge(self) -> Usage:
        return total_usage(record.usage.judge for record in self.records)


@dataclass(frozen=True, kw_only=True)
class JudgeHealth:
    """One judge, and how it did."""

    judge: str
    standings: tuple[str, ...]
    """Whether it was calibrated, as recorded while it graded; empty where that isn't recorded."""
    kin: tuple[str, ...]
    """Models of agents that are of its own family: judges are kinder to those."""
    verdicts: int
    ungraded: int
    """Answers that it gave no verdict on."""
    calls: int
    """Calls to its model."""
    again: int
    """Answers that were graded with more than one call."""
    disagreed: int
    """Those of them on which the calls were not unanimous."""
    disputed: tuple[tuple[str, int], ...]
    """Criteria by how often the calls disagreed on them, most often first."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that reports show. No secrets are in it."""

    runs: tuple[Run, ...]
    """At least one. The failed ones first, then those that were not measured."""

    @property
    def began(self) -> datetime:
        """When the first of the runs started."""
        return min(run.record.started_at for run in self.runs)

    @cached_property
    def groups(self) -> list[EvalGroup]:
        return grouped(run.record for run in self.runs)

    @cached_property
    def total(self) -> Totals:
        return Totals(groups=tuple(self.groups))

    @cached_property
    def by_model(self) -> dict[str, Totals]:
        """The totals of each model, ordered by name."""
        models: dict[str, list[EvalGroup]] = {}
        for group in self.groups:
            models.setdefault(group.model or NO_MODEL, []).append(group)
        return {model: Totals(groups=tuple(groups)) for model, groups in sorted(models.items())}

    @cached_property
    def by_eval(self) -> dict[str, dict[str, EvalGroup]]:
        """For each eval its groups by model."""
        evals: dict[str, dict[str, EvalGroup]] = {}
        for group in self.groups:
            evals.setdefault(group.eval, {})[group.model or NO_MODEL] = group
        return evals

    @cached_property
    def families(self) -> dict[str, list[str]]:
        """The evals of each family; those of none under `other`, which is last."""
        families: dict[str, list[str]] = {}
        for name, groups in self.by_eval.items():
            known = [record.family for group in groups.values() for record in group.records if record.family]
            families.setdefault(known[0] if known else "other", []).append(name)
        return dict(sorted(families.items(), key=lambda item: (item[0] == "other", item[0])))

    @cached_property
    def names(self) -> dict[str, str]:
        """Evals by short names: without the file, where no other file has an eval of that name."""
        return short_names(self.by_eval)

    @cached_property
    def judges(self) -> list[JudgeHealth]:
        records = [run.record for run in self.runs]
        names = {verdict.judge for record in records for verdict in record.verdicts}
        names |= {record.models.judge for record in records if record.models.judge}
        return [_health(name, records) for name in sorted(names)]


def load(paths: Iterable[Path]) -> list[EvalRecord]:
    """Read results, files or folders of runs; a record that is in more than one of them counts once.

    Raises `ResultsError` where one can't be read, and where there is no record in any.
    """
    files = [results_file(path) for path in paths]
    records = without_superseded(record for file in files for record in read_parts(file, EvalRecord))
    if not records:
        raise ResultsError(f"{', '.join(map(str, files))}: there is no record in it")
    return records


def report_of(
    records: Iterable[EvalRecord], *, redactor: Redactor, done: Callable[[], None] = lambda: None
) -> Report:
    """Make a report of `records`, of which there is at least one. `done` is called for each of them."""
    return Report(runs=runs_of(sorted(records, key=_worst_first), redactor=redactor, done=done))


_URGENCY: tuple[Outcome, ...] = ("failed", "unmeasured", "passed", "skipped")
assert set(_URGENCY) == set(get_args(Outcome))


def _worst_first(record: EvalRecord) -> tuple[object, ...]:
    model = record.models.agent or ""
    return _URGENCY.index(record.outcome), record.eval, model, record.repeat, record.started_at


def _health(judge: str, records: Sequence[EvalRecord]) -> JudgeHealth:
    from evals.judges.llm.families import same_family

    of_judge = [
        (record, [verdict for verdict in record.verdicts if verdict.judge == judge]) for record in records
    ]
    verdicts = [verdict for _, given in of_judge for verdict in given]
    used = [record for record, given in of_judge if given or record.models.judge == judge]
    agents = sorted({record.models.agent for record in used if record.models.agent})
    disputed = Counter(name for verdict in verdicts for name in verdict.disagreed)
    return JudgeHealth(
        judge=judge,
        standings=tuple(
            sorted({record.models.judge_standing for record in used if record.models.judge_standing})
        ),
        kin=tuple(agent for agent in agents if same_family(agent, judge)),
        verdicts=len(verdicts),
        ungraded=sum(len(record.ungraded) for record in used if record.models.judge == judge),
        calls=sum(verdict.calls for verdict in verdicts),
        again=sum(verdict.calls > 1 for verdict in verdicts),
        disagreed=sum(bool(verdict.disagreed) for verdict in verdicts),
        disputed=tuple(disputed.most_common()),
    )
