"""Compares what is on record of two runs: states, log lines and events, without what no two runs share.

Left out are ids, names, times, ports, and the frames of tracebacks, which belong to an installation of
Python and Prefect. Everything else counts: types, names and messages of states, levels, loggers and
messages of lines, names of events, and the order of each.
"""

from __future__ import annotations

import difflib
import logging
import re
from collections.abc import Iterator
from typing import NamedTuple

from evals.scenarios.replayed.evidence import Recording

_VARIES = (
    (re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "<id>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"), "<time>"),
    (re.compile(r"(?<=://)(127\.0\.0\.1|localhost):\d+"), r"\1:<port>"),
    # The frames of a traceback: each begins with its file, and its lines are indented further.
    (re.compile(r'(?m)^  File "[^\n]*\n(?:    [^\n]*(?:\n|\Z))*'), "  <frame>\n"),
    (re.compile(r"(?:  <frame>\n)+"), "  <frames>\n"),
)


class Trace(NamedTuple):
    """A recording without what varies: one text for each state, line and event."""

    states: tuple[str, ...]
    lines: tuple[str, ...]
    events: tuple[str, ...]


def trace(
    recording: Recording,
    *,
    since: str = "",
    through: str = "",
    loggers: tuple[str, ...] = (),
    leaving_out: tuple[str, ...] = (),
) -> Trace:
    """What is compared of a recording.

    Of the lines, those of `loggers` (of all where there are none); of the events, those whose names are not
    in `leaving_out`. With `since` or `through`, only what
    happened from the first line that begins with the one, to the first that begins with the other; both
    lines belong to it. Raises `ValueError` where there is no such line.
    """
    begin = _time_of(recording, since) if since else float("-inf")
    end = _time_of(recording, through) if through else float("inf")
    names = {recording.run_name: "<run>", recording.flow_name: "<flow>"}
    names[recording.flow_name.replace("-", "_")] = "<flow>"

    def general(text: str) -> str:
        for name, placeholder in names.items():
            text = text.replace(name, placeholder)
        for pattern, placeholder in _VARIES:
            text = pattern.sub(placeholder, text)
        return text

    return Trace(
        states=tuple(
            general(f"{state.type} {state.name}: {state.message}")
            for state in recording.states
            if begin <= state.at_s <= end
        ),
        lines=tuple(
            general(f"{logging.getLevelName(line.level)} {line.logger}: {line.message}")
            for line in recording.lines
            if begin <= line.at_s <= end and (not loggers or line.logger in loggers)
        ),
        events=tuple(
            event.event
            for event in recording.events
            if begin <= event.at_s <= end and event.event not in leaving_out
        ),
    )


def differences(real: Trace, replayed: Trace) -> Iterator[str]:
    """One text for everything that only one of the two has: "-" from the real run, "+" from the other."""
    for part in Trace._fields:
        for line in difflib.ndiff(getattr(real, part), getattr(replayed, part)):
            if line[0] in "-+":
                yield f"{part}: {line}"


def _time_of(recording: Recording, beginning: str) -> float:
    for line in recording.lines:
        if line.message.startswith(beginning):
            return line.at_s
    raise ValueError(f"the run {recording.run_name} has no line that begins with {beginning!r}")
