"""Where a run's records are kept: `.evals/<run>/results.jsonl`, one record a line."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Protocol, TypeVar

from filelock import FileLock
from pydantic import BaseModel, ValidationError

from evals.results.directory import ResultsError
from evals.results.record import EvalRecord
from evals.results.redaction import Redactor

RESULTS_NAME = "results.jsonl"

_LOCK_SECONDS = 60
"""A record takes milliseconds to write; who waits longer waits for a process that hangs."""

_Read = TypeVar("_Read", bound=BaseModel)

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunStore:
    """The results of one run, in `directory`. Any number of processes may append at the same time."""

    directory: Path

    @property
    def results_path(self) -> Path:
        return self.directory / RESULTS_NAME

    def append(self, record: EvalRecord) -> EvalRecord:
        """Write `record` as one line and return it as written: without the secrets that this process
        has in its environment now. It is in the file, for readers too, when this returns.

        A torn line that a killed process left at the end of the file is taken out first. Raises
        `ResultsError` where the disk takes less than the whole line, `filelock.Timeout` where another
        process holds the lock for a minute, `OSError` where the file can't be written.
        """
        redacted = record.redacted(Redactor.from_environ())
        line = redacted.model_dump_json().encode() + b"\n"
        lock = FileLock(self.results_path.with_suffix(".lock"), timeout=_LOCK_SECONDS, poll_interval=0.005)
        with lock, self.results_path.open("a+b", buffering=0) as file:
            _mend(file)
            # One system call: Ctrl-C comes before the line or after it.
            if file.write(line) != len(line):
                raise ResultsError(f"{self.results_path}: the disk took only part of a record; is it full?")
        return redacted

    def read(self) -> list[EvalRecord]:
        """Read every record back; see `read_results`."""
        return read_results(self.results_path)


def results_file(path: Path) -> Path:
    """Return the results file that a user means by `path`: the file itself, or the folder of a run."""
    return path / RESULTS_NAME if path.is_dir() else path


def read_results(path: Path) -> list[EvalRecord]:
    """Read a results file, in its order; see `read_parts` for what is left out, and raised. Of an eval that
    a resumed run has run again, the last record counts."""
    return without_superseded(read_parts(path, EvalRecord))


class OneRun(Protocol):
    """What tells one run of one eval from others."""

    @property
    def run(self) -> str: ...
    @property
    def eval(self) -> str: ...
    @property
    def repeat(self) -> int: ...
    @property
    def crossed_with(self) -> str | None: ...


_Run = TypeVar("_Run", bound=OneRun)


def without_superseded(records: Iterable[_Run]) -> list[_Run]:
    """Return `records` in their order, without those that a later one of the same run, eval, repeat and model
    has taken the place of."""
    last: dict[tuple[str, str, int, str | None], _Run] = {}
    for record in records:
        key = (record.run, record.eval, record.repeat, record.crossed_with)
        last.pop(key, None)  # so that it stands where the later one does
        last[key] = record
    return list(last.values())


def read_parts(path: Path, kind: type[_Read]) -> Iterator[_Read]:
    """Read a results file a line at a time, in its order, each as `kind`: a record, or the part of one that
    is needed.

    A torn last line (a process was killed while it wrote) is left out, which is logged as a warning.
    Raises `ResultsError`, naming file and line number, where a line is not a record, and where there
    is no such file.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n") and line.strip() and not _is_json(line):
                    _logger.warning("%s:%d: the last line is torn and left out", path, number)
                elif line.strip():
                    yield _parsed(line, kind, f"{path}:{number}")
    except OSError as error:
        raise ResultsError(f"{path}: {error.strerror or error}") from error


def _mend(file: FileIO) -> None:
    """Make the file end with a whole line, so that the next record gets a line of its own."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - 1))
    if end == 0 or file.read(1) == b"\n":
        return
    file.seek(0)
    torn = file.read().rpartition(b"\n")[2]
    if _is_json(torn):
        file.write(b"\n")
    else:
        file.truncate(end - len(torn))


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _parsed(line: bytes, kind: type[_Read], place: str) -> _Read:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ResultsError(f"{place}: not a record: {field + ': ' if field else ''}{first['msg']}") from error
