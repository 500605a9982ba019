import platform
import re

from evals.results.versions import versions


def test_names_what_decides_a_result() -> None:
    found = versions()

    assert found.keys() == {"python", "prefect", "prefect-mcp", "pydantic-ai", "prefect-agent-evals"}
    assert found["python"] == platform.python_version()
    for name in ("prefect", "prefect-mcp", "pydantic-ai"):
        assert re.match(r"\d+\.\d+", found[name])
