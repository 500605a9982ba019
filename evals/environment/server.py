"""The ephemeral Prefect server: one process for the whole session, on loopback.

Several processes may hold a `PrefectServer` of the same `home` and `port` (pytest-xdist workers do):
whoever calls `launch` starts it, everybody can wait for it, stop it and launch it again.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from evals.environment.isolation import child_environment
from evals.environment.serve import FURNISHED
from evals.outcomes import ServerNotMeasured

START_TIMEOUT_S = 90.0
"""Generous: the first start of a Prefect version migrates a database, on a busy CI machine."""

_POLL_S = 0.02
_LOG_TAIL_LINES = 40


def free_port() -> int:
    """A TCP port on loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class PrefectServer:
    """A Prefect server in a process of its own, with its own home folder and SQLite database."""

    def __init__(self, *, home: Path, cache: Path, port: int, owner: int) -> None:
        """`home` is the server's PREFECT_HOME; `cache` holds the migrated template between runs; the
        server ends with the process `owner`."""
        self.home = home
        self.port = port
        self._cache = cache
        self._owner = owner
        self._pid_file = home / "server.pid"
        self._standby_file = home / "server.standby"
        self._process: subprocess.Popen[bytes] | None = None
        self._standby: subprocess.Popen[bytes] | None = None

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def log_path(self) -> Path:
        return self.home / "server.log"

    def launch(self, *, furnish: str | None = None) -> None:
        """Start the process and return at once.

        Launched again after `stop`, it serves the same database on the same port. `furnish` names a
        coroutine function (`package.module:name`) that is given a client once the server serves: it runs
        in the server's process, where Prefect is imported already.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        self._process = self._spawn({}, *(("--furnish", furnish) if furnish else ()))
        self._pid_file.write_text(str(self._process.pid))

    def launch_standby(self, *, environment: dict[str, str]) -> None:
        """Start a process that imports everything and then waits for `promote_standby`."""
        self._standby = self._spawn(environment, "--standby", str(self._standby_file))

    def wait_for_standby(self, timeout_s: float = START_TIMEOUT_S) -> None:
        """Block until the standby has imported everything; raise `ServerNotMeasured` where it doesn't."""
        deadline = time.monotonic() + timeout_s
        while not self._standby_file.exists():
            if self._standby is None or self._standby.poll() is not None or time.monotonic() > deadline:
                raise ServerNotMeasured(self._did_not_start("the process to restart it with did not come up"))
            time.sleep(_POLL_S)

    def promote_standby(self) -> None:
        """Have the standby serve in place of the process that was stopped; returns at once."""
        assert self._standby is not None, "launch_standby comes first"
        self._process, self._standby = self._standby, None
        self._pid_file.write_text(str(self._process.pid))
        self._standby_file.unlink()

    def _spawn(self, environment: dict[str, str], *options: str) -> subprocess.Popen[bytes]:
        child = child_environment(home=self.home, api_url=self.api_url)
        command = [sys.executable, "-m", "evals.environment.serve", "--home", str(self.home)]
        command += ["--cache", str(self._cache), "--port", str(self.port), "--owner", str(self._owner)]
        with self.log_path.open("ab") as log:
            return subprocess.Popen(
                [*command, *options],
                env=child | environment,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C in the terminal is for pytest, which then stops the server itself.
                start_new_session=True,
            )

    def wait_until_ready(self, timeout_s: float = START_TIMEOUT_S) -> None:
        """Block until the server answers; raise `ServerNotMeasured` with the end of its log if it doesn't."""
        deadline = time.monotonic() + timeout_s
        while not self.is_ready():
            if self._has_exited():
                raise ServerNotMeasured(self._did_not_start("its process ended"))
            if time.monotonic() > deadline:
                raise ServerNotMeasured(self._did_not_start(f"no answer in {timeout_s:.0f} s"))
            time.sleep(_POLL_S)

    def wait_until_furnished(self, timeout_s: float = START_TIMEOUT_S) -> None:
        """Block until what `furnish` writes is written; raise `ServerNotMeasured` where it never is."""
        deadline = time.monotonic() + timeout_s
        while not (self.home / FURNISHED).exists():
            if self._has_exited() or time.monotonic() > deadline:
                raise ServerNotMeasured(self._did_not_start("it could not be furnished"))
            time.sleep(_POLL_S)

    def is_ready(self) -> bool:
        """Whether the server answers its health check, and what was launched here has not ended."""
        try:
            with urllib.request.urlopen(f"{self.api_url}/health", timeout=5) as response:  # noqa: S310 - loopback
                return response.status == 200 and not self._has_exited()
        except urllib.error.HTTPError as answer:
            answer.close()
            return False
        except OSError:
            return False

    def stop(self, *, for_good: bool = False, timeout_s: float = 10.0) -> None:
        """Stop the process, whoever launched it, and return when it is gone.

        `for_good` gives it no time to finish what it does: for the end of a run, when its database is
        thrown away.
        """
        if self._pid_file.exists():
            pid = int(self._pid_file.read_text())
            self._pid_file.unlink()
            self._signal(pid, signal.SIGKILL if for_good else signal.SIGTERM)
            deadline = time.monotonic() + timeout_s
            while self._is_alive(pid):
                if time.monotonic() > deadline:
                    self._signal(pid, signal.SIGKILL)
                    deadline = float("inf")
                time.sleep(_POLL_S)
        if self._process is not None:
            self._process.wait(timeout_s)  # a process that somebody else stopped is ours to reap

    def log_tail(self) -> str:
        """The last lines of the server's log, introduced and indented."""
        try:
            lines = self.log_path.read_text(errors="replace").splitlines()[-_LOG_TAIL_LINES:]
        except FileNotFoundError:
            lines = []
        return "The end of its log:\n" + ("\n".join(f"  | {line}" for line in lines) or "  | (empty)")

    def _has_exited(self) -> bool:
        """Whether the process launched here has ended and nobody has put another in its place."""
        if self._process is None or self._process.poll() is None:
            return False
        return not self._pid_file.exists() or int(self._pid_file.read_text()) == self._process.pid

    def _is_alive(self, pid: int) -> bool:
        if self._process is not None and self._process.pid == pid:
            return self._process.poll() is None
        # Somebody else's child stays in the process table until they reap it; its port doesn't.
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    @staticmethod
    def _signal(pid: int, number: signal.Signals) -> None:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return

    def _did_not_start(self, what_happened: str) -> str:
        return (
            f"the Prefect server of this run did not start on port {self.port}: {what_happened}.\n"
            f"{self.log_tail()}\n"
            "Run again, which takes another port; where that doesn't help, delete .evals/cache."
        )
