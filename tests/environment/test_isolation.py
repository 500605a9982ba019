"""Nothing of the developer's Prefect is in force once the suite is isolated."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.environment.isolation import child_environment, isolate, require_own_server
from evals.outcomes import UnsafeTarget

OWN = "http://127.0.0.1:1/api"


def test_isolate_drops_every_prefect_variable_of_the_developer(tmp_path: Path) -> None:
    environ = {
        "PREFECT_API_URL": "https://api.prefect.cloud/api/accounts/a/workspaces/b",
        "PREFECT_API_KEY": "pnu_production",
        "PREFECT_PROFILE": "production",
        "PREFECT__FLOW_RUN_ID": "b1c8…",
        "prefect_api_auth_string": "admin:pass",
        "EDITOR": "vi",
    }

    isolate(home=tmp_path / "home", api_url=OWN, environ=environ)

    assert environ["PREFECT_API_URL"] == OWN
    assert environ["PREFECT_API_KEY"] == ""
    assert "PREFECT_PROFILE" not in environ
    assert "PREFECT__FLOW_RUN_ID" not in environ
    assert "prefect_api_auth_string" not in environ
    assert environ["EDITOR"] == "vi"


def test_isolate_makes_the_home_that_it_names(tmp_path: Path) -> None:
    environ: dict[str, str] = {}

    isolate(home=tmp_path / "home", api_url=OWN, environ=environ)

    assert (tmp_path / "home").is_dir()
    assert environ["PREFECT_PROFILES_PATH"] == str(tmp_path / "home" / "profiles.toml")


def test_telemetry_is_off(tmp_path: Path) -> None:
    environ: dict[str, str] = {}

    isolate(home=tmp_path, api_url=OWN, environ=environ)

    assert environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environ["DO_NOT_TRACK"] == "1"


def test_a_child_gets_no_home_and_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/developer")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-developer")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "developer")
    monkeypatch.setenv("PREFECT_API_KEY", "pnu_production")

    child = child_environment(home=tmp_path, api_url=OWN)

    assert child["HOME"] == str(tmp_path)
    assert child["PREFECT_API_KEY"] == ""
    assert not {"ANTHROPIC_API_KEY", "AWS_SESSION_TOKEN"} & child.keys()


@pytest.mark.parametrize(
    ("in_force", "own"),
    [
        pytest.param("https://api.prefect.cloud/api/accounts/a/workspaces/b", OWN, id="cloud in force"),
        pytest.param("http://127.0.0.1:2/api", OWN, id="another local server in force"),
        pytest.param("http://10.0.0.7:4200/api", "http://10.0.0.7:4200/api", id="own, but not on loopback"),
        pytest.param(
            "http://localhost.evil.example/api", "http://localhost.evil.example/api", id="look-alike"
        ),
    ],
)
def test_writing_anywhere_but_to_the_own_server_is_refused(in_force: str, own: str) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with (
        temporary_settings({PREFECT_API_URL: in_force}),
        pytest.raises(UnsafeTarget, match="server of this run"),
    ):
        require_own_server(own)


def test_the_own_server_on_loopback_is_allowed() -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: OWN}):
        require_own_server(OWN)
