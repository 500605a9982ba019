"""A measured judge, as text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from evals.calibration.agreement import VERDICT, Agreement
from evals.calibration.measure import Graded, Measured
from evals.calibration.record import CalibrationRecord
from evals.results.escaping import shortened
from evals.results.layout import laid_out
from evals.results.redaction import Redactor
from evals.statistics.estimate import shown

_LONGEST = 300
_WIDTH = 116

_HEADINGS = (
    *("criterion", "<met: +/-/?", "<true-positive rate", "<not met: +/-/?", "<true-negative rate", "<kappa"),
)

_LEGEND = (
    "met: +/-/?   of the answers labelled met, how many the judge calls met, not met, can't tell\n"
    "not met: ... the same for those labelled not met; the verdict's row is about passing; intervals: 95 %"
)


def render(measured: Measured, below: Sequence[str]) -> str:
    """The table of rates, the answers on which the judge was wrong with the labels' reasons beside its own,
    and what is `below` its floor."""
    parts = [
        f"{_table(measured.agreements)}\n{_LEGEND}",
        *("\n".join(_wrong(one)) for one in measured.graded if one.wrong),
        *(f"NOT GRADED {one.answer.id}: {_line(one.trouble)}" for one in measured.not_graded),
        "\n".join((*_totals(measured), *(f"BELOW ITS FLOOR: {line}" for line in below))),
    ]
    return "\n\n".join(parts)


def as_json(measured: Measured, record: CalibrationRecord) -> str:
    """Every figure, what is below its floor, and the answers on which the judge was wrong or silent."""
    wrong = [
        {
            "id": one.answer.id,
            "scenario": one.answer.scenario,
            "kind": one.answer.kind,
            "why": one.answer.why,
            "wrong": one.wrong,
            "judge": {c.id: {"decision": c.decision, "reason": c.reason} for c in one.verdict.criteria},
        }
        for one in measured.graded
        if one.verdict is not None and one.wrong
    ]
    not_graded = [{"id": one.answer.id, "why": one.trouble} for one in measured.not_graded]
    figures = {
        **record.model_dump(mode="json"),
        "below": record.below,
        "median_s": measured.median_s,
        "slowest_s": measured.slowest_s,
        "wrong": wrong,
        "not_graded": not_graded,
    }
    return json.dumps(Redactor.from_environ().redact(figures), indent=1) + "\n"


def _table(agreements: Sequence[Agreement]) -> str:
    rows = [
        (
            (
                found.name,
                f"{found.met_as_met}/{found.met_as_not_met}/{found.met_undecided}",
                shown(found.true_positive_rate),
                f"{found.not_met_as_met}/{found.not_met_as_not_met}/{found.not_met_undecided}",
                shown(found.true_negative_rate),
                shown(found.kappa),
            ),
            "",
        )
        for found in agreements
    ]
    return laid_out(_HEADINGS, rows, width=_WIDTH)


def _wrong(one: Graded) -> Iterator[str]:
    assert one.verdict is not None
    answer = one.answer
    yield f"WRONG {answer.id} ({answer.scenario}; {_line(answer.kind)}): {', '.join(one.wrong)}"
    yield f"  label: {_line(answer.why)}"
    decided = {criterion.id: criterion for criterion in one.verdict.criteria}
    for name in one.wrong:
        if name == VERDICT:
            label = "passes" if answer.passed else "does not pass"
            yield f"  verdict: labelled: {label}; judge: {one.verdict.outcome}"
        else:
            label = "met" if answer.labels[name] else "not met"
            said = decided[name]
            yield f"  {name}: labelled {label}; judge: {said.decision}, {_line(said.reason)}"


def _totals(measured: Measured) -> Iterator[str]:
    verdicts = [one.verdict for one in measured.graded if one.verdict is not None]
    yield (
        f"judge {measured.judge}: {len(verdicts)} answers graded, {len(measured.not_graded)} not; "
        f"{measured.median_s * 1000:.1f} ms an answer (median), {measured.slowest_s * 1000:.1f} ms at most"
    )
    if called := [verdict for verdict in verdicts if verdict.calls]:
        again = sum(verdict.calls > 1 for verdict in called)
        disagreed = sum(bool(verdict.disagreed) for verdict in called)
        yield f"graded more than once: {again} answers; its calls disagreed on {disagreed} of them"


def _line(text: str) -> str:
    return shortened(Redactor.from_environ().redact_text(text), length=_LONGEST)
