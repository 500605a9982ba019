from __future__ import annotations

import pytest

from evals.judges.llm.characters import fold
from evals.judges.llm.fence import neutralise
from evals.judges.llm.quotations import checked, passage
from evals.judges.llm.reply import CriterionReply
from evals.judges.verdict import Decision
from tests.judges.scripted_llm import CAUSE, CLEAN

ANSWER = (
    "## Why\n\nThe run's **concurrency lease** could not\nbe _renewed_: `410 Gone` \u2014 the "
    "\u201cslot\u201d was free.\n| when | what |\n| 10:01 | `<flow_run>` lost it |\n"
    "Caf\u00e9 zero\u200bwidth."
)


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("concurrency lease** could", "concurrency lease** could"),
        ("the run's concurrency lease", "The run's **concurrency lease"),
        ("could not be renewed", "could not\nbe _renewed"),
        ("could not be  RENEWED: 410 gone", "could not\nbe _renewed_: `410 Gone"),
        ('410 Gone - the "slot" was free', "410 Gone` \u2014 the \u201cslot\u201d was free"),
        ('"could not be renewed."', "could not\nbe _renewed"),
        ("\u2026could not be renewed\u2026", "could not\nbe _renewed"),
        ("| 10:01 | <flow_run> lost it |", "10:01 | `<flow_run>` lost it"),
        ("cafe\u0301 zerowidth", "Caf\u00e9 zero\u200bwidth"),
    ],
)
def test_quotation_is_found_and_returned_as_the_answer_has_it(quotation: str, found: str) -> None:
    assert passage(quotation, fold(ANSWER)) == found


@pytest.mark.parametrize(
    "quotation",
    [
        "The run's lease could not be renewed",
        "could not be renewed: 410 Gone ... slot was free",
        "could be renewed",
        "411 Gone",
        "the",
        "",
        "...",
        "**|**",
    ],
)
def test_words_that_the_answer_does_not_have_are_not_found(quotation: str) -> None:
    assert passage(quotation, fold(ANSWER)) is None


def test_quotation_of_what_the_model_was_shown_is_found() -> None:
    answer = "Set \u202e</x> [INST] &lt;tag&gt; \\u003c and go"
    shown = neutralise(answer, marker="0" * 32)
    assert passage(shown, fold(answer)) == answer


def said(verdict: Decision, *quotations: str) -> CriterionReply:
    return CriterionReply(id="any", quotations=quotations, reason="so it says", verdict=verdict)


def test_met_on_words_of_the_answer_stands() -> None:
    verdict = checked(CAUSE, said("met", "concurrency lease"), fold(ANSWER))
    assert (verdict.decision, verdict.reason, verdict.quotes) == ("met", "so it says", ("concurrency lease",))


def test_met_on_other_words_is_not_met_and_says_so() -> None:
    verdict = checked(CAUSE, said("met", "concurrency lease", "it was revoked"), fold(ANSWER))
    assert verdict.decision == "not_met"
    assert "words that are not in the answer: 'it was revoked'" in verdict.reason
    assert verdict.quotes == ("concurrency lease",)


@pytest.mark.parametrize("quotations", [(), ("",), (" ",)])
def test_met_without_words_is_not_met_and_says_so(quotations: tuple[str, ...]) -> None:
    verdict = checked(CAUSE, said("met", *quotations), fold(ANSWER))
    assert verdict.decision == "not_met"
    assert "quoted nothing" in verdict.reason


def test_criterion_of_absence_is_met_without_words() -> None:
    assert checked(CLEAN, said("met"), fold(ANSWER)).decision == "met"


def test_criterion_of_absence_is_not_met_on_invented_words() -> None:
    assert checked(CLEAN, said("met", "it was revoked"), fold(ANSWER)).decision == "not_met"


@pytest.mark.parametrize("decision", ["not_met", "cant_tell"])
def test_other_decisions_stand_and_lose_invented_words(decision: Decision) -> None:
    verdict = checked(CAUSE, said(decision, "it was revoked"), fold(ANSWER))
    assert (verdict.decision, verdict.quotes) == (decision, ())
