"""Frames: classes of words near each other, in order or not, with what may not stand between them."""

from __future__ import annotations

import pytest

from evals.judges.keyless.frames import Lexicon, framed

LEXICON = Lexicon(
    {
        "idle": "must_have renewal_of_a_passport",
        "must": "must has_to",
        "renew": "renew* keep*_fresh",
        "hold": "lease* slot",
        "fail": "fail* couldn't",
        "other": "another",
        "run": "run runs",
    },
    {"rival": "other ~1 run"},
)


def says(lines: str, text: str) -> bool:
    return framed("an idea", LEXICON, lines).found(text)


@pytest.mark.parametrize(
    "text",
    [
        "the lease must be renewed",
        "it has to be renewed",
        "it must, on every occasion, be renewed",
        "the client must keep fresh what it got",
        "the client's duty: it must renew",
    ],
)
def test_words_in_their_order(text: str) -> None:
    assert says("must ~4 renew", text)


@pytest.mark.parametrize(
    "text",
    [
        "renewals are a must",
        "it must run, and nobody in the world would ever renew it",
        "it must run; renew it",
        "it must have renewed it",
        "must it, the renewal of a passport",
        "it has been renewed",
        "",
    ],
)
def test_not_near_enough_in_the_wrong_order_or_idle(text: str) -> None:
    assert not says("must ~4 renew", text)


def test_parts_stand_in_any_order() -> None:
    assert says("must ~2 renew & hold", "of leases it's said that one must renew them")
    assert says("must ~2 renew & hold", "one must renew a lease")
    assert not says("must ~2 renew & hold", "one must renew a passport")


def test_parts_have_to_be_near() -> None:
    assert not says("renew & hold", "to renew " + "one thing or " * 10 + "a lease")
    assert not says("renew & hold", "to renew; a lease")


def test_what_may_not_stand_in_between() -> None:
    assert says("hold ~4-fail renew", "the lease, which it renewed, failed")
    assert not says("hold ~4-fail renew", "the lease failed to be renewed")


def test_what_may_not_stand_in_the_sentence() -> None:
    assert says("hold ~4 renew ! fail", "the lease is renewed")
    assert not says("hold ~4 renew ! fail", "it failed: the lease is renewed")


def test_a_group_is_a_class() -> None:
    assert says("rival ~2 hold", "another long run got the slot")
    assert not says("rival ~2 hold", "the run got the slot")


def test_spans_are_places_in_the_text() -> None:
    text = "so the lease must be renewed."
    assert [text[begin:end] for begin, end in framed("it", LEXICON, "hold ~2 must ~2 renew").spans(text)] == [
        "lease must be renewed"
    ]


def test_possessives_and_hyphens_are_looked_through() -> None:
    assert says("hold ~2 renew", "the lease's re-newal")


@pytest.mark.parametrize("line", ["must ~4 renew & unheard", "must ! unheard", "must ~4-unheard renew"])
def test_a_class_has_to_exist(line: str) -> None:
    with pytest.raises(ValueError, match="unheard"):
        framed("an idea", LEXICON, line)


@pytest.mark.parametrize("line", ["must renew", "must ~4", "must & "])
def test_a_chain_has_a_gap_between_every_two_classes(line: str) -> None:
    with pytest.raises(ValueError, match="not a chain"):
        framed("an idea", LEXICON, line)
