"""The README's table of evals and its commands are true."""

from __future__ import annotations

import re
from pathlib import Path

from evals.agents.models import PROVIDERS
from evals.scenarios.catalogue import SCENARIOS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def test_the_table_has_every_scenario_with_what_it_protects_and_how_it_is_made() -> None:
    rows = {
        name: (protects, made_by)
        for name, protects, made_by in re.findall(
            r"^\| `(\w+)` \| (.+?) \| (\w+) \|$", README, flags=re.MULTILINE
        )
    }

    assert rows == {s.id: (s.protects.replace("|", r"\|"), s.fidelity) for s in SCENARIOS.values()}


def test_every_make_command_has_a_target() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"(?:^|`|: |[A-Z0-9/.] )make ([a-z-]+)", README, flags=re.MULTILINE))

    assert {"evals", "test", "check", "bench"} <= named
    assert named <= targets


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:evals|tests|tools)/[\w/]+\.py)`", README))

    assert not [path for path in named - {"evals/test_bad_record.py"} if not (ROOT / path).exists()]


def test_the_default_models_are_the_ones_in_the_table() -> None:
    defaults = PROVIDERS["anthropic"]

    assert f"| `SIMPLE_AGENT_MODEL` | `{defaults.simple}` | `reference` |" in README
    assert f"| `REASONING_AGENT_MODEL` | `{defaults.reasoning}` | `reference` |" in README
    assert f"| `EVALUATOR_MODEL` (the judge) | `{defaults.judge}`" in README
