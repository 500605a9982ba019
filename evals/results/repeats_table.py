"""The table of a run with repeats or several models: one row for each eval and model."""

from __future__ import annotations

from collections.abc import Sequence

from evals.results.escaping import visible
from evals.results.groups import EvalGroup, pooled_rate
from evals.results.layout import laid_out
from evals.results.money import dollars
from evals.results.redaction import Redactor
from evals.statistics.estimate import interval
from evals.transcripts.usage import total_usage

_WIDTH = 118


def repeats_table(groups: Sequence[EvalGroup], names: Sequence[str], *, colour: bool = False) -> str:
    """Return `groups`, called `names`, as a table with a row of totals, and lines that say how to read it.

    Passes are of the runs that were measured; those that were not have a column of their own. Tokens and
    cost are the agent's, of all runs; seconds are the median of a run.
    """
    k = chosen_k(groups)
    several_models = len({group.model for group in groups}) > 1
    headings = (
        *("eval", "passed", *(("model",) if several_models else ())),
        *("<95 %", f"<pass@{k}", f"<pass^{k}", "<not measured", "<tokens", "<cost", "<seconds"),
    )
    rows = [
        (_row(group, name, k=k, several_models=several_models), _style(group))
        for group, name in zip(groups, names, strict=True)
    ]
    rows.append((_total_row(groups, several_models=several_models), ""))
    return f"{laid_out(headings, rows, colour=colour, width=_WIDTH)}\n{_legend(k)}"


def chosen_k(groups: Sequence[EvalGroup]) -> int:
    """The k of pass@k and pass^k that is shown: 3, or as many as there are repeats."""
    return min(3, max((len(group.records) for group in groups), default=1))


def _row(group: EvalGroup, name: str, *, k: int, several_models: bool) -> tuple[str, ...]:
    agent = group.agent_usage
    model = visible(Redactor.from_environ().redact_text(group.model or "-"))
    return (
        *(name, f"{group.passes} of {group.measured}", *((model,) if several_models else ())),
        *(interval(group.rate), _share(group.pass_at(k)), _share(group.pass_hat(k))),
        str(len(group.records) - group.measured or "-"),
        f"{agent.tokens:,}" if agent.requests else "-",
        dollars(agent.cost_usd) if agent.requests else "-",
        f"{group.median_s:.1f}",
    )


def _total_row(groups: Sequence[EvalGroup], *, several_models: bool) -> tuple[str, ...]:
    passes, measured = sum(group.passes for group in groups), sum(group.measured for group in groups)
    agent = total_usage(group.agent_usage for group in groups)
    return (
        *("all", f"{passes} of {measured}", *(("",) if several_models else ())),
        *(interval(pooled_rate(groups)), "", ""),
        str(sum(len(group.records) for group in groups) - measured or "-"),
        f"{agent.tokens:,}" if agent.requests else "-",
        dollars(agent.cost_usd) if agent.requests else "-",
        "",
    )


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"


def _style(group: EvalGroup) -> str:
    if not group.measured:
        return "yellow"
    return "green" if group.passes == group.measured else "red"


def _legend(k: int) -> str:
    return (
        f"passed: of the runs that were measured; pass@{k}, pass^{k}: the chance that one of {k} runs passes,"
        " that all do;\n"
        "intervals: Wilson's, for all evals together with runs of one scenario counted as alike"
    )
