"""A run: its id, its folders and its server, the same for every pytest-xdist worker."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.environment.server import PrefectServer, free_port

EVALS_FOLDER = ".evals"


@dataclass(frozen=True, kw_only=True)
class Run:
    """What identifies a run; made of plain text so that it can be handed to workers."""

    root: str
    """The folder that pytest was started for; `.evals` lies in it."""
    directory: str
    """Where the run's results go."""
    home: str
    """A temporary folder: PREFECT_HOME and working folder of the server and of engine processes."""
    port: int
    owner: int
    """The process that began the run; the server ends with it."""
    started: float
    """In seconds since the epoch."""

    @classmethod
    def begin(cls, root: Path, *, keeps_results: bool, resumed: Path | None = None) -> Run:
        """Start a new run with a fresh home, a free port and, where it keeps results, a folder for them
        below `root`, or the folder of a run that is `resumed`."""
        home = tempfile.mkdtemp(prefix="prefect-agent-evals-")
        directory = home
        if keeps_results:
            from evals.results.directory import new_run_directory

            directory = str(resumed or new_run_directory(root / EVALS_FOLDER))
        return cls(
            root=str(root),
            directory=directory,
            home=home,
            port=free_port(),
            owner=os.getpid(),
            started=time.time(),
        )

    @property
    def id(self) -> str:
        return Path(self.directory).name

    @property
    def cache(self) -> Path:
        """What is kept between runs."""
        return Path(self.root) / EVALS_FOLDER / "cache"

    @property
    def shown_directory(self) -> str:
        """The results folder as a user would type it."""
        return os.path.relpath(self.directory)

    def server(self) -> PrefectServer:
        """A handle on the run's server; the server itself is started once, by whoever begins the run."""
        return PrefectServer(home=Path(self.home), cache=self.cache, port=self.port, owner=self.owner)

    def to_worker(self) -> dict[str, str | float]:
        return asdict(self)
