"""Runs the evals on one machine of CI: `make ci-keyless`, `make ci-live`.

Environment: SHARD of SHARDS (1 of 1), REPEATS (1), MAX_COST (US dollars, for this machine), ARGS (for
pytest), OUT. What was run ends up in OUT/shard, for the artifact of this machine.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

KEYS = ("ANTHROPIC_API_KEY", "OPENAI_API_KEY")
EVALS = Path(".evals")

NO_KEY = f"neither {' nor '.join(KEYS)} is set, so no model was evaluated"
HOW_TO_SET = "add one to the repository's secrets (Settings > Secrets and variables > Actions)"


def pytest_command(environ: Mapping[str, str], *, live: bool) -> list[str]:
    """The command for this machine's share of the evals."""
    command = [sys.executable, "-m", "pytest", "evals", "-n", "auto", *selection(environ)]
    if live and environ.get("MAX_COST"):
        command += ["--max-cost", environ["MAX_COST"]]
    if int(environ.get("SHARDS") or 1) > 1:
        command += ["--splits", environ["SHARDS"], "--group", environ["SHARD"]]
    return command


def selection(environ: Mapping[str, str]) -> list[str]:
    """What decides on which evals are run and how often, the same on every machine."""
    return ["--repeats", environ.get("REPEATS") or "1", *shlex.split(environ.get("ARGS") or "")]


def verdict_of(code: int, *, live: bool) -> int:
    """The exit code of the step. In a live run the gate decides on what failed, and `ci_whole` on what was
    not run; what is neither (usage, an interruption, nothing graded) ends the step."""
    return 0 if live and code == 1 else code


def say(level: str, message: str, environ: Mapping[str, str]) -> None:
    """Say it where people look: in the log, as an annotation of the run, and in its summary."""
    print(f"::{level}::{message}" if environ.get("GITHUB_ACTIONS") else f"{level}: {message}", flush=True)
    if summary := environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(f"**{level}**: {message}\n")


def _output(name: str, value: str, environ: Mapping[str, str]) -> None:
    if output := environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as file:
            file.write(f"{name}={value}\n")


def _keep(environ: Mapping[str, str], started: frozenset[str]) -> None:
    shard = Path(environ.get("OUT") or "build/ci") / "shard"
    shutil.rmtree(shard, ignore_errors=True)
    shard.mkdir(parents=True)
    for name in sorted(_runs() - started):
        shutil.copytree(EVALS / name, shard / name, ignore=shutil.ignore_patterns("*.lock"))


def _runs() -> frozenset[str]:
    return frozenset(path.parent.name for path in EVALS.glob("*/results.jsonl"))


def main(mode: str, environ: Mapping[str, str]) -> int:
    live = mode == "live"
    roles = {}
    if live and not any(environ.get(key) for key in KEYS):
        if environ.get("GITHUB_EVENT_NAME") == "pull_request":
            # Its author can't add one: no reason to stop the pull request, but a reason to say so.
            say("warning", f"{NO_KEY}; {HOW_TO_SET}", environ)
            return 0
        say("error", f"{NO_KEY}; {HOW_TO_SET}", environ)
        return 1
    if live:
        _output("ran", "true", environ)
    else:  # also where a developer who tries this has a key
        roles = {
            "SIMPLE_AGENT_MODEL": "reference",
            "REASONING_AGENT_MODEL": "reference",
            "EVALUATOR_MODEL": "keyless",
        }
    started = _runs()
    ran = subprocess.run(pytest_command(environ, live=live), check=False, env={**environ, **roles})
    _keep(environ, started)
    return verdict_of(ran.returncode, live=live)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], os.environ))
