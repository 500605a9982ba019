"""A judge's calibration, and whether it still holds.

A record is kept in the repository, beside the labels, and holds for one judge, one prompt, one wording of
the rubrics and one set of labels: when one of them changes, the judge counts as not calibrated.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, PositiveInt, ValidationError

from evals.calibration.agreement import Agreement
from evals.calibration.labels import LabelledAnswer, files_digest, own_label_files
from evals.calibration.measure import Measured
from evals.judges.instrument import instrument_digest
from evals.scenarios.catalogue import SCENARIOS
from evals.statistics.estimate import shown

RECORDS = Path(__file__).with_name("records")
"""One file for each judge that was calibrated."""

State = Literal["calibrated", "below its floors", "out of date", "not calibrated"]


class Floors(BaseModel):
    """What a judge has to reach. The rates are asked of the verdict and of every criterion, kappa of the
    verdict."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    true_positive_rate: float = 0.90
    true_negative_rate: float = 0.90
    kappa: float = 0.80

    def __str__(self) -> str:
        return f"{self.true_positive_rate:g}, {self.true_negative_rate:g}, {self.kappa:g}"


class CalibrationRecord(BaseModel):
    """What was measured, with what, and when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    judge: str
    instrument: str
    """See `evals.judges.instrument`."""
    rubrics: dict[str, str]
    """For each scenario that answers were labelled for, the digest of its criteria."""
    labels: str
    """The digest of the label files."""
    split: str
    answers: PositiveInt
    floors: Floors
    agreements: tuple[Agreement, ...]
    """The verdict's first, then each criterion's."""
    date: date

    @property
    def below(self) -> tuple[str, ...]:
        """What is below its floor, a line each."""
        return below_floors(self.agreements, self.floors)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whether a judge can be believed, and why not."""

    judge: str
    state: State
    why: str

    @property
    def line(self) -> str:
        """One line for a header or a table."""
        return f"judge {self.judge}: {self.state} ({self.why})"


def below_floors(agreements: Iterable[Agreement], floors: Floors) -> tuple[str, ...]:
    """What is below its floor, a line each; a figure that is not defined is not below it."""
    lines = []
    for place, found in enumerate(agreements):
        asked = [
            ("true-positive rate", found.true_positive_rate, floors.true_positive_rate),
            ("true-negative rate", found.true_negative_rate, floors.true_negative_rate),
        ]
        if place == 0:
            asked.append(("kappa", found.kappa, floors.kappa))
        lines += [
            f"{found.name}: {name} {estimate.value:.3f} is below {floor:.2f}"
            for name, estimate, floor in asked
            if estimate is not None and estimate.value < floor
        ]
    return tuple(lines)


def record_of(
    measured: Measured,
    answers: Sequence[LabelledAnswer],
    *,
    files: Sequence[Path],
    split: str,
    floors: Floors,
) -> CalibrationRecord:
    """What was `measured` on `answers`, which are those of `files` in `split`."""
    known = sorted({answer.scenario for answer in answers} & set(SCENARIOS))
    return CalibrationRecord(
        judge=measured.judge,
        instrument=instrument_digest(measured.judge),
        rubrics={scenario: criteria_digest(scenario) for scenario in known},
        labels=files_digest(files),
        split=split,
        answers=len(answers),
        floors=floors,
        agreements=measured.agreements,
        date=datetime.now(UTC).date(),
    )


def record_path(judge: str) -> Path:
    """Where the record of `judge` is kept."""
    return RECORDS / f"{re.sub(r'[^A-Za-z0-9.-]+', '-', judge)}.json"


def keep(record: CalibrationRecord) -> Path:
    """Write `record` in its judge's place. Raises `OSError` where that can't be written."""
    path = record_path(record.judge)
    path.parent.mkdir(exist_ok=True)
    path.write_text(record.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def standing_of(judge: str) -> Standing:
    """Hold the kept record of `judge`, if there is one, against the prompt, the rubrics and the labels of
    today."""
    how = f"run: python -m evals calibrate --judge {judge}"
    path = record_path(judge)
    if not path.exists():
        return Standing(judge=judge, state="not calibrated", why=f"its error rates are not known; {how}")
    try:
        record = CalibrationRecord.model_validate_json(path.read_bytes())
    except ValidationError:
        return Standing(judge=judge, state="not calibrated", why=f"{path.name} is not a record; {how}")
    if changed := _changed(record, judge):
        return Standing(judge=judge, state="out of date", why=f"{changed} changed since; {how}")
    if record.below:
        return Standing(judge=judge, state="below its floors", why="; ".join(record.below))
    return Standing(judge=judge, state="calibrated", why=_in_short(record))


def criteria_digest(scenario: str) -> str:
    """Twelve hex digits that change when a criterion of a scenario does, or what is looked for in answers."""
    criteria = [asdict(criterion) for criterion in SCENARIOS[scenario].criteria]
    return hashlib.sha256(json.dumps(criteria, sort_keys=True).encode()).hexdigest()[:12]


def _changed(record: CalibrationRecord, judge: str) -> str:
    if record.judge != judge:
        return "the judge"
    if record.instrument != instrument_digest(judge):
        return "what it grades with"
    for scenario, digest in record.rubrics.items():
        if scenario not in SCENARIOS or criteria_digest(scenario) != digest:
            return f"the rubric of {scenario}"
    return "" if record.labels == files_digest(own_label_files()) else "the labels"


def _in_short(record: CalibrationRecord) -> str:
    verdict = record.agreements[0]
    low = "" if record.floors == Floors() else f", floors {record.floors}"
    return (
        f"true-positive rate {shown(verdict.true_positive_rate)}, true-negative rate "
        f"{shown(verdict.true_negative_rate)} on {record.answers} labelled answers{low}, {record.date}"
    )
