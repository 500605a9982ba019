"""`python -m evals rescore`, as it is typed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from evals.commands.rescore import rescore
from evals.judges.keyless import KeylessJudge
from evals.outcomes import JudgeNotMeasured
from evals.results.directory import latest_run_directory
from evals.results.store import RunStore
from evals.results.transcript import transcript_path
from tests.rescoring.recording import OWN, Scripted, answers, recorded

app = typer.Typer()
app.command()(rescore)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run of three evals; the last one's judge asked a model."""
    folder = tmp_path / ".evals" / "20260102T030405Z-ab12"
    plain, keyless = "Does it say green?", KeylessJudge()
    for name, rubric, answer, judge in (
        ("test_green", OWN, "Green.", keyless),
        ("test_red", OWN, "Red.", keyless),
        ("test_plain", plain, "Green.", Scripted()),
    ):
        asyncio.run(recorded(folder, answers(rubric, answer), judge=judge, name=name))
    return folder


def without_the_model(folder: Path) -> Path:
    lines = (folder / "results.jsonl").read_text().splitlines(keepends=True)
    (folder / "results.jsonl").write_text("".join(lines[:2]))
    return folder


def test_the_same_judge_changes_nothing(folder: Path) -> None:
    done = run(without_the_model(folder))

    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(
        "Nothing changed.\n2 of 2 evals graded again by keyless: 0 outcomes and 0 decisions changed\n"
    )


@pytest.mark.parametrize("given", [".", "results.jsonl"])
def test_the_new_run_lies_beside_the_old_one(folder: Path, given: str) -> None:
    before = (folder / "results.jsonl").read_bytes()

    done = run(without_the_model(folder) / given)

    new = latest_run_directory(folder.parent)
    assert new != folder
    assert new.name in done.stdout
    records = RunStore(new).read()
    assert [(record.run, record.rescored_from) for record in records] == [(new.name, folder.name)] * 2
    assert [record.outcome for record in records] == ["passed", "failed"]
    for record in records:
        transcript = transcript_path(new, name=record.eval).read_text()
        assert f"- Graded again; the agent answered in run `{folder.name}`" in transcript
    assert before.startswith((folder / "results.jsonl").read_bytes())


def test_an_answer_that_this_judge_can_not_grade_is_told_by_the_exit_code(folder: Path) -> None:
    done = run(folder)

    assert done.exit_code == 3, done.output
    assert (
        "evals/test_own.py::test_plain: passed -> skipped\n  because: the keyless judge can't" in done.stdout
    )
    assert "0 decisions changed, 1 answers without a verdict\n" in done.stdout


def test_a_model_grades_through_the_same_door(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.judges.select.make_judge", lambda _name: Scripted(name="openai:m"))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-a-test-0123456789")

    done = run(folder, "--judge", "openai:m")

    assert done.exit_code == 0, done.output
    assert "evals/test_own.py::test_red: failed -> unmeasured" in done.stdout
    assert "says_green: not met -> met (another judge)" in done.stdout
    assert "3 of 3 evals graded again by openai:m" in done.stdout


def test_a_judge_that_is_down_is_told_by_the_exit_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    down = Scripted(raises=JudgeNotMeasured("the provider is down"))
    monkeypatch.setattr("evals.judges.select.make_judge", lambda _name: down)

    done = run(folder)

    assert done.exit_code == 3, done.output
    assert (
        "test_green: passed -> unmeasured\n  because: JudgeNotMeasured: the provider is down" in done.stdout
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "No such file or directory"),
        ("", "there is no record in it"),
        ("{}\n", "results.jsonl:1: not a record: eval: Field required"),
        ("hello\n", "results.jsonl:1: not a record"),
    ],
)
def test_results_that_can_not_be_read_are_one_line(tmp_path: Path, content: str | None, says: str) -> None:
    file = tmp_path / "run" / "results.jsonl"
    file.parent.mkdir()
    if content is not None:
        file.write_text(content)

    done = run(file)

    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    assert says in line
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_criteria_that_make_no_rubric_are_one_line(folder: Path) -> None:
    file = without_the_model(folder) / "results.jsonl"
    records = [json.loads(line) for line in file.read_text().splitlines()]
    records[1]["verdicts"][0]["criteria"][0]["weight"] = "scored"
    file.write_text("".join(json.dumps(record) + "\n" for record in records))

    done = run(file)

    assert done.exit_code == 2
    assert "evals/test_own.py::test_red: its criteria can't be graded again: a rubric needs" in done.stderr


def test_a_judge_without_its_key_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    done = run(folder, "--judge", "openai:gpt-5.5")

    assert done.exit_code == 2
    assert "OPENAI_API_KEY" in done.stderr
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
