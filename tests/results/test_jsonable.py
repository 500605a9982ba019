import itertools
import json
import math
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from pydantic import BaseModel

from evals.results.jsonable import jsonable, valid_text


class Colour(StrEnum):
    RED = "red"


class Point(BaseModel):
    x: float


@dataclass
class Pair:
    left: Any
    right: Any


class Plain:
    def __repr__(self) -> str:
        return "Plain()"


class Hostile:
    def __repr__(self) -> str:
        raise RuntimeError("no repr")


class Long:
    def __repr__(self) -> str:
        return "secret" * 1_000


class Items(dict[str, str]):
    def items(self) -> Any:
        raise RuntimeError("no items")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (0.5, 0.5),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        ("a\udc80b", "a\\udc80b"),
        (b"caf\xc3\xa9 \xff", "café \\xff"),
        ({"b", "a"}, ["a", "b"]),
        ((1, [2]), [1, [2]]),
        ({1: "a", "1": "b"}, {"1": "a", "1 (2)": "b"}),
        (OrderedDict(a=1), {"a": 1}),
        (Colour.RED, "red"),
        (Decimal("1.50"), "1.50"),
        (datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00Z"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Point(x=math.nan), {"x": "NaN"}),
        (Pair(Plain(), {"p": Point(x=1)}), {"left": "Plain()", "right": {"p": {"x": 1.0}}}),
        ([Plain(), 1], ["Plain()", 1]),
        (Hostile(), "<Hostile without a repr>"),
        (Long(), "<Long, its repr has 6,000 characters>"),
        pytest.param(10**5_000, "<int without a repr>", id="an integer that Python won't print"),
    ],
)
def test_becomes_json(value: object, expected: object) -> None:
    converted = jsonable(value)

    assert converted == expected
    assert json.loads(json.dumps(converted, allow_nan=False)) == expected


def test_one_bad_item_leaves_the_others_as_they_are() -> None:
    assert jsonable({"bad": Hostile(), "worse": Items(a="b"), "good": [1]}) == {
        "bad": "<Hostile without a repr>",
        "worse": "{'a': 'b'}",
        "good": [1],
    }


def test_a_circle_ends() -> None:
    circle: list[object] = [1]
    circle.append(circle)

    assert jsonable(circle) == [1, "[1, [...]]"]


def test_the_same_object_twice_is_not_a_circle() -> None:
    shared = {"a": 1}

    assert jsonable([shared, shared]) == [{"a": 1}, {"a": 1}]


def test_deep_nesting_ends_before_readers_give_up() -> None:
    deep: list[object] = []
    for _ in range(10_000):
        deep = [deep]

    converted = jsonable(deep)

    depth = 0
    while isinstance(converted, list):
        converted, depth = converted[0], depth + 1
    assert depth == 60


def test_an_endless_iterator_is_not_read() -> None:
    assert jsonable(itertools.count(7)) == "count(7)"


def test_valid_text_is_left_alone() -> None:
    assert valid_text("caf\u00e9 \U0001f600 \n") == "caf\u00e9 \U0001f600 \n"
