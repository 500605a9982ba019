"""`python -m evals report`, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from evals.commands.report import report
from evals.results.store import RunStore
from tests.reports.making import record

app = typer.Typer()
app.command()(report)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "20260102T030405Z-ab12"
    folder.mkdir()
    for repeat in (1, 2):
        RunStore(folder).append(record(repeat=repeat, outcome="failed", reason="It failed"))
    return folder


def test_every_kind_is_written_that_is_asked_for(folder: Path, tmp_path: Path) -> None:
    html, markdown, junit = (tmp_path / name for name in ("r.html", "r.md", "r.xml"))
    result = run(folder, "--html", html, "--markdown", markdown, "--junit", junit)
    assert result.exit_code == 0
    assert html.read_text().startswith("<!doctype html>")
    assert markdown.read_text().startswith("## Evals: 0 of 2 passed")
    assert junit.read_text().startswith("<?xml")
    assert "r.html: 2 runs" in result.stdout


def test_only_what_is_asked_for_is_written(folder: Path, tmp_path: Path) -> None:
    assert run(folder / "results.jsonl", "--junit", tmp_path / "r.xml").exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("r.*")) == ["r.xml"]


def test_nothing_to_write_is_a_mistake(folder: Path) -> None:
    result = run(folder)
    assert (result.exit_code, result.stderr) == (
        2,
        "error: nothing to write: give --html, --markdown or --junit a file\n",
    )


def test_results_that_are_not_there_are_a_mistake(tmp_path: Path) -> None:
    result = run(tmp_path / "none", "--html", tmp_path / "r.html")
    assert result.exit_code == 2
    assert "No such file" in result.stderr
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize("option", ["--html", "--markdown", "--junit"])
def test_a_place_that_cannot_be_written_is_a_mistake(folder: Path, tmp_path: Path, option: str) -> None:
    result = run(folder, option, tmp_path / "no" / "such" / "folder.out")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")


def test_a_secret_of_now_is_in_none_of_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    RunStore(folder).append(
        record(repeat=3, outcome="failed", reason="hunter2-hunter2", answer="hunter2-hunter2")
    )
    monkeypatch.setenv("SOME_TOKEN", "hunter2-hunter2")
    outputs = [tmp_path / name for name in ("r.html", "r.md", "r.xml")]
    run(folder, "--html", outputs[0], "--markdown", outputs[1], "--junit", outputs[2])
    for output in outputs:
        assert "hunter2" not in output.read_text()
        assert "[redacted SOME_TOKEN]" in output.read_text()
