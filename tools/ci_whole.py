"""Checks that what several machines ran is all of it, and nothing twice: `make ci-whole`.

Environment: SHARDS, REPEATS and ARGS as the machines had them, OUT. Exits with 3 where something is missing
or is there twice: then nobody knows what the evals would have said.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from evals.results.record import EvalRecord
from evals.results.store import read_results
from tools.ci_run import say, selection

NOT_WHOLE = 3

Key = tuple[str, int, str | None]


def results_of(folder: Path) -> dict[str, list[Path]]:
    """The results files by machine: `folder/<artifact>/<run>/results.jsonl`."""
    machines = sorted(path for path in folder.glob("*") if path.is_dir())
    return {machine.name: sorted(machine.glob("*/results.jsonl")) for machine in machines}


def faults(records: Mapping[str, Sequence[EvalRecord]], *, shards: int, planned: int) -> Iterable[str]:
    """What is missing or there twice, in sentences."""
    with_results = sum(bool(of_machine) for of_machine in records.values())
    if with_results != shards:
        yield f"{with_results} of {shards} machines left results"
    times = Counter(_key(record) for of_machine in records.values() for record in of_machine)
    if twice := sorted(eval_ for (eval_, _, _), n in times.items() if n > 1):
        yield f"{len(twice)} runs were made twice, the first of {twice[0]}"
    if len(times) != planned:
        yield f"{len(times)} of {planned} runs were made"


def _key(record: EvalRecord) -> Key:
    return record.eval, record.repeat, record.crossed_with


def planned_runs(environ: Mapping[str, str]) -> int:
    """How many runs pytest collects, all machines together."""
    # No key and so no judge is here, that of the machines was asked about there.
    chosen = [arg for arg in selection(environ) if arg != "--require-calibrated-judge"]
    command = [sys.executable, "-m", "pytest", "evals", "--collect-only", "-q", *chosen]
    collected = subprocess.run(command, check=False, env=dict(environ), capture_output=True, text=True)
    if collected.returncode:
        raise SystemExit(f"could not collect the evals:\n{collected.stdout}{collected.stderr}")
    return sum("::" in line and not line.startswith(" ") for line in collected.stdout.splitlines())


def main(environ: Mapping[str, str]) -> int:
    files = results_of(Path(environ.get("OUT") or "build/ci") / "results")
    records = {
        name: [record for path in paths for record in read_results(path)] for name, paths in files.items()
    }
    shards = int(environ.get("SHARDS") or 1)
    found = list(faults(records, shards=shards, planned=planned_runs(environ)))
    for fault in found:
        say("error", f"not all of it, once: {fault}", environ)
    if not found:
        print(f"whole: {sum(map(len, records.values()))} runs of {shards} machines, each there once")
    return NOT_WHOLE if found else 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
