"""`python -m evals gate`, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.__main__ import app
from tests.gate.recorded import PAIRS, records, written


def gate(*args: object) -> Any:
    return CliRunner().invoke(app, ["gate", *map(str, args)], env={"COLUMNS": "200"})


def compared(current: str, *args: object) -> Any:
    sides = ("--baseline", PAIRS / "baseline.jsonl", "--current", PAIRS / f"{current}.jsonl")
    return gate(*sides, "--detect", 0.25, *args)


@pytest.mark.parametrize(
    ("current", "code", "said"),
    [
        ("equal", 0, "Gate: NO REGRESSION\n"),
        ("worse", 1, "Gate: REGRESSION\n- 1 of 5 evals passes less often now"),
        ("trouble", 3, "Gate: NOT MEASURED\n- 35 of 50 current runs could not be measured"),
    ],
)
def test_recorded_pairs(current: str, code: int, said: str) -> None:
    result = compared(current)
    assert result.exit_code == code
    assert result.stdout.startswith(said)


def test_a_smaller_fall_could_not_be_seen_in_the_equal_pair() -> None:
    result = compared("equal", "--detect", 0.1)
    assert result.exit_code == 3
    assert "a fall of the pass rate by 0.1 would be seen with a chance of only" in result.stdout


def test_a_floor() -> None:
    assert compared("equal", "--min-pass-rate", 0.97).exit_code == 1
    assert compared("equal", "--min-pass-rate", 0.96).exit_code == 0


def test_more_trouble_can_be_allowed() -> None:
    result = compared("trouble", "--max-trouble", 0.7)
    assert "over the limit" not in result.stdout


def test_markdown_and_json_are_written_whatever_is_decided(tmp_path: Path) -> None:
    for current, decision in (("worse", "regression"), ("trouble", "not measured")):
        out, figures = tmp_path / "gate.md", tmp_path / "gate.json"
        compared(current, "--markdown", out, "--json", figures)
        assert out.read_text().startswith(f"### Gate: {decision.upper()}\n")
        assert json.loads(figures.read_text())["decision"] == decision


def test_an_option_takes_several_files(tmp_path: Path) -> None:
    one, other = (
        written(tmp_path / f"{name}.jsonl", records(20, 20, eval=name, run=name)) for name in ("x", "y")
    )
    many = gate("--baseline", one, other, "--current", one, other, "--detect", 0.5)
    again = gate(
        "--baseline", one, "--current", one, "--current", other, "--baseline", other, "--detect", 0.5
    )
    equal_sign = gate(f"--baseline={one}", f"--current={one}", other, "--detect", 0.5)
    assert many.exit_code == again.exit_code == 0
    assert many.stdout == again.stdout
    assert "baseline: 40 runs" in many.stdout
    assert "current: 40 runs" in equal_sign.stdout


def test_a_folder_of_a_run_is_taken_for_its_results(tmp_path: Path) -> None:
    written(tmp_path / "results.jsonl", records(20, 20))
    assert gate("--baseline", tmp_path, "--current", tmp_path, "--detect", 0.5).exit_code == 0


@pytest.mark.parametrize("side", ["--baseline", "--current"])
def test_a_file_that_is_not_there_is_one_line(side: str) -> None:
    other = {"--baseline": "--current", "--current": "--baseline"}[side]
    result = gate(other, PAIRS / "equal.jsonl", side, "missing.jsonl")
    assert result.exit_code == 2
    assert result.stderr == "error: missing.jsonl: No such file or directory\n"


def test_a_line_that_is_no_record_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text('{"eval": "a"}\n')
    result = gate("--baseline", file, "--current", PAIRS / "equal.jsonl")
    assert result.exit_code == 2
    assert result.stderr == f"error: {file}:1: not a record: run: Field required\n"


def test_a_file_that_can_not_be_written_is_one_line(tmp_path: Path) -> None:
    result = compared("equal", "--json", tmp_path / "no" / "gate.json")
    assert result.exit_code == 2
    assert result.stderr.endswith("gate.json: No such file or directory\n")


@pytest.mark.parametrize("args", [(), ("--current", "a.jsonl"), ("--detect", "2")])
def test_a_wrong_command_line_is_a_mistake_of_its_user(args: tuple[str, ...]) -> None:
    assert gate(*args).exit_code == 2


def test_a_secret_in_a_name_is_not_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_API_TOKEN", "hunter2-hunter2")
    file = written(tmp_path / "mine.jsonl", records(2, 2, eval="a[hunter2-hunter2]"))
    out = tmp_path / "gate.json"
    result = gate("--baseline", file, "--current", file, "--json", out)
    assert "redacted MY_API_TOKEN" in result.stdout
    assert "hunter2-hunter2" not in result.output + out.read_text()


def test_help_has_examples() -> None:
    assert "--markdown comment.md --json gate.json" in gate("--help").output
