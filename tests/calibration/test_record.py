from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals.calibration import record as records
from evals.calibration.agreement import agreement
from evals.calibration.labels import files_digest, own_label_files
from evals.calibration.record import (
    CalibrationRecord,
    Floors,
    below_floors,
    criteria_digest,
    keep,
    record_path,
    standing_of,
)
from evals.judges import Decision
from evals.judges.instrument import instrument_digest

Record = Callable[..., CalibrationRecord]

MET: tuple[bool, Decision] = (True, "met")
MISSED: tuple[bool, Decision] = (True, "not_met")
CAUGHT: tuple[bool, Decision] = (False, "not_met")
LET_THROUGH: tuple[bool, Decision] = (False, "met")

GOOD = agreement("verdict", [MET] * 50 + [CAUGHT] * 50)
FAIR = agreement("verdict", [MET] * 46 + [MISSED] * 4 + [CAUGHT] * 50)
POOR = agreement("verdict", [MET] * 50 + [CAUGHT] * 40 + [LET_THROUGH] * 10)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "RECORDS", tmp_path / "records")


@pytest.fixture
def a_record() -> Record:
    """A record that holds for the suite as it is."""

    def build(**fields: Any) -> CalibrationRecord:
        given: dict[str, Any] = {
            "judge": "keyless",
            "instrument": instrument_digest("keyless"),
            "rubrics": {"engine_crash": criteria_digest("engine_crash")},
            "labels": files_digest(own_label_files()),
            "split": "test",
            "answers": 100,
            "floors": Floors(),
            "agreements": (GOOD,),
            "date": date(2026, 1, 2),
        }
        return CalibrationRecord(**given | fields)

    return build


def test_a_judge_without_a_record_is_not_calibrated() -> None:
    standing = standing_of("openai:gpt-5.5")
    assert standing.state == "not calibrated"
    assert "python -m evals calibrate --judge openai:gpt-5.5" in standing.line


def test_a_record_that_holds(a_record: Record) -> None:
    keep(a_record())
    standing = standing_of("keyless")
    assert standing.state == "calibrated"
    assert standing.why == (
        "true-positive rate 1.000 (0.93-1.00), true-negative rate 1.000 (0.93-1.00) on 100 labelled answers, "
        "2026-01-02"
    )


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        pytest.param({"instrument": "0" * 12}, "what it grades with changed", id="prompt or code"),
        pytest.param({"rubrics": {"engine_crash": "0"}}, "the rubric of engine_crash changed", id="rubric"),
        pytest.param({"rubrics": {"gone": "0"}}, "the rubric of gone changed", id="scenario that is gone"),
        pytest.param({"labels": "0" * 12}, "the labels changed", id="labels"),
    ],
)
def test_a_record_of_something_else_is_out_of_date(
    a_record: Record, fields: dict[str, Any], changed: str
) -> None:
    keep(a_record(**fields))
    standing = standing_of("keyless")
    assert standing.state == "out of date"
    assert standing.why.startswith(changed)


def test_floors_that_were_lowered_are_said(a_record: Record) -> None:
    keep(a_record(floors=Floors(kappa=0.5)))
    assert "on 100 labelled answers, floors 0.9, 0.9, 0.5, 2026" in standing_of("keyless").line


def test_a_judge_that_measured_badly_stays_so(a_record: Record) -> None:
    keep(a_record(agreements=(POOR,)))
    standing = standing_of("keyless")
    assert standing.state == "below its floors"
    assert standing.why == "verdict: true-negative rate 0.800 is below 0.90"


def test_a_file_that_is_no_record(a_record: Record) -> None:
    keep(a_record()).write_text("{}")
    assert standing_of("keyless").state == "not calibrated"


def test_another_judges_record_does_not_count(a_record: Record) -> None:
    keep(a_record()).rename(record_path("openai:gpt-5.5"))
    assert standing_of("openai:gpt-5.5").state == "out of date"


def test_kappa_is_asked_of_the_verdict_only() -> None:
    floors = Floors(true_positive_rate=0.9, true_negative_rate=0.9, kappa=0.99)
    assert below_floors([FAIR], floors) == ("verdict: kappa 0.920 is below 0.99",)
    assert below_floors([GOOD, FAIR.model_copy(update={"name": "differentiates"})], floors) == ()


def test_rates_are_asked_of_every_criterion() -> None:
    criterion = POOR.model_copy(update={"name": "differentiates"})
    assert below_floors([GOOD, criterion], Floors()) == (
        "differentiates: true-negative rate 0.800 is below 0.90",
    )


def test_the_digest_of_criteria_covers_what_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from evals.rubrics import LooksFor
    from evals.scenarios.catalogue import SCENARIOS

    scenario = SCENARIOS["engine_crash"]
    before = criteria_digest("engine_crash")
    first, *others = scenario.criteria
    changed = replace(scenario, criteria=(replace(first, looks_for=LooksFor()), *others))
    monkeypatch.setitem(SCENARIOS, "engine_crash", changed)
    assert criteria_digest("engine_crash") != before


def test_the_record_of_a_model_has_a_file_name_of_plain_characters() -> None:
    assert record_path("openai-chat:my/model").name == "openai-chat-my-model.json"
