"""Each defence of the LLM judge holds, and its check fails once the defence is taken away."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import pytest

from tests.judges import llm_checks as checks


class Defence(NamedTuple):
    check: Callable[[], Awaitable[None]]
    target: str
    without: Any
    """What `target` is replaced by: the same thing without the defence."""


DEFENCES = {
    "quotation check": Defence(
        checks.check_met_needs_words_of_the_answer,
        "evals.judges.llm.quotations.passage",
        lambda quotation, _answer: quotation,
    ),
    "quotation needed": Defence(
        checks.check_met_needs_a_quotation,
        "evals.rubrics.Criterion.needs_quotation",
        property(lambda _criterion: False),
    ),
    "fence randomness": Defence(
        checks.check_marker_is_new_for_every_call, "evals.judges.llm.judge.new_marker", lambda: "0" * 32
    ),
    "neutralising": Defence(
        checks.check_forged_tags_do_not_reach_the_model,
        "evals.judges.llm.fence.neutralise",
        lambda text, **_: text,
    ),
    "marker look-alikes": Defence(
        checks.check_known_marker_does_not_close_the_fence,
        "evals.judges.llm.fence._without_marker",
        lambda text, **_: text,
    ),
    "invisible characters": Defence(
        checks.check_invisible_text_is_shown, "evals.judges.llm.fence.show", lambda text: text
    ),
    "line prefix": Defence(
        checks.check_lines_cannot_leave_their_section, "evals.judges.llm.fence.LINE_PREFIX", ""
    ),
    "majority": Defence(
        checks.check_single_flip_does_not_decide,
        "evals.judges.llm.judge.majority",
        lambda ballots: ballots[0],
    ),
    "confirm on fail": Defence(
        checks.check_fail_is_confirmed, "evals.judges.llm.judge.settled", lambda _ballots: True
    ),
    "empty-answer rule": Defence(
        checks.check_empty_answer_fails_unasked, "evals.judges.llm.judge.is_empty", lambda _answer: False
    ),
    "size limit": Defence(
        checks.check_too_long_an_answer_is_refused, "evals.judges.llm.judge.ANSWER_LIMIT", 10**9
    ),
    "reply completeness": Defence(
        checks.check_reply_covers_the_criteria, "evals.judges.llm.call.covers", lambda _reply, _ids: True
    ),
}

each_defence = pytest.mark.parametrize("defence", DEFENCES.values(), ids=DEFENCES.keys())


@each_defence
async def test_holds(defence: Defence) -> None:
    await defence.check()


@each_defence
async def test_is_missed_once_it_is_taken_away(defence: Defence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(defence.target, defence.without)
    with pytest.raises(AssertionError):
        await defence.check()
