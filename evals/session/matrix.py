"""Which eval, which repeat of it and which model a pytest item stands for: `--repeats`, `--models`.

Both are parameters of the item, so that pytest selects, distributes and reports every run by itself; the
name under which results are compared leaves them out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

_REPEAT = "eval_repeat"
_MODEL = "eval_model"


_EVAL_FIXTURES = {"prefect_client", "prefect_mcp_server", "evaluate_response", "situation"}
"""A test that uses one of these is an eval: it needs the server and gets an outcome and a record."""


def is_eval(test: pytest.Item | pytest.Metafunc) -> bool:
    return not _EVAL_FIXTURES.isdisjoint(getattr(test, "fixturenames", ()))


@dataclass(frozen=True, kw_only=True)
class EvalRun:
    """One run of one eval."""

    eval: str
    """The node id without repeat and model: the same from run to run."""
    repeat: int = 1
    """From 1."""
    model: str | None = None
    """The model that the eval was crossed with; None where the roles' own are asked."""


def cross(metafunc: pytest.Metafunc, *, repeats: int, models: Sequence[str]) -> None:
    """Multiply an eval by `models` and by `repeats`; one repeat and no model change nothing."""
    for name, values, ids in (
        (_MODEL, models, models),
        (_REPEAT, range(1, repeats + 1) if repeats > 1 else (), [_label(n) for n in range(1, repeats + 1)]),
    ):
        if values:
            metafunc.fixturenames.append(name)
            metafunc.parametrize(name, list(values), ids=ids, scope="function")


def eval_run(item: pytest.Item) -> EvalRun:
    """What `item` stands for."""
    parameters: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    model, repeat = parameters.get(_MODEL), parameters.get(_REPEAT)
    # In the order in which `cross` adds them, behind the eval's own parameters.
    added = "-".join(part for part in (model, _label(repeat) if repeat else None) if part)
    name = item.nodeid
    if name.endswith(f"-{added}]"):
        name = name.removesuffix(f"-{added}]") + "]"
    elif added:
        name = name.removesuffix(f"[{added}]")
    return EvalRun(eval=name, repeat=repeat or 1, model=model)


def _label(repeat: int) -> str:
    return f"run{repeat}"
