"""What the steps of CI decide: a key that is missing, what machines left, baselines, the comment."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.gate.recorded import PAIRS, record, written
from tools import ci_baseline, ci_comment, ci_gate, ci_run, ci_whole

ROOT = Path(__file__).parents[2]
NO_KEYS = {"ANTHROPIC_API_KEY": "", "OPENAI_API_KEY": ""}  # what an unset secret is


def make(target: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a target with as much of this environment as it takes to find programs."""
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "CI": "1"}
    return subprocess.run(
        ["make", "--no-print-directory", "-o", ".venv/.installed", target],
        cwd=ROOT,
        env=kept | environ,
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.parametrize("event", ["push", "schedule", "workflow_dispatch", ""])
def test_a_missing_key_is_red(event: str) -> None:
    ran = make("ci-live", GITHUB_EVENT_NAME=event, GITHUB_ACTIONS="true", **NO_KEYS)

    assert ran.returncode != 0
    assert "::error::neither ANTHROPIC_API_KEY nor OPENAI_API_KEY is set, so no model was evalu" in ran.stdout


def test_a_missing_key_is_said_in_a_pull_request_and_nothing_follows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, summary = tmp_path / "output", tmp_path / "summary"
    event = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_ACTIONS": "true"}
    files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}

    assert ci_run.main("live", NO_KEYS | event | files) == 0
    assert capsys.readouterr().out.startswith("::warning::neither ANTHROPIC_API_KEY nor")
    assert "no model was evaluated" in summary.read_text()
    assert not output.exists()


def test_a_machine_runs_its_share_with_what_it_may_spend() -> None:
    environ = {"SHARD": "2", "SHARDS": "4", "REPEATS": "10", "MAX_COST": "5", "ARGS": "-k 'a or b'"}

    command = ci_run.pytest_command(environ, live=True)

    assert command[1:6] == ["-m", "pytest", "evals", "-n", "auto"]
    shared = ["--repeats", "10", "-k", "a or b"]
    assert command[6:] == [*shared, "--max-cost", "5", "--splits", "4", "--group", "2"]
    assert ci_run.pytest_command({}, live=False)[6:] == ["--repeats", "1"]


@pytest.mark.parametrize(("code", "keyless", "live"), [(0, 0, 0), (1, 1, 0), (2, 2, 2), (4, 4, 4), (5, 5, 5)])
def test_only_what_the_gate_decides_on_is_left_to_it(code: int, keyless: int, live: int) -> None:
    assert ci_run.verdict_of(code, live=False) == keyless
    assert ci_run.verdict_of(code, live=True) == live


def test_results_that_are_whole() -> None:
    records = {"live-1": [record(eval="a", repeat=1)], "live-2": [record(eval="a", repeat=2)]}
    assert list(ci_whole.faults(records, shards=2, planned=2)) == []


@pytest.mark.parametrize(
    ("second", "planned", "said"),
    [
        ([], 1, ["1 of 2 machines left results"]),
        ([record(eval="a", repeat=1)], 1, ["1 runs were made twice, the first of a"]),
        ([record(eval="b", repeat=1)], 3, ["2 of 3 runs were made"]),
    ],
)
def test_results_that_are_not(second: list[Any], planned: int, said: list[str]) -> None:
    records = {"live-1": [record(eval="a", repeat=1)], "live-2": second}
    assert list(ci_whole.faults(records, shards=2, planned=planned)) == said


def artifact(number: int, **changed: Any) -> dict[str, Any]:
    run = {"head_branch": changed.pop("branch", "main"), "head_repository_id": changed.pop("repository", 7)}
    made = {"id": number, "name": "evals-baseline", "expired": False, "workflow_run": run}
    return made | {"created_at": f"2026-01-0{number}T00:00:00Z"} | changed


