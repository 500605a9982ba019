"""The record of the keyless judge that the repository keeps is one of the judge as it is."""

from __future__ import annotations

from evals.calibration.labels import own_label_files, read_labels
from evals.calibration.record import CalibrationRecord, Floors, record_path, standing_of


def test_it_was_made_with_the_code_the_rubrics_and_the_labels_of_today() -> None:
    standing = standing_of("keyless")
    assert standing.state in ("calibrated", "below its floors"), f"{standing.line}; or: make calibrate"


def test_it_is_of_the_test_split_and_of_the_usual_floors() -> None:
    record = CalibrationRecord.model_validate_json(record_path("keyless").read_bytes())
    answers = [answer for answer in read_labels(own_label_files()) if answer.split == "test"]
    assert (record.split, record.answers, record.floors) == ("test", len(answers), Floors())
