"""Any Python value as JSON. Results are written whatever a tool returned, so nothing here raises."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Set

from pydantic import JsonValue
from pydantic_core import to_jsonable_python

_DEEPEST = 60
"""Levels of nesting that are kept. JSON readers stop at a few hundred."""

_LONGEST_REPR = 2_000
_LARGEST_INT_BITS = 1_024
"""An integer above this has more digits than readers take."""


def valid_text(text: str) -> str:
    """Return `text` with lone surrogates, which UTF-8 can't hold, spelled out as `\\udc80`."""
    return str.__str__(text).encode("utf-8", "backslashreplace").decode("utf-8")


def jsonable(value: object) -> JsonValue:
    """Return `value` as strict JSON types; never raises.

    Floats that JSON doesn't have become the strings `NaN`, `Infinity` and `-Infinity`. Bytes become
    text, what is not UTF-8 spelled out as `\\xff`. Sets become sorted lists. Models, dataclasses, dates
    and the like are dumped as pydantic does. What is left, circular, too deeply nested or an iterator
    becomes its `repr`; a `repr` above 2,000 characters is left out and its length given.
    """
    return _converted(value, ())


def _converted(value: object, within: tuple[int, ...]) -> JsonValue:
    try:
        return _convert(value, within)
    except Exception:
        return _described(value)


def _convert(value: object, within: tuple[int, ...]) -> JsonValue:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return valid_text(value)
    if isinstance(value, int):
        return int(value) if value.bit_length() <= _LARGEST_INT_BITS else _described(value)
    if isinstance(value, float):
        return _number(float(value))
    if isinstance(value, (bytes, bytearray, memoryview)):
        # As text, not base64: a secret inside stays recognisable to redaction.
        return bytes(value).decode("utf-8", "backslashreplace")
    if len(within) >= _DEEPEST or id(value) in within or isinstance(value, Iterator):
        return _described(value)
    inside = (*within, id(value))
    if isinstance(value, Mapping):
        return _object(value, inside)
    if isinstance(value, Set):
        return sorted((_converted(item, inside) for item in value), key=repr)
    if isinstance(value, (list, tuple)):
        return [_converted(item, inside) for item in value]
    dumped = to_jsonable_python(value, fallback=_described, inf_nan_mode="strings", bytes_mode="base64")
    return _converted(dumped, inside)


def _object(mapping: Mapping[object, object], inside: tuple[int, ...]) -> JsonValue:
    converted: dict[str, JsonValue] = {}
    for key, item in mapping.items():
        name = _converted(key, inside)
        put(converted, name if isinstance(name, str) else _described(key), _converted(item, inside))
    return converted


def put(target: dict[str, JsonValue], key: str, value: JsonValue) -> None:
    """Set `target[key]`; where `key` is taken, under `key (2)`, `key (3)` ... so that nothing is lost."""
    free, count = key, 1
    while free in target:
        count += 1
        free = f"{key} ({count})"
    target[free] = value


def _number(value: float) -> JsonValue:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def _described(value: object) -> str:
    kind = type(value).__qualname__
    try:
        text = valid_text(repr(value))
    except Exception:
        return f"<{kind} without a repr>"
    # Left out rather than cut: a cut could leave half a secret, which redaction would not know.
    return text if len(text) <= _LONGEST_REPR else f"<{kind}, its repr has {len(text):,} characters>"
