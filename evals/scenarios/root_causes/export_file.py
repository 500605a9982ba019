"""The file that `flows/export.py` waits for, held by the scenario until the flow is to go on."""

from __future__ import annotations

import fcntl
from pathlib import Path
from types import TracebackType
from typing import Self


class ExportFile:
    """A lock on a file, from the beginning until `release` or the end of the block.

    What a run of `flows/export.py` does next happens when the scenario wants it, however slow the machine.
    """

    def __init__(self, path: Path) -> None:
        self.environment = {"EXPORT_FILE": str(path)}
        """What the flow's process has to be given."""
        self._file = path.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def release(self) -> None:
        """Let the flow go on."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
