from pathlib import Path

import pytest

from evals.reports.data import NO_MODEL, load
from evals.results.directory import ResultsError
from evals.results.record import EvalRecord, Models
from evals.results.store import RunStore
from evals.transcripts.usage import Usage
from tests.reports.making import call, criterion, record, report, verdict


def written(directory: Path, *records: EvalRecord) -> Path:
    directory.mkdir()
    for one in records:
        RunStore(directory).append(one)
    return directory


def test_folders_and_files_are_put_together_and_nothing_counts_twice(tmp_path: Path) -> None:
    one, two, three = (record(repeat=repeat) for repeat in (1, 2, 3))
    first = written(tmp_path / "first", one, two)
    second = written(tmp_path / "second", two, three)
    records = load([first, second / "results.jsonl", first])
    assert sorted(one.repeat for one in records) == [1, 2, 3]


def test_results_without_a_record_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").write_bytes(b"")
    with pytest.raises(ResultsError, match="no record"):
        load([tmp_path])


def test_failed_runs_come_first_then_those_that_were_not_measured() -> None:
    made = report(
        record(repeat=1, outcome="skipped"),
        record(repeat=2, outcome="passed"),
        record(repeat=3, outcome="unmeasured"),
        record(repeat=4, outcome="failed"),
    )
    assert [run.record.repeat for run in made.runs] == [4, 3, 2, 1]


def test_totals_by_model_leave_out_what_was_not_measured() -> None:
    made = report(
        record(models=Models(agent="b"), repeat=1),
        record(models=Models(agent="b"), repeat=2, outcome="failed"),
        record(models=Models(agent="b"), repeat=3, outcome="unmeasured"),
        record(models=Models(agent="a"), repeat=1),
        record(eval="evals/test_x.py::test_y", models=Models(), outcome="unmeasured"),
    )
    totals = {model: (of.passes, of.measured, of.count("unmeasured")) for model, of in made.by_model.items()}
    assert totals == {"a": (1, 1, 0), "b": (1, 2, 1), NO_MODEL: (0, 0, 1)}


def test_evals_of_two_files_with_one_name_keep_their_files() -> None:
    made = report(record(eval="a.py::test_x"), record(eval="b.py::test_x"), record(eval="b.py::test_y"))
    assert made.names == {
        "a.py::test_x": "a.py::test_x",
        "b.py::test_x": "b.py::test_x",
        "b.py::test_y": "test_y",
    }


def test_evals_without_a_family_come_last() -> None:
    made = report(record(eval="a"), record(eval="b", family="root_cause"), record(eval="c", family="hostile"))
    assert list(made.families.items()) == [("hostile", ["c"]), ("root_cause", ["b"]), ("other", ["a"])]


def test_a_judge_s_calls_and_disagreements_are_counted() -> None:
    judge, agreed = "openai:gpt-5.5", ("met", "met")
    made = report(
        record(
            models=Models(agent="openai:gpt-5.5-mini", judge=judge, judge_standing="judge: calibrated (x)"),
            verdicts=(
                verdict(
                    criterion("a", votes=("met", "not_met", "met")), criterion("b", votes=agreed), judge=judge
                ),
                verdict(criterion("a", votes=agreed), judge=judge),
                verdict(criterion("a", votes=("met",)), judge=judge, usage=Usage(requests=1)),
            ),
        ),
    )
    (health,) = made.judges
    assert (health.verdicts, health.calls, health.again, health.disagreed) == (3, 6, 2, 1)
    assert health.disputed == (("a", 1),)
    assert health.standings == ("judge: calibrated (x)",)
    assert health.kin == ("openai:gpt-5.5-mini",)


def test_secrets_are_in_no_part_of_a_report() -> None:
    secret = "hunter2-hunter2-hunter2"
    made = report(
        record(
            answer=f"it is {secret}",
            eval=f"test_{secret}",
            tool_calls=(call(args={secret: secret}, result={"log": secret}, error=secret),),
            messages=({"kind": "response", "parts": [{"part_kind": "thinking", "content": secret}]},),
        ),
        secrets=[("TOKEN", secret)],
    )
    assert "redacted TOKEN" in repr(made)
    assert secret not in repr(made)
