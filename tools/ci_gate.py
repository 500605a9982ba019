"""Holds what the machines ran against the baseline: `make ci-gate`.

Environment: OUT, GATE_ARGS (for `python -m evals gate`), BASELINE=make where a missing one is about to be
made. Exits as the gate does; without a baseline with 3 (it could not be measured), or with 0 where it is
about to be made.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.ci_baseline import NO_BASELINE
from tools.ci_run import say
from tools.ci_whole import results_of

NOT_MEASURED = 3


def main(environ: Mapping[str, str]) -> int:
    out = Path(environ.get("OUT") or "build/ci")
    out.mkdir(parents=True, exist_ok=True)
    markdown = out / "gate.md"
    baseline = sorted((out / "baseline").glob("*.jsonl"))
    if not baseline:
        made = environ.get("BASELINE") == "make"
        markdown.write_text(f"### Gate: NOT MEASURED\n\n{NO_BASELINE}.\n", encoding="utf-8")
        say("warning" if made else "error", NO_BASELINE, environ)
        return 0 if made else NOT_MEASURED
    current = [path for of_machine in results_of(out / "results").values() for path in of_machine]
    if not current:
        markdown.write_text("### Gate: NOT MEASURED\n\nNo machine left results.\n", encoding="utf-8")
        say("error", "no machine left results", environ)
        return NOT_MEASURED
    command = [sys.executable, "-m", "evals", "gate", "--markdown", str(markdown)]
    command += ["--json", str(out / "gate.json"), *shlex.split(environ.get("GATE_ARGS") or "")]
    command += ["--baseline", *map(str, baseline), "--current", *map(str, current)]
    markdown.unlink(missing_ok=True)
    decided = subprocess.run(command, check=False, env=dict(environ)).returncode
    if (summary := environ.get("GITHUB_STEP_SUMMARY")) and markdown.exists():
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(markdown.read_text(encoding="utf-8") + "\n")
    return decided


if __name__ == "__main__":
    sys.exit(main(os.environ))
