"""`python -m evals.environment.serve`: the process of the suite's Prefect server.

Runs Prefect's own application in the foreground until it is told to stop. Everything slow happens
here, so that the process which starts it can go on importing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
from pathlib import Path

from evals.environment.template import database_url, ensure_template


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()

    # Taken before anything slow happens: a port in use is known at once, and nobody gets in between.
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", options.port))
    except OSError as error:
        sys.exit(f"port {options.port}: {error.strerror}")

    database = options.home / "prefect.sqlite"
    if not database.exists():
        shutil.copyfile(ensure_template(options.cache), database)
    os.environ.update(
        PREFECT_API_DATABASE_CONNECTION_URL=database_url(database),
        PREFECT_API_DATABASE_MIGRATE_ON_START="false",
        # Block types are looked up by nothing here, and registering them takes most of a start.
        PREFECT_API_BLOCKS_REGISTER_ON_START="false",
        PREFECT_SERVER_UI_ENABLED="false",
        PREFECT_SERVER_LOGGING_LEVEL="WARNING",
    )

    import uvicorn

    config = uvicorn.Config(
        "prefect.server.api.server:create_app",
        factory=True,
        log_level="warning",
        lifespan="on",
        timeout_graceful_shutdown=1,
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
