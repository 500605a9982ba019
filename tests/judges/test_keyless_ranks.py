"""Which of several causes an answer ranks first."""

import pytest

from evals.judges.keyless.ranks import Located, rank_of, side_by_side
from evals.judges.keyless.reading import read


def rank(answer: str, named: str) -> str:
    for statement in read(answer).statements:
        if (at := statement.text.find(named)) >= 0:
            return rank_of(Located(statement, (at, at + len(named))))
    raise AssertionError(f"{named!r} is not in the answer")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Most likely the server was restarted.", "first"),
        ("First on my list is a restart.", "first"),
        ("Root cause: a restart.", "first"),
        ("I put a restart first.", "first"),
        ("A restart is the likeliest.", "first"),
        ("| cause | verdict |\n|---|---|\n| restart | most likely |", "first"),
        ("Ranked by likelihood:\n1. a restart\n2. the network", "first"),
        ("Ranked by likelihood:\n1. the network\n2. a restart", "behind"),
        ("The network, most likely; second, a restart.", "behind"),
        ("A distant third: a restart.", "behind"),
        ("I rank this well above a restart.", "behind"),
        ("A restart is less likely.", "behind"),
        ("Alternatively, a restart.", "behind"),
        ("Normally I'd think of a restart.", "behind"),
        ("The server had a restart.", "unranked"),
        ("0.1 seconds later came a restart.", "unranked"),
    ],
)
def test_the_rank_of_a_cause(answer: str, expected: str) -> None:
    assert rank(answer, "restart") == expected


@pytest.mark.parametrize(
    "answer",
    [
        "Both are equally likely.",
        "I can't tell which of them it was.",
        "It's fifty-fifty.",
        "I'm torn between the two.",
        "Each of these would explain it, and none of them stands out.",
        "All three are on an equal footing.",
    ],
)
def test_several_side_by_side(answer: str) -> None:
    assert side_by_side(read(answer))


@pytest.mark.parametrize(
    "answer",
    ["They are not equally likely.", "The first is the likeliest.", "Both would be over the limit."],
)
def test_what_is_in_order_is_not_side_by_side(answer: str) -> None:
    assert not side_by_side(read(answer))
