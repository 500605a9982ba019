"""Keeps the suite away from every Prefect but its own.

Guarantees: after `isolate`, no variable, profile, `.env`, `prefect.toml` or `[tool.prefect]` of the
developer's has a say in which Prefect is talked to, in this process or in those that it starts with
`child_environment`. `require_own_server` checks it once more before anything is written.

Limits: code of the developer's that builds a client with an explicit URL is not stopped.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from evals.outcomes import UnsafeTarget

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_INHERITED = (
    *("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "VIRTUAL_ENV"),
    *("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"),
)
"""What a child process gets of this one's environment: where programs and temporary files are."""


def prefect_variables(*, home: Path, api_url: str) -> dict[str, str]:
    """The only Prefect settings in force: an own home, the own server, telemetry off."""
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_API_URL": api_url,
        # Set and empty rather than absent: an entry in the developer's `.env` would fill the gap.
        "PREFECT_API_KEY": "",
        "PREFECT_API_AUTH_STRING": "",
        "PREFECT_CLIENT_CUSTOM_HEADERS": "{}",
        # The own server speaks plain HTTP. Trusting one certificate whose key nobody has is refusing all
        # others, and spares every client (each tool call makes one) 20 ms of reading the system's.
        "PREFECT_API_SSL_CERT_FILE": str(Path(__file__).with_name("nobody.pem")),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "DO_NOT_TRACK": "1",
        "FASTMCP_CHECK_FOR_UPDATES": "off",
        "PREFECT_LOGGING_LEVEL": "INFO",
        # Importing it costs every process most of a second, and nothing here records validations.
        "PYDANTIC_DISABLE_PLUGINS": "logfire-plugin",
    }


def isolate(*, home: Path, api_url: str, environ: MutableMapping[str, str] = os.environ) -> None:
    """Point this process at the suite's own server, whatever the developer's settings are.

    Where Prefect was imported before (by a plugin or a conftest), its settings are read anew, from an
    empty folder, so that no settings file of the developer's is found.
    """
    for name in [name for name in environ if name.upper().startswith("PREFECT")]:
        del environ[name]
    environ.update(prefect_variables(home=home, api_url=api_url))
    home.mkdir(parents=True, exist_ok=True)
    if "prefect.context" in sys.modules:
        reload_prefect_settings(home)


@contextlib.contextmanager
def isolated(*, home: Path, api_url: str) -> Iterator[None]:
    """Like `isolate`, for the length of a block: the environment is put back after it."""
    before = dict(os.environ)
    try:
        isolate(home=home, api_url=api_url)
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def without_prefect() -> Iterator[None]:
    """For a block that asks no Prefect server: there is no profile, and nothing at the API's address."""
    # Port 9 is "discard": nothing that the suite could talk to by mistake listens there.
    with (
        tempfile.TemporaryDirectory(prefix="prefect-agent-evals-") as home,
        isolated(home=Path(home), api_url="http://127.0.0.1:9/api"),
    ):
        yield


def reload_prefect_settings(home: Path) -> None:
    """Read Prefect's settings anew from the environment alone."""
    from prefect.context import refresh_global_settings_context

    with contextlib.chdir(home):
        refresh_global_settings_context()


def child_environment(*, home: Path, api_url: str) -> dict[str, str]:
    """The environment of a process that the suite starts: no home folder, no key and no Prefect
    setting of the developer's is in it. Its working folder has to be `home`."""
    child = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    child.update(prefect_variables(home=home, api_url=api_url), HOME=str(home), USERPROFILE=str(home))
    # The working folder is not the repository: this package has to be found all the same.
    child["PYTHONPATH"] = str(Path(__file__).parents[2])
    # The user's site folder holds code of the developer's, outside the project.
    child["PYTHONNOUSERSITE"] = "1"
    return child


def require_own_server(own_api_url: str) -> None:
    """Check that the Prefect API in force is the suite's own, on loopback.

    Raises `UnsafeTarget` otherwise. To be called before anything is written.
    """
    from prefect.settings import get_current_settings

    in_force = get_current_settings().api.url
    if in_force != own_api_url:
        raise UnsafeTarget(
            f"the Prefect API in force is {in_force!r}, not the server of this run ({own_api_url}); "
            "nothing was written. Something in this process changed Prefect's settings after the suite "
            "started: look for PREFECT_API_URL, `use_profile` or `temporary_settings` in your conftest.py"
        )
    host = urlsplit(own_api_url).hostname
    if host not in _LOOPBACK:
        raise UnsafeTarget(f"the server of this run is at {host!r}, which is not on loopback")
