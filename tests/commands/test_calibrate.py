from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from evals.calibration import record as records
from evals.calibration.labels import own_label_files, read_labels
from evals.judges import select
from tests.judges.scripted_llm import ScriptedModel

RIGHT = (
    "The run crashed because its concurrency lease could not be renewed: the slot of the limit is held under "
    "a lease that expires unless it is renewed."
)
WRONG = "The run ran out of memory: exit code 137."
CAUSE = "identifies_cause"


@pytest.fixture(autouse=True)
def _own_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "RECORDS", tmp_path / "records")


def line(name: str, answer: str, label: bool) -> dict[str, Any]:
    return {
        "id": name,
        "scenario": "engine_crash",
        "question": "Why did it crash?",
        "answer": answer,
        "labels": {CAUSE: label},
        "passed": label,
    }


def file_of(tmp_path: Path, *lines: dict[str, Any]) -> str:
    file = tmp_path / "mine.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in lines))
    return str(file)


def calibrate(*args: str) -> Any:
    return CliRunner().invoke(app, ["calibrate", *args])


def test_a_judge_that_is_right_exits_with_0(tmp_path: Path) -> None:
    file = file_of(tmp_path, line("a", RIGHT, True), line("b", WRONG, False))
    result = calibrate("--judge", "keyless", "--labels", file)
    assert result.exit_code == 0
    assert "1.000 (0.21-1.00)" in result.output
    assert "2 answers graded" in result.output


def test_a_judge_below_a_floor_exits_with_1(tmp_path: Path) -> None:
    file = file_of(tmp_path, line("a", RIGHT, True), line("b", WRONG, False), line("c", WRONG, True))
    result = calibrate("--judge", "keyless", "--labels", file)
    assert result.exit_code == 1
    assert "BELOW ITS FLOOR: verdict: true-positive rate 0.500 is below 0.90" in result.output
    assert "WRONG c (engine_crash; )" in result.output


def test_floors_can_be_changed(tmp_path: Path) -> None:
    file = file_of(tmp_path, line("a", RIGHT, True), line("b", WRONG, False), line("c", WRONG, True))
    result = calibrate("--labels", file, "--min-tpr", "0.5", "--min-kappa", "0.2")
    assert result.exit_code == 0


def test_labels_of_one_kind_can_not_measure(tmp_path: Path) -> None:
    result = calibrate("--labels", file_of(tmp_path, line("a", RIGHT, True)))
    assert result.exit_code == 3
    assert "NOT MEASURED" in result.output


def test_a_judge_without_a_verdict_can_not_be_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(select, "make_judge", lambda _: ScriptedModel("refused", "refused").judge())
    result = calibrate("--judge", "test", "--labels", file_of(tmp_path, line("a", RIGHT, True)))
    assert result.exit_code == 3
    assert "NOT GRADED a: NoVerdict" in result.output


def test_a_bad_line_is_one_line_with_its_number(tmp_path: Path) -> None:
    file = file_of(tmp_path, line("a", RIGHT, True), {"id": "b"})
    result = calibrate("--labels", file)
    assert result.exit_code == 2
    assert result.stderr == f"error: {file}:2: scenario: Field required\n"


def test_an_unknown_judge_is_one_line() -> None:
    result = calibrate("--judge", "clever")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: --judge=clever names no provider")
    assert result.stderr.count("\n") == 1


def test_the_json_has_every_figure(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    file = file_of(tmp_path, line("a", RIGHT, True), line("b", WRONG, False), line("c", WRONG, True))
    calibrate("--labels", file, "--json", str(out))
    figures = json.loads(out.read_text())
    assert figures["judge"] == "keyless"
    assert [found["name"] for found in figures["agreements"]] == ["verdict", CAUSE]
    assert figures["agreements"][0]["met_as_not_met"] == 1
    assert [one["id"] for one in figures["wrong"]] == ["c"]


def test_other_labels_leave_no_record(tmp_path: Path) -> None:
    calibrate("--labels", file_of(tmp_path, line("a", RIGHT, True), line("b", WRONG, False)))
    assert not (tmp_path / "records").exists()


def test_the_test_split_of_the_own_labels_leaves_a_record(tmp_path: Path) -> None:
    result = calibrate()
    record = records.CalibrationRecord.model_validate_json((tmp_path / "records/keyless.json").read_bytes())
    answers = [answer for answer in read_labels(own_label_files()) if answer.split == "test"]
    assert (record.split, record.answers) == ("test", len(answers))
    assert "recorded in" in result.output


def test_no_setting_of_prefect_stays_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "https://prefect.example.com/api")
    calibrate("--labels", file_of(tmp_path, line("a", RIGHT, True)))
    import os

    assert os.environ["PREFECT_API_URL"] == "https://prefect.example.com/api"


def test_help_has_examples() -> None:
    assert "--judge openai:gpt-5.5" in calibrate("--help").output


def test_an_output_that_can_not_be_written_is_one_line(tmp_path: Path) -> None:
    file = file_of(tmp_path, line("a", RIGHT, True), line("b", WRONG, False))
    result = calibrate("--labels", file, "--json", str(tmp_path / "none" / "out.json"))
    assert result.exit_code == 2
    assert result.stderr == f"error: {tmp_path}/none/out.json: No such file or directory\n"
