"""The commands and options of the installed Prefect's command line, read from its own definition.

The command line is built with cyclopts and registers each group lazily. So is it read here: importing the
root takes about 0.1 s in a process that has imported prefect, a group from 2 ms (`gcl`, `config`, `server`)
to 0.3 s (`cloud`, `flow-run`), and only the groups that are asked for are imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cyclopts import App


@dataclass(frozen=True, kw_only=True)
class CommandNode:
    """One command or group of the tree."""

    path: tuple[str, ...]
    """The words after `prefect`; empty for the root."""
    subcommands: frozenset[str]
    options: frozenset[str]
    """With their dashes, as `--active-slots` and `-l`; global options included."""
    runs: bool
    """Whether it does something itself, with arguments of its own, and isn't only a group."""
    _app: App = field(repr=False, compare=False)

    def subcommand(self, name: str) -> CommandNode:
        """The node below this one; `name` is one of `subcommands`."""
        return _node((*self.path, name))


def root() -> CommandNode:
    """The `prefect` command."""
    return _node(())


def long_forms() -> Mapping[str, str]:
    """Short options of several letters, which Prefect rewrites before they are parsed."""
    from prefect.cli import _app

    return _app._MULTICHAR_SHORT_FLAGS


@cache
def _node(path: tuple[str, ...]) -> CommandNode:
    from prefect.cli._app import _TOP_LEVEL_SHORT_FLAGS, _app

    app = _node(path[:-1])._app[path[-1]] if path else _app
    global_options = _options(_app.meta) | {"--help"}
    if not path:
        # `--version` and `-v` are handled before any parsing.
        global_options |= {"--version", "-v", *_TOP_LEVEL_SHORT_FLAGS}
    return CommandNode(
        path=path,
        subcommands=frozenset(name for name in app if not name.startswith("-")),
        options=global_options | _options(app) | {name for name in app if name.startswith("-")},
        runs=app.default_command is not None,
        _app=app,
    )


def _options(app: App) -> frozenset[str]:
    if app.default_command is None:
        return frozenset()
    arguments = app.assemble_argument_collection(parse_docstring=False)
    return frozenset(name for argument in arguments for name in argument.names if name.startswith("-"))
