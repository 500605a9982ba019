"""`make bench`: how long the suite keeps a developer waiting, against what can't be avoided.

- `floor_s`: one process that imports Prefect, its server application and pydantic-ai;
- `collect_s`: `pytest evals --collect-only`, the whole process;
- `cold_s`: the whole process of one forced-state eval, the migrated template cached;
- `marginal_s`: a further forced-state eval in the same process: scenario, agent with three tool calls,
  verdict (the median of 20).

Each whole process is timed several times after a warm-up; the median counts. Every model is `reference`,
every judge `keyless`, whatever keys are set.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
FORCED_EVAL = "evals/test_lease_renewal_crash.py::test_explains_a_lease_renewal_crash"
FURTHER_EVALS = 20
IMPORTS = "import prefect, prefect.server.api.server, pydantic_ai"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="timed runs of each process (default: 5)")
    parser.add_argument("--json", type=Path, default=ROOT / ".evals" / "bench.json", help="where to write")
    options = parser.parse_args()

    _pytest(FORCED_EVAL)  # makes the template, and the byte code of everything
    figures = _medians(
        {
            "floor_s": lambda: _run([sys.executable, "-c", IMPORTS]),
            "collect_s": lambda: _pytest("evals", "--collect-only", "-q"),
            "cold_s": lambda: _pytest(FORCED_EVAL),
        },
        options.rounds,
    )
    figures["marginal_s"] = _marginal()
    floor = figures["floor_s"]
    limits = {"collect_s": max(1.5, 0.15 * floor), "cold_s": 1.5 * floor, "marginal_s": 0.05 * floor}
    print(f"{'figure':12}{'seconds':>10}{'limit':>10}")
    for name, seconds in figures.items():
        limit = limits.get(name)
        verdict = "" if limit is None else "ok" if seconds <= limit else "over"
        print(f"{name:12}{seconds:>10.3f}{'' if limit is None else f'{limit:.3f}':>10}  {verdict}")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps({"seconds": figures, "limits": limits}, indent=2) + "\n")
    print(f"written to {os.path.relpath(options.json)}")
    return int(any(figures[name] > limit for name, limit in limits.items()))


def _medians(timed: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Time each in turn, round by round after a warm-up, so that a machine that drifts drifts for all."""
    seconds: dict[str, list[float]] = {name: [] for name in timed}
    for number in range(rounds + 1):
        for name, run in timed.items():
            began = time.perf_counter()
            run()
            if number:
                seconds[name].append(time.perf_counter() - began)
    return {name: statistics.median(measured) for name, measured in seconds.items()}


def _marginal() -> float:
    """The median time from one eval's begin to the next one's: its record and transcript, and what pytest
    does, are in it. The session's first eval is left out."""
    evals = FURTHER_EVALS + 2
    _pytest(FORCED_EVAL, "-p", "tools.repeated", BENCH_TIMES=str(evals))
    latest = (ROOT / ".evals" / "latest").read_text().strip()
    lines = (ROOT / ".evals" / latest / "results.jsonl").read_text().splitlines()
    records = [json.loads(line) for line in lines]
    assert len(records) == evals, f"{len(records)} records"
    assert all(len(record["tool_calls"]) == 3 for record in records), "the agent did not make three calls"
    begun = [datetime.fromisoformat(record["started_at"]) for record in records]
    return statistics.median((after - before).total_seconds() for before, after in pairwise(begun[1:]))


def _pytest(*arguments: str, **variables: str) -> None:
    _run([sys.executable, "-m", "pytest", *arguments], **variables)


def _run(command: list[str], **variables: str) -> None:
    keys = {"MODEL_PROVIDER", "ANTHROPIC_API_KEY", "OPENAI_API_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in keys}
    environment |= {
        "SIMPLE_AGENT_MODEL": "reference",
        "REASONING_AGENT_MODEL": "reference",
        "EVALUATOR_MODEL": "keyless",
        **variables,
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


if __name__ == "__main__":
    sys.exit(main())