@pytest.mark.parametrize(
    ("others", "newest"),
    [
        ([artifact(2)], 2),
        ([artifact(2, branch="feature")], 1),
        ([artifact(2, repository=8)], 1),  # a fork's, from a branch that is called main
        ([artifact(2, expired=True)], 1),
        ([artifact(2, name="report")], 1),
    ],
)
def test_the_newest_baseline_of_main(others: list[dict[str, Any]], newest: int) -> None:
    assert ci_baseline.newest([*others, artifact(1)], repository_id=7, branch="main") == newest


@pytest.fixture
def fake_gh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `gh` that notes what it is asked (and sent) in `asked`, and answers from `answers/<number>`."""
    folder = tmp_path / "gh"
    (folder / "answers").mkdir(parents=True)
    program = folder / "gh"
    program.write_text(
        f"#!{sys.executable}\n"
        "import json, pathlib, sys\n"
        f"folder = pathlib.Path({str(folder)!r})\n"
        "asked = folder / 'asked'\n"
        "number = len(asked.read_text().splitlines()) if asked.exists() else 0\n"
        "sent = sys.stdin.read() if '--input' in sys.argv else None\n"
        "with asked.open('a') as file: print(json.dumps([sys.argv[1:], sent]), file=file)\n"
        "sys.stdout.buffer.write((folder / 'answers' / str(number)).read_bytes())\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def asked(gh: Path) -> list[tuple[list[str], Any]]:
    lines = [json.loads(line) for line in (gh / "asked").read_text().splitlines()]
    return [(args, json.loads(sent) if sent else None) for args, sent in lines]


REPOSITORY = {"GITHUB_REPOSITORY": "o/r", "GITHUB_REPOSITORY_ID": "7", "BASELINE_BRANCH": "main"}


def test_a_baseline_is_fetched_and_stays_in_its_folder(fake_gh: Path, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.jsonl", "1")
        archive.writestr("../../two.jsonl", "2")
        archive.writestr("notes.txt", "no")
    (fake_gh / "answers" / "0").write_text(json.dumps({"artifacts": [artifact(3)]}))
    (fake_gh / "answers" / "1").write_bytes(packed.getvalue())

    assert ci_baseline.fetch(REPOSITORY | {"OUT": str(tmp_path / "out")}) == 0

    assert sorted(path.name for path in (tmp_path / "out" / "baseline").iterdir()) == [
        "one.jsonl",
        "two.jsonl",
    ]
    assert asked(fake_gh)[1][0] == ["api", "repos/o/r/actions/artifacts/3/zip"]


def test_no_baseline_is_said_and_makes_the_gate_red(
    fake_gh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (fake_gh / "answers" / "0").write_text('{"artifacts": []}')
    out = {"OUT": str(tmp_path / "out"), "GITHUB_ACTIONS": "true"}

    assert ci_baseline.fetch(REPOSITORY | out) == 0
    assert capsys.readouterr().out.startswith("::warning::there is no baseline to compare with")
    assert ci_gate.main(out) == 3
    assert capsys.readouterr().out.startswith("::error::there is no baseline to compare with")
    assert "there is no baseline" in (tmp_path / "out" / "gate.md").read_text()


def test_no_baseline_is_not_red_in_the_run_that_makes_it(tmp_path: Path) -> None:
    assert ci_gate.main({"OUT": str(tmp_path), "BASELINE": "make"}) == 0


@pytest.mark.slow
@pytest.mark.parametrize(("current", "code"), [("equal", 0), ("worse", 1), ("trouble", 3)])
def test_the_gate_of_all_machines(current: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "baseline").mkdir()
    (tmp_path / "baseline" / "one.jsonl").write_bytes((PAIRS / "baseline.jsonl").read_bytes())
    lines = (PAIRS / f"{current}.jsonl").read_text().splitlines(keepends=True)
    for shard in (0, 1):
        run = tmp_path / "results" / f"live-{shard}" / "run"
        run.mkdir(parents=True)
        (run / "results.jsonl").write_text("".join(lines[shard::2]))

    ran = make(
        "ci-gate", OUT=str(tmp_path), GATE_ARGS="--detect 0.25", GITHUB_STEP_SUMMARY=str(tmp_path / "s")
    )

    assert (ran.returncode == 0) == (code == 0)
    assert f"Error {code}" in ran.stderr or code == 0
    assert re.match(
        r"### Gate: (NO REGRESSION|REGRESSION|NOT MEASURED)\n", (tmp_path / "gate.md").read_text()
    )
    assert (tmp_path / "s").read_text().strip() == (tmp_path / "gate.md").read_text().strip()
    assert "current: 50 runs" in ran.stdout


@pytest.mark.parametrize(("unmeasured", "code"), [(2, 0), (3, 1)])
def test_what_could_hardly_be_measured_is_no_baseline(unmeasured: int, code: int, tmp_path: Path) -> None:
    run = tmp_path / "results" / "live-1" / "run-1"
    run.mkdir(parents=True)
    outcomes = ["unmeasured"] * unmeasured + ["passed"] * (10 - unmeasured)
    written(run / "results.jsonl", [record(outcome) for outcome in outcomes])

    assert ci_baseline.renew({"OUT": str(tmp_path)}) == code
    assert (tmp_path / "renewed" / "run-1.jsonl").exists() == (code == 0)


COMMENT = {"GITHUB_REPOSITORY": "o/r", "PR_NUMBER": "5", "RUN_URL": "https://example.com/run"}
BOT = {"login": "github-actions[bot]"}


@pytest.mark.parametrize(
    ("comments", "method", "where"),
    [
        ([[], []], "POST", "repos/o/r/issues/5/comments"),
        (
            [[{"id": 1, "user": BOT, "body": "else"}], [{"id": 2, "user": BOT, "body": ci_comment.MARKER}]],
            "PATCH",
            "repos/o/r/issues/comments/2",
        ),
        (
            [[{"id": 3, "user": {"login": "mallory"}, "body": ci_comment.MARKER}]],
            "POST",
            "repos/o/r/issues/5/comments",
        ),
    ],
    ids=["first", "second", "somebody-else"],
)
def test_one_comment_that_is_updated(
    fake_gh: Path, tmp_path: Path, comments: list[Any], method: str, where: str
) -> None:
    (tmp_path / "gate.md").write_text("### Gate: REGRESSION\n")
    (fake_gh / "answers" / "0").write_text(json.dumps(comments))
    (fake_gh / "answers" / "1").write_text("{}")

    ran = make("ci-comment", OUT=str(tmp_path), PYTHON=sys.executable, **COMMENT)

    assert ran.returncode == 0, ran.stderr
    (_, _), (args, sent) = asked(fake_gh)
    assert args == ["api", "--method", method, where, "--input", "-"]
    assert sent["body"].startswith(f"{ci_comment.MARKER}\n### Gate: REGRESSION\n")
    assert "(https://example.com/run)" in sent["body"]


def test_more_than_github_takes_is_not_sent() -> None:
    with pytest.raises(SystemExit, match="more than GitHub takes"):
        ci_comment.body_of("x" * 65_536, run_url="")


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_keyless_run_from_machine_to_report(tmp_path: Path) -> None:
    chosen = {"OUT": str(tmp_path), "ARGS": "-k run_is_fine", "ANTHROPIC_API_KEY": "not-to-be-used"}

    ran = make("ci-keyless", **chosen)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "models reference (simple), reference (reasoning)" in ran.stdout
    (tmp_path / "results").mkdir()
    (tmp_path / "shard").rename(tmp_path / "results" / "keyless-1")

    whole = make("ci-whole", **chosen)
    assert "whole: 1 runs of 1 machines, each there once" in whole.stdout
    lost = make("ci-whole", **chosen, REPEATS="2")
    assert lost.returncode != 0
    assert "not all of it, once: 1 of 2 runs were made" in lost.stdout

    reported = make("ci-report", **chosen, GITHUB_STEP_SUMMARY=str(tmp_path / "s"))
    assert reported.returncode == 0, reported.stderr
    assert "1 of 1 passed" in (tmp_path / "s").read_text()
    for name in ("report.html", "summary.md", "junit.xml"):
        assert (tmp_path / name).stat().st_size > 0
