from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from evals.gate.runs import read_side
from evals.results.directory import ResultsError
from evals.results.redaction import Redactor
from tests.gate.recorded import record, side, verdict, written


def test_files_and_folders_are_read(tmp_path: Path) -> None:
    file = written(tmp_path / "one.jsonl", [record(), record("failed")])
    folder = written(
        tmp_path / "run" / "results.jsonl", [record("unmeasured", reason="ServerNotMeasured: no")]
    )
    found = read_side([file, folder.parent], redactor=Redactor())
    assert [run.outcome for run in found.runs] == ["passed", "failed", "unmeasured"]
    assert found.runs[2].trouble == "ServerNotMeasured"


def test_a_run_counts_once_in_files_that_were_merged_twice(tmp_path: Path) -> None:
    one, other = record(), record()
    found = side(tmp_path, [one, other, one])
    assert (len(found.runs), found.copies) == (2, 1)


def test_what_a_resumed_run_ran_again_counts_by_its_last_record(tmp_path: Path) -> None:
    first = record("unmeasured", repeat=1)
    again = record("passed", repeat=1, started_at=first.started_at + timedelta(hours=1))
    assert [run.outcome for run in side(tmp_path, [again, first]).runs] == ["passed"]


def test_an_answer_graded_again_with_the_same_judge_counts_once(tmp_path: Path) -> None:
    first = record()
    again = first.model_copy(update={"run": "20260103T030405Z-cd34", "rescored_from": first.run})
    other = again.model_copy(update={"verdicts": (verdict(judge="openai:gpt"),)})
    assert len(side(tmp_path, [first, again]).runs) == 1
    assert len(side(tmp_path, [first, other]).runs) == 2


def test_the_same_eval_in_other_runs_counts_each_time(tmp_path: Path) -> None:
    assert len(side(tmp_path, [record(repeat=1), record(repeat=1, run="20260103T030405Z-cd34")]).runs) == 2


@pytest.mark.parametrize("line", ["{}", "[]", '{"schema_version": 2}', "torn"])
def test_what_is_no_record_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "results.jsonl"
    file.write_text(line + "\n")
    with pytest.raises(ResultsError, match=":1: not a record"):
        read_side([file], redactor=Redactor())


def test_secrets_are_left_out(tmp_path: Path) -> None:
    redactor = Redactor(secrets=(("TOKEN", "hunter2hunter2"),))
    found = side(tmp_path, [record(eval="a[hunter2hunter2]", model="hunter2hunter2")], redactor=redactor)
    assert (found.runs[0].eval, found.runs[0].model) == ("a[[redacted TOKEN]]", "[redacted TOKEN]")


def test_a_run_that_ended_before_it_had_a_model_has_the_one_it_was_crossed_with(tmp_path: Path) -> None:
    assert side(tmp_path, [record("failed", model=None, crossed_with="n")]).runs[0].model == "n"
