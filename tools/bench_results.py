"""`make bench-results`: what `report` and `gate` take for a thousand records of a real run.

The records of the latest run, or of the one that is named, are repeated under other names until there are a
thousand; one in ten is made to fail. Each command runs in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from evals.results.directory import latest_run_directory
from evals.results.store import RESULTS_NAME, read_results

_RECORDS = 1_000
_MIB = 1024 * 1024


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-results", description=__doc__)
    parser.add_argument("run", nargs="?", type=Path, help="a run's folder (default: the latest)")
    options = parser.parse_args()
    run = options.run or latest_run_directory(Path(".evals"))
    with tempfile.TemporaryDirectory() as folder:
        before, now = (_made(run, Path(folder), name=name) for name in ("before", "now"))
        print(f"{_RECORDS:,} records of {run.name}: {now.stat().st_size / _MIB:.0f} MiB")
        outputs = {kind: Path(folder) / f"report.{kind}" for kind in ("html", "markdown", "junit")}
        arguments = [part for kind, out in outputs.items() for part in (f"--{kind}", str(out))]
        _measure("gate", "--baseline", str(before), "--current", str(now))
        _measure("report", str(now), *arguments)
        print(", ".join(f"{kind} {out.stat().st_size / _MIB:.1f} MiB" for kind, out in outputs.items()))


def _made(run: Path, folder: Path, *, name: str) -> Path:
    """A results file with so many records, a fresh repeat each."""
    records = read_results(run / RESULTS_NAME)
    file = folder / f"{name}.jsonl"
    with file.open("w") as out:
        for number, record in enumerate(islice(cycle(records), _RECORDS)):
            update = {"run": name, "repeat": number // len(records) + 1}
            if number % 10 == 9:
                update["outcome"] = "failed"
            out.write(record.model_copy(update=update).model_dump_json() + "\n")
    return file


def _measure(command: str, *arguments: str) -> None:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "evals", command, *arguments], stdout=subprocess.DEVNULL, check=False
    )
    seconds = time.perf_counter() - began
    # In KiB on Linux, of the largest child so far: the smaller command comes first.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{command:8} exit {done.returncode}  {seconds:6.1f} s  peak {peak:5.0f} MiB")


if __name__ == "__main__":
    main()
