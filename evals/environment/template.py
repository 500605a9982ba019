"""The migrated database that every server of the suite starts from.

Migrating an empty SQLite database takes about 8 s; copying a migrated one takes milliseconds. The
template is made once per Prefect version and kept in the suite's cache folder.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock


def template_path(cache: Path) -> Path:
    """Where the template of the installed Prefect lies, whether it is there yet or not."""
    return cache / f"prefect-{version('prefect')}.sqlite"


def ensure_template(cache: Path) -> Path:
    """Return the template, migrating one first where there is none.

    Safe when several processes ask at once: one migrates, the others wait. Migrating is done in a process
    of its own, which inherits this one's environment: Prefect keeps the first database that a process
    uses. Raises `subprocess.CalledProcessError` where it fails; what it printed is on standard error.
    """
    template = template_path(cache)
    if template.exists():
        return template
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(template.with_suffix(".lock")):
        if not template.exists():
            subprocess.run([sys.executable, "-m", __name__, str(template)], check=True)
    return template


def database_url(database: Path) -> str:
    """The SQLAlchemy URL of a SQLite file."""
    return f"sqlite+aiosqlite:///{database}"


def _migrate(template: Path) -> None:
    from prefect.server.database.dependencies import provide_database_interface
    from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL, temporary_settings

    with tempfile.TemporaryDirectory(dir=template.parent) as folder:
        scratch, compact = Path(folder) / "scratch.sqlite", Path(folder) / "compact.sqlite"
        with temporary_settings({PREFECT_API_DATABASE_CONNECTION_URL: database_url(scratch)}):
            asyncio.run(provide_database_interface().create_db())
        # One file without a write-ahead log, so that copying it copies all of it.
        with contextlib.closing(sqlite3.connect(scratch)) as connection:
            connection.execute("VACUUM INTO ?", (str(compact),))
        compact.replace(template)


if __name__ == "__main__":
    _migrate(Path(sys.argv[1]))
