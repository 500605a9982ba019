import platform
import re
import tomllib
from pathlib import Path

from evals.results.versions import versions


def test_names_what_decides_a_result() -> None:
    found = versions()

    assert found.keys() == {"python", "prefect", "prefect-mcp", "pydantic-ai", "prefect-agent-evals"}
    assert found["python"] == platform.python_version()
    for name in ("prefect", "prefect-mcp", "pydantic-ai"):
        assert re.match(r"\d+\.\d+", found[name])


def test_the_suite_has_the_version_of_its_packaging() -> None:
    pyproject = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())

    assert versions()["prefect-agent-evals"] == pyproject["project"]["version"]
