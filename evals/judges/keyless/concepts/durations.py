"""How long the lease of a running deployment lasts, and how often it is renewed.

Both are constants of the engine (`prefect.flow_engine`: 300 s; `prefect.concurrency._leases`: renewed at
75 % of it), so a number far from them is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.judges.keyless.phrases import Span, phrases

LEASE_S = 300
RENEWED_EVERY_S = 225

_TOLERANCE = 0.34
"""Leaves room for "about five minutes" and "every three or four minutes"."""

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60,
}  # fmt: skip
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_WORDS = "|".join(_NUMBERS)
_AMOUNT = (
    r"(?:about |around |roughly |some |only |just |~ ?)*"
    rf"(?:(?P<number>\d+(?:\.\d+)?|{_WORDS})[ -]?"
    r"(?P<unit>s|secs?|seconds?|m|mins?|minutes?|h|hours?|days?)|(?P<one>second|minute|hour|day))\b"
)
_LASTS = re.compile(
    rf"\bleases?\b(?: [\w']+){{0,6}}? (?:lasts?|lives?|runs|(?:is|are) (?:valid|held|kept|granted|given|issued|reserved)(?: for)?|expires? after|(?:is|are) good for"
    rf"|(?:(?:default|life|initial) ?)*(?:ttl|lifetime|validity|lifespan|time[- ]to[- ]live|term) (?:is|of)|duration (?:is|of)|of) {_AMOUNT}"
)
_EVERY = re.compile(
    rf"\b(?:renew\w*|refresh\w*|extend\w*)(?: \w+){{0,3}}? (?:every|each|once every|once an?|once per|(?:one|two|three|\d+) times? (?:an?|per)) {_AMOUNT}"
)
_OTHER_LEASES = phrases(
    r"task|tasks|tags?|concurrency\(\)|initial\w*|pending|grace|provision\w*|before|e\.g|say|for example"
    r"|shorten\w*|client < |old\w*"
)
"""Words that say that another lease is meant, or only an example."""


def wrong_durations(text: str) -> Iterator[Span]:
    """Where a normalised text gives a length or an interval that is far from the real one."""
    if _OTHER_LEASES.search(text):
        return
    for pattern, right in ((_LASTS, LEASE_S), (_EVERY, RENEWED_EVERY_S)):
        for found in pattern.finditer(text):
            number, unit = found["number"] or "one", found["unit"] or found["one"]
            seconds = (_NUMBERS.get(number) or float(number)) * _SECONDS[unit[0]]
            if abs(seconds - right) > right * _TOLERANCE:
                yield found.span()
