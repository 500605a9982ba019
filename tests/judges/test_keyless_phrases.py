"""The notation in which the vocabulary is written down."""

import pytest

from evals.judges.keyless.phrases import Concept, phrases, spans


def matched(pattern: str, text: str, **names: str) -> list[str]:
    return [text[begin:end] for begin, end in spans(phrases(pattern, **names), text)]


def test_each_line_is_a_phrasing_of_whole_words() -> None:
    assert matched("lease\nslots?", "the lease, two slots, released, leases") == ["lease", "slots"]


def test_a_backslash_joins_lines() -> None:
    assert matched("slow|\\\n    busy", "slow and busy") == ["slow", "busy"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("renew it", True),
        ("renew the lease of it", True),
        ("renew one two three four it", False),
        ("renew; and so it", False),
    ],
)
def test_a_gap_is_a_few_words_in_one_clause(text: str, found: bool) -> None:
    assert bool(matched("renew ~3 it", text)) is found


def test_names_stand_for_alternatives() -> None:
    assert matched("the <server> is <state>", "the api is down", server="api|server", state="down|up") == [
        "the api is down"
    ]


def test_exceptions_express_nothing() -> None:
    assert matched("! in-memory|in memory\nmemory", "in-memory, in memory, memory") == ["memory"]


def test_a_concept_looks_for_its_letters_first() -> None:
    pattern = phrases("evicted")
    assert Concept("evicted", "", pattern).found("it was evicted")
    assert not Concept("evicted", "", pattern, needs=("flush",)).found("it was evicted")
