"""How far denials, doubts and leanings reach: for each cue, a case that it governs and one it does not."""

from __future__ import annotations

import pytest

from evals.judges.keyless.scopes import About, Polarity, heading, scopes_of
from evals.judges.keyless.text import normalise


def polarity(text: str, word: str, *under: str, about: About = "crash") -> Polarity:
    text = normalise(text)
    begin = text.index(word)
    return scopes_of(text, tuple(heading(normalise(part)) for part in under)).polarity(
        (begin, begin + len(word)), about
    )


@pytest.mark.parametrize(
    ("denied", "not_denied"),
    [
        ("It is not OOM.", "It is OOM."),
        ("It isn't OOM.", "It isn't over: OOM."),
        ("There was no OOM.", "There's no doubt that it was OOM."),
        ("It was never OOM.", "It never stopped growing: OOM."),
        ("Neither OOM nor a signal.", "Neither a bug nor a signal, but OOM."),
        ("It's a lost lease rather than OOM.", "Rather than a lost lease, it was OOM."),
        ("A lost lease instead of OOM.", "Instead of a lost lease, this was OOM."),
        ("It's a lost lease as opposed to OOM.", "As opposed to a signal, it was OOM."),
        ("There is no evidence of OOM.", "The evidence is OOM."),
        ("I ruled out OOM.", "I could not rule it out: OOM."),
        ("OOM was ruled out.", "A signal was ruled out; it was OOM."),
        ("OOM can be excluded.", "A signal can be excluded, this was OOM."),
        ("Unlike OOM, this leaves a log line.", "Unlike a signal, which ends it, this was OOM."),
        ("It has nothing to do with OOM.", "It has nothing to do with the lease, it was OOM."),
        ("The lack of OOM events is telling.", "For lack of space, it went OOM."),
        ("OOM is unlikely.", "A signal is unlikely, it was OOM."),
        ("OOM: no.", "Cause: OOM"),
        ("OOM - ruled out", "A signal - ruled out; it was OOM."),
        ("OOM? No.", "The lease? No, it was OOM."),
        ("OOM would leave an exit code.", "The process would grow until the OOM."),
        ("If it had been OOM, you'd see 137.", "If you look closely, it had been OOM."),
        ("Had it been OOM, there'd be a 137.", "It had been OOM."),
        ("You'd see an OOM event.", "You see an OOM event."),
        ("It did not crash because of OOM.", "It did not finish because of OOM."),
        ("It wasn't killed for OOM.", "It wasn't finished when OOM struck."),
        ("OOM is a red herring.", "The lease is a red herring, OOM it was."),
        ("OOM played no role.", "The lease played no role, OOM did."),
        ("❌ OOM", "✅ OOM"),
    ],
)
def test_denials(denied: str, not_denied: str) -> None:
    assert polarity(denied, "oom") == "denied"
    assert polarity(not_denied, "oom") != "denied"


@pytest.mark.parametrize(
    "text",
    [
        "It was not only slow but OOM.",
        "It is not surprising that it went OOM.",
        "OOM can't be ruled out.",
        "I can't rule out OOM.",
        "I haven't checked for OOM.",
    ],
)
def test_what_looks_like_a_denial(text: str) -> None:
    assert polarity(text, "oom") != "denied"


@pytest.mark.parametrize(
    ("open_", "affirmed"),
    [
        ("It might be OOM.", "It is OOM."),
        ("It may have been OOM.", "It may look odd, but it was OOM."),
        ("It could be OOM.", "It could not grow any more: OOM."),
        ("Possibly OOM.", "Certainly OOM."),
        ("Perhaps it was OOM.", "Clearly it was OOM."),
        ("Maybe OOM.", "Yes, OOM."),
        ("OOM is possible.", "OOM is the cause."),
        ("One of several: OOM, a signal.", "One thing is certain, it was OOM."),
        ("Either OOM or a signal.", "In any case OOM."),
        ("I can't say whether it was OOM.", "I can't say why it went OOM."),
        ("If OOM is the reason, add memory.", "OOM is the reason, so add memory."),
        ("Was it OOM?", "It was OOM."),
        ("You suspected OOM.", "You have an OOM."),
        ("OOM is just as plausible.", "OOM is what happened."),
    ],
)
def test_doubts(open_: str, affirmed: str) -> None:
    assert polarity(open_, "oom") == "open"
    assert polarity(affirmed, "oom") == "affirmed"


@pytest.mark.parametrize(
    "text",
    [
        "Most likely it was OOM.",
        "It was probably OOM.",
        "OOM is the likeliest explanation.",
        "The leading suspect is OOM.",
        "It's almost certainly OOM.",
    ],
)
def test_what_is_called_likely_is_committed_to(text: str) -> None:
    assert polarity(text, "oom") == "leaning"


@pytest.mark.parametrize(
    ("heading_", "expected"),
    [
        ("Ruled out", "denied"),
        ("What it was not:", "denied"),
        ("Not the cause", "denied"),
        ("Why not", "denied"),
        ("Possible causes", "open"),
        ("It could be one of these:", "open"),
        ("Root cause", "affirmed"),
        ("There isn't one clear answer, so here is what happened:", "affirmed"),
    ],
)
def test_headings(heading_: str, expected: Polarity) -> None:
    assert polarity("OOM kill", "oom", heading_) == expected


def test_a_failure_denies_no_reason_for_it() -> None:
    assert polarity("It could not reach the API over the network.", "network", about="reason") == "affirmed"
    assert polarity("It could not see any network trouble.", "network", about="reason") == "denied"


def test_what_follows_advice_denies_none_of_it() -> None:
    assert polarity("A rerun is fine.", "rerun", about="action") == "affirmed"
    assert polarity("Don't rerun it.", "rerun", about="action") == "denied"


def test_brackets_behind_a_denial_are_not_denied_of_the_lease() -> None:
    text = "It isn't a bug (the lease expired)."
    assert polarity(text, "lease", about="lease") == "affirmed"
    assert polarity(text, "bug") == "denied"
