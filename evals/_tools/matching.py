"""Whether an argument that a tool was called with is the one that was expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def matches(expected: Any, actual: Any) -> bool:
    """Compare `actual`, a JSON-like value, with the pattern `expected`.

    - A mapping matches a mapping that has all of its keys, with values that match; further keys are
      free. An empty mapping matches only an empty one, so that `filter={}` is never vacuous.
    - A list or tuple matches element by element, in order and in full. `...` in it stands for any run
      of elements, none included; all the others keep their order and count.
    - Anything else is compared by `==`, so that `unittest.mock.ANY` and other objects that define it
      work at any depth. A bool never equals a number, as in JSON.
    """
    if isinstance(expected, Mapping):
        return isinstance(actual, Mapping) and _mapping_matches(expected, actual)
    if isinstance(expected, list | tuple):
        return isinstance(actual, list | tuple) and _sequence_matches(expected, actual)
    if isinstance(expected, int | float) and isinstance(expected, bool) is not isinstance(actual, bool):
        return False
    return bool(expected == actual)


def _mapping_matches(expected: Mapping[Any, Any], actual: Mapping[Any, Any]) -> bool:
    if not expected:
        return not actual
    return all(key in actual and matches(value, actual[key]) for key, value in expected.items())


def _sequence_matches(expected: Sequence[Any], actual: Sequence[Any]) -> bool:
    # Every length of `actual` that the pattern so far can have consumed: linear in both, where
    # backtracking over several `...` would not be.
    consumed = {0}
    for pattern in expected:
        if pattern is ...:
            consumed = set(range(min(consumed), len(actual) + 1))
        else:
            consumed = {n + 1 for n in consumed if n < len(actual) and matches(pattern, actual[n])}
        if not consumed:
            return False
    return len(actual) in consumed
