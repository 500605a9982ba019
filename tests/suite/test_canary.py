"""Whatever Prefect the developer has configured, the suite neither reads nor contacts it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.suite.repository import Repository

pytestmark = pytest.mark.slow


class Canary:
    """An HTTP server on loopback that stands for the developer's production Prefect."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        canary = self

        class Handler(BaseHTTPRequestHandler):
            def _note(self) -> None:
                canary.requests.append(f"{self.command} {self.path}")
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _note  # noqa: N815 - the base class's names

            def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the base class's name

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.api_url = f"http://127.0.0.1:{self._server.server_port}/api"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    canary = Canary()
    yield canary
    canary.close()


def _configure_everywhere(repository: Repository, canary: Canary, home: Path) -> dict[str, str]:
    """Point every place that Prefect reads at the canary, and return the environment for it."""
    prefect_home = home / ".prefect"
    prefect_home.mkdir(parents=True)
    url, key = f'PREFECT_API_URL = "{canary.api_url}"', 'PREFECT_API_KEY = "pnu_production"'
    profiles = f'active = "production"\n[profiles.production]\n{url}\n{key}\n'
    (prefect_home / "profiles.toml").write_text(profiles)
    (repository.path / ".env").write_text(
        f"PREFECT_API_URL={canary.api_url}\nPREFECT_API_KEY=pnu_production\n"
    )
    (repository.path / "prefect.toml").write_text(
        f'[api]\nurl = "{canary.api_url}"\nkey = "pnu_production"\n'
    )
    config = repository.path / "pyproject.toml"
    config.write_text(config.read_text() + f'\n[tool.prefect.api]\nurl = "{canary.api_url}"\nkey = "k"\n')
    return {
        "HOME": str(home),
        "PREFECT_HOME": str(prefect_home),
        "PREFECT_API_URL": canary.api_url,
        "PREFECT_API_KEY": "pnu_production",
        "PREFECT_PROFILE": "production",
    }


@pytest.mark.parametrize("transport", ["memory", "stdio"])
def test_the_developers_prefect_gets_no_request(
    repository: Repository, canary: Canary, tmp_path: Path, transport: str
) -> None:
    environment = _configure_everywhere(repository, canary, tmp_path / "home")
    # Prefect is imported before the suite is loaded, with the developer's settings in force.
    (repository.path / "conftest.py").write_text("import prefect.client.orchestration\n")

    done = repository.pytest(
        repository.add_case("outcomes"),
        "-k",
        "wrong or tool_error",
        "--mcp-transport",
        transport,
        environment=environment,
    )

    assert len(done.records) == 2, done.output
    assert all(record["outcome"] == "failed" for record in done.records), "both evals ran to their end"
    assert canary.requests == []


def test_the_canary_does_count(repository: Repository, canary: Canary, tmp_path: Path) -> None:
    environment = _configure_everywhere(repository, canary, tmp_path / "home")
    (repository.path / "test_production.py").write_text(
        "from prefect.client.orchestration import get_client\n"
        "async def test_reads_flows():\n"
        "    async with get_client() as client:\n"
        "        await client._client.get('/flows/anything')\n"
    )

    repository.pytest("test_production.py", environment=environment)

    assert [request for request in canary.requests if "/flows/anything" in request]


def test_settings_changed_in_between_stop_the_run_before_it_writes(
    repository: Repository, canary: Canary
) -> None:
    repository.add_case("outcomes")
    conftest = repository.path / "evals" / "outcomes" / "conftest.py"
    change = f"""
@pytest.fixture(autouse=True, scope="session")
def production(prefect_server):
    from prefect.settings import PREFECT_API_URL, temporary_settings
    with temporary_settings({{PREFECT_API_URL: "{canary.api_url}"}}):
        yield
"""
    conftest.write_text(conftest.read_text() + change)

    done = repository.pytest("evals/outcomes")

    assert done.code == pytest.ExitCode.USAGE_ERROR
    assert f"the Prefect API in force is '{canary.api_url}'" in done.output
    assert canary.requests == []
