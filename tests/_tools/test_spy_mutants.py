"""Mutants of the spy, each with one mistake: the mutation table's rows for an assertion notice every one.

The four mistakes marked "public" were really made, in a public suite.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any
from unittest.mock import ANY

import pytest

from evals._tools import matching, spy
from evals._tools.matching import matches
from evals._tools.spy import ToolCallSpy
from evals.transcripts import ToolCall
from tests._tools.spy_table import TABLE, agrees

Calls = list[ToolCall]


def mutant_of(method: str, decide: Callable[..., Any]) -> type[ToolCallSpy]:
    """A spy whose `method` fails where `decide(calls that count, *args, **kwargs)` is False."""
    option = "_include_failed" if method == "assert_tool_was_called_with" else "include_failed"

    def assertion(self: ToolCallSpy, /, *args: Any, **kwargs: Any) -> Any:
        include_failed = kwargs.pop(option, method == "assert_tool_was_not_called")
        decided = decide(self._counted(include_failed), *args, **kwargs)
        if decided is False:
            raise AssertionError
        return decided

    return type("Mutant", (ToolCallSpy,), {method: assertion})


def names(calls: Calls) -> list[str]:
    return [call.name for call in calls]


def of(calls: Calls, name: str) -> Calls:
    return [call for call in calls if call.name == name]


def first_calls_in_order(calls: Calls, expected: list[str]) -> bool:
    if not set(expected) <= set(names(calls)):
        return False
    firsts = [names(calls).index(name) for name in expected]
    return firsts == sorted(firsts)


MUTANTS: dict[str, dict[str, Callable[..., Any]]] = {
    "assert_tool_was_called": {
        "name not compared": lambda calls, name: bool(calls),
        "part of a name is enough": lambda calls, name: any(name in called for called in names(calls)),
        "a longer name is enough": lambda calls, name: any(called in name for called in names(calls)),
        "extra calls refused": lambda calls, name: set(names(calls)) == {name},
        "last call only": lambda calls, name: names(calls)[-1:] == [name],
        "inverted": lambda calls, name: name not in names(calls),
    },
    "assert_tool_was_not_called": {
        "name not compared": lambda calls, name: not calls,
        "part of a name is enough": lambda calls, name: not any(name in called for called in names(calls)),
        "attempts left out": lambda calls, name: not any(call.succeeded for call in of(calls, name)),
        "last call only": lambda calls, name: names(calls)[-1:] != [name],
        "inverted": lambda calls, name: name in names(calls),
    },
    "assert_tools_were_called": {
        "quantifier inverted": lambda calls, expected: all(n in expected for n in names(calls)),  # public
        "one is enough": lambda calls, expected: any(name in names(calls) for name in expected),
        "extra calls refused": lambda calls, expected: Counter(expected) == Counter(names(calls)),
        "count dropped": lambda calls, expected: set(expected) <= set(names(calls)),
        "count alone": lambda calls, expected: len(expected) <= len(calls),
        "order demanded": first_calls_in_order,
    },
    "assert_tools_were_called_in_order": {
        "order dropped": lambda calls, expected: Counter(expected) <= Counter(names(calls)),
        "first calls compared": first_calls_in_order,
        "calls between refused": lambda calls, expected: tuple(expected) in pairwise(names(calls)),
        "calls around refused": lambda calls, expected: (
            names(calls)[:1] == expected[:1] and names(calls)[-1:] == expected[-1:]
        ),
        "extra calls refused": lambda calls, expected: expected == names(calls),
    },
    "assert_tool_was_called_with": {
        "name not compared": lambda calls, name, /, **args: any(
            matches(args, c.args) for c in calls
        ),  # public
        "name of one call, arguments of another": lambda calls, name, /, **args: (
            name in names(calls) and any(matches(args, call.args) for call in calls)
        ),
        "arguments not compared": lambda calls, name, /, **args: name in names(calls),
        "values not compared": lambda calls, name, /, **args: any(
            args.keys() <= c.args.keys() for c in of(calls, name)
        ),
        "one argument is enough": lambda calls, name, /, **args: any(
            matches({key: value}, call.args) for call in of(calls, name) for key, value in args.items()
        ),
        "arguments of several calls": lambda calls, name, /, **args: all(
            any(matches({key: value}, call.args) for call in of(calls, name)) for key, value in args.items()
        ),
        "every call has to match": lambda calls, name, /, **args: (
            bool(of(calls, name)) and all(matches(args, call.args) for call in of(calls, name))
        ),
        "last call only": lambda calls, name, /, **args: any(
            matches(args, c.args) for c in of(calls, name)[-1:]
        ),
        "first call only": lambda calls, name, /, **args: any(
            matches(args, c.args) for c in of(calls, name)[:1]
        ),
        "other arguments refused": lambda calls, name, /, **args: any(
            matches(args, call.args) and args.keys() == call.args.keys() for call in of(calls, name)
        ),
        "an option swallows an argument": lambda calls, name, /, include_failed=None, **args: any(
            matches(args, call.args) for call in of(calls, name)
        ),
    },
    "get_last_tool_call": {
        "first for last": lambda calls, name: next(iter(of(calls, name)), False),
        "last of any tool": lambda calls, name: name in names(calls) and calls[-1],
    },
    "assert_no_tool_errors": {
        "failed calls left out": lambda calls: all(call.succeeded for call in calls),
        "any call is an error": lambda calls: not calls,
    },
    "assert_tool_in_messages": {
        "messages not looked at": lambda calls, result, name: name in names(calls),
        "name not compared": lambda calls, result, name: len(result.all_messages()) > 1,
        "text counts": lambda calls, result, name: name in str(result.all_messages()),
    },
}


class FailedCallsCountAsMade(ToolCallSpy):  # public: recorded before it ran, whatever came of it
    def _counted(self, include_failed: bool) -> Calls:
        return self.calls


class FailedCallsNeverCount(ToolCallSpy):
    def _counted(self, include_failed: bool) -> Calls:
        return [call for call in self.calls if call.succeeded]


async def killed(mutant: type[ToolCallSpy], method: str) -> bool:
    return not all([await agrees(mutant(), method, row) for row in TABLE[method]])


@pytest.mark.parametrize(
    ("method", "decide"),
    [pytest.param(m, d, id=f"{m}: {what}") for m, mutants in MUTANTS.items() for what, d in mutants.items()],
)
async def test_the_table_kills_a_mutant_of_an_assertion(method: str, decide: Callable[..., Any]) -> None:
    assert await killed(mutant_of(method, decide), method)


@pytest.mark.parametrize(
    ("method", "decide"),
    [
        ("assert_tool_was_called", lambda calls, name: name in names(calls)),
        (
            "assert_tool_was_called_with",
            lambda calls, name, /, **args: any(matches(args, call.args) for call in of(calls, name)),
        ),
    ],
)
async def test_what_has_no_mistake_survives(method: str, decide: Callable[..., Any]) -> None:
    assert not await killed(mutant_of(method, decide), method)


def test_every_assertion_has_mutants() -> None:
    assert MUTANTS.keys() == TABLE.keys()


@pytest.mark.parametrize("mutant", [FailedCallsCountAsMade, FailedCallsNeverCount])
@pytest.mark.parametrize(
    "method",
    [
        "assert_tool_was_called",
        "assert_tools_were_called",
        "assert_tools_were_called_in_order",
        "assert_tool_was_called_with",
        "get_last_tool_call",
    ],
)
async def test_the_table_kills_a_mutant_of_what_counts(method: str, mutant: type[ToolCallSpy]) -> None:
    assert await killed(mutant, method)


def order_and_count_dropped(expected: Sequence[Any], actual: Sequence[Any]) -> bool:  # public
    if ... in expected:
        return all(any(matches(e, a) for a in actual) for e in expected if e is not ... and e is not ANY)
    return len(expected) == len(actual) and all(map(matches, expected, actual))


def order_dropped(expected: Sequence[Any], actual: Sequence[Any]) -> bool:
    named = [e for e in expected if e is not ...]
    enough = len(named) <= len(actual) if ... in expected else len(named) == len(actual)
    return enough and all(any(matches(e, a) for a in actual) for e in named)


def anchors_dropped(expected: Sequence[Any], actual: Sequence[Any]) -> bool:
    return matching_sequence([..., *expected, ...] if ... in expected else expected, actual)


def adjacency_dropped(expected: Sequence[Any], actual: Sequence[Any]) -> bool:
    if ... not in expected:
        return matching_sequence(expected, actual)
    spread = [part for e in expected for part in ([e] if e is ... else [e, ...])]
    return matching_sequence(spread, actual)


def ellipsis_is_one_element(expected: Sequence[Any], actual: Sequence[Any]) -> bool:
    return matching_sequence([ANY if e is ... else e for e in expected], actual)


def ellipsis_is_not_empty(expected: Sequence[Any], actual: Sequence[Any]) -> bool:
    return matching_sequence([part for e in expected for part in ([ANY, ...] if e is ... else [e])], actual)


def ellipsis_stops_at_the_first_candidate(expected: Sequence[Any], actual: Sequence[Any]) -> bool:
    at, skipping = 0, False
    for pattern in expected:
        if pattern is ...:
            skipping = True
            continue
        while skipping and at < len(actual) and not matches(pattern, actual[at]):
            at += 1
        if at == len(actual) or not matches(pattern, actual[at]):
            return False
        at, skipping = at + 1, False
    return skipping or at == len(actual)


def length_dropped(expected: Sequence[Any], actual: Sequence[Any]) -> bool:
    if ... in expected:
        return matching_sequence(expected, actual)
    return all(map(matches, expected, actual))


def elements_not_compared(expected: Sequence[Any], actual: Sequence[Any]) -> bool:
    return ... in expected or len(expected) == len(actual)


def keys_have_to_be_equal(expected: Mapping[Any, Any], actual: Mapping[Any, Any]) -> bool:
    return expected.keys() == actual.keys() and matching_mapping(expected, actual)


def values_not_compared(expected: Mapping[Any, Any], actual: Mapping[Any, Any]) -> bool:
    return expected.keys() <= actual.keys()


def missing_is_none(expected: Mapping[Any, Any], actual: Mapping[Any, Any]) -> bool:
    return all(matches(value, actual.get(key)) for key, value in expected.items())


def empty_is_vacuous(expected: Mapping[Any, Any], actual: Mapping[Any, Any]) -> bool:
    return all(key in actual and matches(value, actual[key]) for key, value in expected.items())


def superset_is_enough(expected: Mapping[Any, Any], actual: Mapping[Any, Any]) -> bool:
    return all(key in expected and matches(expected[key], value) for key, value in actual.items())


def shallow(expected: Any, actual: Any) -> bool:
    return isinstance(actual, Mapping) and all(actual.get(k) == v for k, v in expected.items())


def any_is_a_value(expected: Any, actual: Any) -> bool:
    return expected is not ANY and real_matches(expected, actual)


def true_is_one(expected: Any, actual: Any) -> bool:
    return real_matches(expected, actual) or (isinstance(actual, int) and bool(expected == actual))


def compared_as_text(expected: Any, actual: Any) -> bool:
    return real_matches(expected, actual) or (isinstance(actual, str) and str(expected) == actual)


matching_sequence = matching._sequence_matches
matching_mapping = matching._mapping_matches
real_matches = matching.matches


@pytest.mark.parametrize(
    ("replaced", "mutant"),
    [
        ("_sequence_matches", order_and_count_dropped),
        ("_sequence_matches", order_dropped),
        ("_sequence_matches", anchors_dropped),
        ("_sequence_matches", adjacency_dropped),
        ("_sequence_matches", ellipsis_is_one_element),
        ("_sequence_matches", ellipsis_is_not_empty),
        ("_sequence_matches", ellipsis_stops_at_the_first_candidate),
        ("_sequence_matches", length_dropped),
        ("_sequence_matches", elements_not_compared),
        ("_mapping_matches", keys_have_to_be_equal),
        ("_mapping_matches", values_not_compared),
        ("_mapping_matches", missing_is_none),
        ("_mapping_matches", empty_is_vacuous),
        ("_mapping_matches", superset_is_enough),
        ("matches", shallow),
        ("matches", any_is_a_value),
        ("matches", true_is_one),
        ("matches", compared_as_text),
    ],
)
async def test_the_table_kills_a_mutant_of_the_matching(
    replaced: str, mutant: Callable[[Any, Any], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, replaced, mutant)
    monkeypatch.setattr(spy, "matches", matching.matches)

    assert await killed(ToolCallSpy, "assert_tool_was_called_with")
