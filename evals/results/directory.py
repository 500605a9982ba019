"""The folder of a run: `.evals/<run>`, and which one is the latest."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

_LATEST_NAME = "latest"


class ResultsError(Exception):
    """Results can't be read or written. The message is one line and names the place."""


def new_run_directory(root: Path) -> Path:
    """Make `root/<UTC time>-<4 hex>`, a name that sorts by time, and point `root/latest` to it.

    `latest` is a text file that holds the name: symbolic links take a privilege on Windows.
    """
    run = root / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    run.mkdir(parents=True)
    # Replaced in one step: whoever reads at this moment gets the old name or the new one.
    pointer = root / f".{_LATEST_NAME}-{run.name}"
    pointer.write_text(run.name + "\n", encoding="utf-8")
    pointer.replace(root / _LATEST_NAME)
    return run


def latest_run_directory(root: Path) -> Path:
    """Return the directory that `root/latest` points to. Raises `ResultsError` where there is none."""
    try:
        run = root / (root / _LATEST_NAME).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ResultsError(f"{root}: no run has been recorded here") from error
    if not run.is_dir():
        raise ResultsError(f"{root / _LATEST_NAME}: points to {run.name}, which is not there")
    return run
