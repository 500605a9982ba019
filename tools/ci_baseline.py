"""The baseline: the results of the last good night on the default branch, kept as an artifact.

`fetch` (`make ci-baseline`) puts its files into OUT/baseline; where there is none, it says so, and `ci_gate`
decides what that means. `renew` (`make ci-renew`) puts those of this run into OUT/renewed, for the next ones
to fetch.

Environment: OUT; for `fetch` GITHUB_REPOSITORY, GITHUB_REPOSITORY_ID, BASELINE_BRANCH and what `gh` needs.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from evals.gate.decision import MAX_TROUBLE
from evals.results.store import read_results
from tools.ci_run import say
from tools.ci_whole import results_of

ARTIFACT = "evals-baseline"
NO_BASELINE = (
    "there is no baseline to compare with: the nightly run makes one; to have one now, start the workflow by "
    "hand on the default branch (Actions > evals > Run workflow)"
)


def newest(artifacts: Iterable[Mapping[str, Any]], *, repository_id: int, branch: str) -> int | None:
    """The id of the newest baseline that a run of the default branch left.

    The branch's name alone would do for a fork, whose pull request may come from a branch of that name.
    """
    usable = [
        artifact
        for artifact in artifacts
        if artifact["name"] == ARTIFACT
        and not artifact["expired"]
        and artifact["workflow_run"]["head_branch"] == branch
        and artifact["workflow_run"]["head_repository_id"] == repository_id
    ]
    return max(usable, key=lambda artifact: artifact["created_at"])["id"] if usable else None


def fetch(environ: Mapping[str, str]) -> int:
    """Exits with 0 where there is no baseline, too; not where GitHub can't be asked."""
    api = f"repos/{environ['GITHUB_REPOSITORY']}/actions/artifacts"
    asked = json.loads(_gh(f"{api}?name={ARTIFACT}&per_page=100"))
    found = newest(
        asked["artifacts"],
        repository_id=int(environ["GITHUB_REPOSITORY_ID"]),
        branch=environ["BASELINE_BRANCH"],
    )
    baseline = _out(environ) / "baseline"
    shutil.rmtree(baseline, ignore_errors=True)
    if found is None:
        say("warning", NO_BASELINE, environ)
        return 0
    baseline.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(_gh(f"{api}/{found}/zip"))) as archive:
        for name in archive.namelist():
            if name.endswith(".jsonl"):  # by its last part alone, wherever the archive would have it
                (baseline / PurePosixPath(name).name).write_bytes(archive.read(name))
    print(f"baseline: artifact {found}, {len(list(baseline.iterdir()))} files")
    return 0


def renew(environ: Mapping[str, str]) -> int:
    """Exits with 1 where too much of this run could not be measured for others to be held against it."""
    paths = [path for of_machine in results_of(_out(environ) / "results").values() for path in of_machine]
    outcomes = [record.outcome for path in paths for record in read_results(path)]
    begun = [outcome for outcome in outcomes if outcome != "skipped"]
    trouble = begun.count("unmeasured")
    if not begun or trouble / len(begun) > MAX_TROUBLE:
        say("error", f"not a baseline: {trouble} of {len(begun)} runs could not be measured", environ)
        return 1
    renewed = _out(environ) / "renewed"
    shutil.rmtree(renewed, ignore_errors=True)
    renewed.mkdir(parents=True)
    for path in paths:
        shutil.copy(path, renewed / f"{path.parent.name}.jsonl")
    print(f"baseline: {len(begun)} runs to hold the next ones against")
    return 0


def _out(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("OUT") or "build/ci")


def _gh(endpoint: str) -> bytes:
    return subprocess.run(["gh", "api", endpoint], check=True, capture_output=True).stdout  # noqa: S607


if __name__ == "__main__":
    sys.exit({"fetch": fetch, "renew": renew}[sys.argv[1]](os.environ))
