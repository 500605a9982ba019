"""What runs cost and how long they took, agent and judge apart: plots with a row an eval, a dot a run."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from evals.reports.data import Report
from evals.reports.plots import Series, strip_plot
from evals.results.groups import EvalGroup
from evals.results.money import dollars
from evals.results.record import EvalRecord
from evals.transcripts.usage import Usage


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Something that is measured of every run."""

    name: str
    of: Callable[[EvalRecord], float | None]
    """None where it is not known, or where nothing was used that could be measured."""
    shown: Callable[[float], str]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One eval's runs, by one measure."""

    plot: Markup
    median: str


@dataclass(frozen=True, kw_only=True)
class PlotTable:
    """Rows of cells. Measures of which nothing is known are left out and named."""

    measures: tuple[Measure, ...]
    longest: tuple[str, ...]
    """Where each measure's axis ends; all begin at 0."""
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    """By eval."""
    unknown: tuple[str, ...]


def _tokens(usage: Usage) -> float | None:
    return usage.tokens if usage.requests else None


def _seconds(seconds: float) -> float | None:
    return seconds or None


def _shown_seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:,.0f} s"


MEASURES = (
    Measure(name="agent, seconds", of=lambda r: _seconds(r.durations.agent_s), shown=_shown_seconds),
    Measure(name="judge, seconds", of=lambda r: _seconds(r.durations.judge_s), shown=_shown_seconds),
    Measure(name="agent, cost", of=lambda r: r.usage.agent.cost_usd, shown=dollars),
    Measure(name="judge, cost", of=lambda r: r.usage.judge.cost_usd, shown=dollars),
    Measure(name="agent, tokens", of=lambda r: _tokens(r.usage.agent), shown=lambda n: f"{n:,.0f}"),
    Measure(name="judge, tokens", of=lambda r: _tokens(r.usage.judge), shown=lambda n: f"{n:,.0f}"),
)


def plot_table(report: Report) -> PlotTable:
    """Plot what is known of each eval's runs."""
    records = [run.record for run in report.runs]
    highest = {m.name: max((v for v in map(m.of, records) if v is not None), default=None) for m in MEASURES}
    measures = tuple(measure for measure in MEASURES if highest[measure.name] is not None)
    longest = {name: value for name, value in highest.items() if value is not None}
    models = list(report.by_model)
    return PlotTable(
        measures=measures,
        longest=tuple(measure.shown(longest[measure.name]) for measure in measures),
        rows=tuple(
            (name, tuple(_cell(measure, groups, models, longest[measure.name]) for measure in measures))
            for name, groups in report.by_eval.items()
        ),
        unknown=tuple(name for name, value in highest.items() if value is None),
    )


def _cell(measure: Measure, groups: dict[str, EvalGroup], models: list[str], longest: float) -> Cell:
    series = [
        Series(number=models.index(model), values=_values(measure, group)) for model, group in groups.items()
    ]
    values = [value for one in series for value in one.values]
    runs = sum(len(group.records) for group in groups.values())
    if not values:
        return Cell(plot=Markup(), median="-")
    median = f"median {measure.shown(statistics.median(values))}"
    if len(values) < runs:
        median += f", {runs - len(values)} of {runs} not known"
    said = f"{measure.name}: {median}, from {measure.shown(min(values))} to {measure.shown(max(values))}"
    return Cell(plot=strip_plot(series, longest=longest, said=said), median=median)


def _values(measure: Measure, group: EvalGroup) -> tuple[float, ...]:
    return tuple(value for value in map(measure.of, group.records) if value is not None)
