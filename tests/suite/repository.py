"""An agent's repository with the suite in it, in which a test runs `pytest` as its developer would."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases"

_CONFIG = """
[tool.pytest.ini_options]
asyncio_mode = "auto"
asyncio_default_fixture_loop_scope = "session"
asyncio_default_test_loop_scope = "session"
# Prefect leaves a client open when a flow runs in this process (prefect.results, 3.8.8).
filterwarnings = ["error", "ignore:unclosed:ResourceWarning"]
"""

_MODEL_VARIABLES = {
    *("MODEL_PROVIDER", "SIMPLE_AGENT_MODEL", "REASONING_AGENT_MODEL", "EVALUATOR_MODEL"),
    *("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL", "LOGFIRE_TOKEN"),
}


@dataclass(frozen=True, kw_only=True)
class Finished:
    """A pytest process that has ended."""

    code: int
    output: str
    records: list[dict[str, Any]]

    def record(self, name: str) -> dict[str, Any]:
        """The one record of the eval of this name."""
        (found,) = [record for record in self.records if record["eval"].endswith(f"::{name}")]
        return found


@dataclass(frozen=True, kw_only=True)
class Repository:
    """A folder with `evals/` as an agent's repository holds it: the suite, and evals of its own."""

    path: Path

    @classmethod
    def create(cls, path: Path) -> Repository:
        """Copy the suite, byte code included, without its own evals; share its template."""
        shutil.copytree(ROOT / "evals", path / "evals", ignore=shutil.ignore_patterns("test_*.py"))
        (path / "pyproject.toml").write_text(_CONFIG)
        cache = path / ".evals" / "cache"
        cache.mkdir(parents=True)
        for template in (ROOT / ".evals" / "cache").glob("*.sqlite"):
            os.link(template, cache / template.name)
        return cls(path=path)

    def add_case(self, name: str) -> str:
        """Copy `cases/<name>` to `evals/cases/`, each file `x.py` as `test_x.py`; return the folder."""
        folder = self.path / "evals" / name
        folder.mkdir()
        for file in (CASES / name).glob("*.py"):
            target = file.name if file.name == "conftest.py" else f"test_{file.name}"
            shutil.copy(file, folder / target)
        return f"evals/{name}"

    def pytest(self, *arguments: str, environment: dict[str, str] | None = None) -> Finished:
        """Run pytest here without a key, and collect what it left behind."""
        return self._run("pytest", *arguments, environment=environment)

    def evals(self, *arguments: str) -> Finished:
        """Run `python -m evals` here without a key."""
        return self._run("evals", *arguments)

    def interrupted(self, *arguments: str, after_s: float = 0.0) -> tuple[int, Path]:
        """Run pytest here without a key and press Ctrl-C so long after the first record; return its exit code
        and the results file."""
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *arguments],
            cwd=self.path,
            env=os.environ | {"EVALUATOR_MODEL": "keyless", "SIMPLE_AGENT_MODEL": "reference"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Where this test itself is run in the background, its children would ignore Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        deadline = time.monotonic() + 120
        while not (files := list(self.path.glob(".evals/*/results.jsonl"))) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(after_s)
        process.send_signal(signal.SIGINT)
        return process.wait(60), files[0]

    def _run(self, module: str, *arguments: str, environment: dict[str, str] | None = None) -> Finished:
        inherited = {name: value for name, value in os.environ.items() if name not in _MODEL_VARIABLES}
        before = set(self.path.glob(".evals/*/results.jsonl"))
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.path,
            env=inherited | (environment or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        new = sorted(set(self.path.glob(".evals/*/results.jsonl")) - before)
        lines = [line for file in new for line in file.read_text().splitlines()]
        return Finished(
            code=done.returncode, output=done.stdout, records=[json.loads(line) for line in lines]
        )
