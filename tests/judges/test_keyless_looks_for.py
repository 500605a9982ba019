"""Grading from what a criterion looks for."""

import pytest

from evals.judges.keyless.looks_for import match
from evals.judges.keyless.reading import read
from evals.rubrics import LooksFor

TWO_IDEAS = LooksFor(groups=((r"exit code 137", r"\boom\b"), (r"\bkilled\b",)))


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("It was killed, see exit code 137.", True),
        ("OOM. So the process was killed.", True),
        ("Exit code 137.", False),
        ("It was killed. It wasn't OOM.", False),
        ("It was killed. Maybe OOM.", False),
        ("It was killed, most likely by OOM.", True),
    ],
)
def test_every_idea_has_to_be_affirmed(answer: str, met: bool) -> None:
    assert match(read(answer), TWO_IDEAS, commits=True).met is met


def test_at_least_some_ideas() -> None:
    some = LooksFor(groups=TWO_IDEAS.groups, at_least=1)
    assert match(read("Exit code 137."), some, commits=True).met
    assert not match(read("A signal."), some, commits=True).met


@pytest.mark.parametrize(
    ("answer", "met"),
    [("It was killed by OOM.", False), ("It was killed, but not by OOM.", True), ("Killed. OOM?", True)],
)
def test_what_is_rejected_must_not_be_affirmed(answer: str, met: bool) -> None:
    looks_for = LooksFor(groups=((r"killed",),), rejects=(r"\boom\b",))
    assert match(read(answer), looks_for, commits=True).met is met


def test_what_is_only_possible_counts_where_nothing_has_to_be_committed_to() -> None:
    looks_for = LooksFor(groups=((r"more memory",),))
    assert match(read("You could add more memory."), looks_for, commits=False).met
    assert not match(read("Don't add more memory."), looks_for, commits=False).met


def test_a_phrasing_may_span_statements() -> None:
    looks_for = LooksFor(groups=((r"137\. the process was killed",),))
    assert match(read("Exit code 137.\n\nThe process was killed."), looks_for, commits=True).met


def test_the_reason_names_what_was_not_found() -> None:
    finding = match(read("Exit code 137."), TWO_IDEAS, commits=True)
    assert finding.reason == r"1 of 2 ideas affirmed, 2 wanted; not found: /\bkilled\b/"
    assert finding.quotes == ("Exit code 137.",)
