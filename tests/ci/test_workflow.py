"""The workflow: valid, narrow, and made of targets that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
EVALS = yaml.safe_load((ROOT / ".github" / "workflows" / "evals.yml").read_text())
JOBS: dict[str, Any] = EVALS["jobs"]
STEPS = [(job, step) for job, content in JOBS.items() for step in content["steps"]]
ON = EVALS[True]  # YAML 1.1 takes the key `on` for a boolean


def tool(name: str) -> str:
    """Where the tool is: next to this Python, or on the path. Skips where it is nowhere."""
    beside = Path(sys.executable).parent
    found = shutil.which(name, path=f"{beside}:{beside / '../actionlint/bin'}") or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} IS NOT INSTALLED: the workflow is not checked with it")
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("check-jsonschema", "--builtin-schema", "vendor.github-workflows"),
        ("actionlint",),
        ("zizmor", "--offline", "--strict-collection"),
    ],
    ids=lambda command: command[0],
)
def test_the_checkers_find_nothing(command: tuple[str, ...]) -> None:
    found = subprocess.run([tool(command[0]), *command[1:], *WORKFLOWS], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "right", "wrong"),
    [
        (
            ("check-jsonschema", "--builtin-schema", "vendor.github-workflows"),
            "timeout-minutes: 5",
            "timeout-minutes: five",
        ),
        (("actionlint",), "needs: gate", "needs: gait"),
        (
            ("zizmor", "--offline"),
            "run: make ci-comment",
            "run: echo ${{ github.event.pull_request.title }}",
        ),
    ],
    ids=["check-jsonschema", "actionlint", "zizmor"],
)
def test_the_checkers_would_find_it(command: tuple[str, ...], right: str, wrong: str, tmp_path: Path) -> None:
    text = (ROOT / ".github" / "workflows" / "evals.yml").read_text()
    assert right in text
    workflows = tmp_path / ".github" / "workflows"
    workflows.mkdir(parents=True)
    (workflows / "evals.yml").write_text(text.replace(right, wrong))
    found = subprocess.run([tool(command[0]), *command[1:], workflows / "evals.yml"], capture_output=True)
    assert found.returncode != 0


def test_every_step_runs_one_make_target_that_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    lines = [step["run"] for _, step in STEPS if "run" in step]

    assert lines
    for line in lines:
        assert re.fullmatch(r"make( [a-z-]+)+", line)
        assert set(line.split()[1:]) <= targets


def test_secrets_are_in_one_step_only() -> None:
    holders = [(job, step.get("run")) for job, step in STEPS if "secrets." in str(step)]
    text = "".join(path.read_text() for path in WORKFLOWS)

    assert holders == [("live", "make ci-live")]
    assert text.count("secrets.") == str(JOBS["live"]["steps"]).count("secrets.")


def test_forks_do_not_reach_what_has_a_key_or_may_write() -> None:
    assert "pull_request_target" not in ON
    assert "workflow_run" not in ON
    same_repository = "github.event.pull_request.head.repo.full_name == github.repository"
    assert JOBS["live"]["if"] == f"github.event_name != 'pull_request' || {same_repository}"
    # The others that could are behind it.
    assert JOBS["gate"]["needs"] == "live"
    assert "needs.live.outputs.ran == 'true'" in JOBS["gate"]["if"]
    assert JOBS["comment"]["needs"] == "gate"
    assert "needs.gate.result != 'skipped'" in JOBS["comment"]["if"]
    writers = {
        name for name, job in JOBS.items() if any("write" in may for may in job["permissions"].values())
    }
    assert writers == {"comment"}


def test_forks_have_the_keyless_jobs() -> None:
    for name in ("suite", "keyless"):
        assert "fork" not in JOBS[name]["if"]
        assert "head.repo" not in JOBS[name]["if"]
        assert "github.event_name == 'pull_request'" in JOBS[name]["if"]


def test_nothing_is_allowed_that_is_not_said() -> None:
    assert EVALS["permissions"] == {}
    for name, job in JOBS.items():
        assert job["permissions"], name
        assert job["timeout-minutes"] <= 90
    assert EVALS["concurrency"]["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"


def test_actions_are_pinned_and_checkouts_keep_no_token() -> None:
    lines = re.findall(r"uses: (.*)", (ROOT / ".github" / "workflows" / "evals.yml").read_text())

    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in lines)
    checkouts = [step for _, step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == len(JOBS)
    assert all(step["with"] == {"persist-credentials": False} for step in checkouts)


@pytest.mark.parametrize(("machines", "after"), [("keyless", "keyless-report"), ("live", "gate")])
def test_as_many_machines_are_looked_for_as_there_were(machines: str, after: str) -> None:
    shards = JOBS[machines]["strategy"]["matrix"]["shard"]
    run = next(s for s in JOBS[machines]["steps"] if s.get("run") == f"make ci-{machines}")["env"]
    whole = next(s for s in JOBS[after]["steps"] if s.get("run") == "make ci-whole")["env"]

    assert shards == list(range(1, len(shards) + 1))
    assert whole["SHARDS"] == len(shards)
    for name in ("REPEATS", "ARGS"):
        assert run.get(name) == whole.get(name)


def test_a_baseline_is_renewed_on_main_alone() -> None:
    renew = next(s for s in JOBS["gate"]["steps"] if s.get("run") == "make ci-renew")
    kept = next(s for _, s in STEPS if s.get("with", {}).get("name") == "evals-baseline")

    assert renew["if"].startswith("${{ github.ref == 'refs/heads/main' && (")
    assert "(github.event_name == 'schedule' && success())" in renew["if"]
    assert kept["if"] == "${{ !cancelled() && steps.renew.outcome == 'success' }}"
