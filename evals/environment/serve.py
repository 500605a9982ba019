"""`python -m evals.environment.serve`: the process of the suite's Prefect server.

Runs Prefect's own application in the foreground until it is told to stop. Everything slow happens
here, so that the process which starts it can go on importing.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pkgutil
import shutil
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from evals.environment.owner import end_with
from evals.environment.template import database_url, ensure_template
from evals.environment.write_requests import NotingWrites

if TYPE_CHECKING:
    import uvicorn

DATABASE = "prefect.sqlite"
"""The database, in the server's home."""

FURNISHED = "furnished"
"""The file in the server's home that says that `--furnish` is done."""

_POLL_S = 0.01


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--owner", type=int, required=True, help="end with this process")
    parser.add_argument("--furnish", help="package.module:coroutine function, given a client once it serves")
    parser.add_argument("--standby", type=Path, help="import, write this file, serve when it is gone")
    options = parser.parse_args()
    end_with(options.owner)

    # Without a wait, the port is taken before anything slow happens: one in use is known at once, and
    # nobody gets in between.
    listener = None if options.standby else _listen(options.port)
    database = options.home / DATABASE
    if not database.exists():
        shutil.copyfile(ensure_template(options.cache), database)
    os.environ.update(
        PREFECT_API_DATABASE_CONNECTION_URL=database_url(database),
        PREFECT_API_DATABASE_MIGRATE_ON_START="false",
        # Block types are looked up by nothing here, and registering them takes most of a start.
        PREFECT_API_BLOCKS_REGISTER_ON_START="false",
        # Events are written in batches; five seconds, the default, is long for those who wait for one.
        PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL="1",
        PREFECT_SERVER_UI_ENABLED="false",
        PREFECT_SERVER_LOGGING_LEVEL="WARNING",
    )

    import uvicorn

    from evals.environment.one_writer import take_turns

    take_turns(database_url(database))
    if options.standby:
        import prefect.server.api.server  # noqa: F401 - the slow part of a start

        options.standby.touch()
        while options.standby.exists():
            time.sleep(_POLL_S)
    from prefect.server.api.server import create_app

    config = uvicorn.Config(
        NotingWrites(create_app(), home=options.home),
        log_level="warning",
        lifespan="on",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    sockets = [listener or _listen(options.port)]
    asyncio.run(_serve(server, sockets, furnish=options.furnish, mark=options.home / FURNISHED))


async def _serve(
    server: uvicorn.Server, sockets: list[socket.socket], *, furnish: str | None, mark: Path
) -> None:
    serving = asyncio.create_task(server.serve(sockets))
    if furnish:
        while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn sets a flag, no event
            await asyncio.sleep(_POLL_S)
        from evals.environment.client import writing_client

        async with writing_client() as client:
            await pkgutil.resolve_name(furnish)(client)
        mark.touch()  # noqa: ASYNC240 - one empty file
    await serving


def _listen(port: int) -> socket.socket:
    # The protocol is named because asyncio turns Nagle's algorithm off only for sockets that name it; with
    # it on, every response waits 40 ms for an acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        sys.exit(f"port {port}: {error.strerror}")
    return listener


if __name__ == "__main__":
    main()
