"""`--resume RUN`: only what is missing is run, and joins what is there."""

from __future__ import annotations

import pytest

from evals.session.keys import ROLES, RUN
from evals.session.matrix import eval_run, is_eval
from evals.session.resume import CannotResume, done_in


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("prefect-agent-evals").addoption(
        "--resume",
        metavar="RUN",
        help="go on with a run that was stopped (its id, its folder, or latest): run what has neither passed "
        "nor failed in it; give the same --repeats and --models",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--resume"):
        return
    from pathlib import Path

    try:
        done = done_in(Path(config.stash[RUN].directory), roles=config.stash[ROLES])
    except CannotResume as error:
        raise pytest.UsageError(f"--resume: {error}") from None
    over = [item for item in items if is_eval(item) and eval_run(item) in done]
    config.hook.pytest_deselected(items=over)
    left = set(map(id, over))
    items[:] = [item for item in items if id(item) not in left]
