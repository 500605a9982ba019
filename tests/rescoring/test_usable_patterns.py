from __future__ import annotations

import pytest

from evals.rescoring.material import _usable
from evals.rubrics import LooksFor

LOST = "[redacted SOME_API_KEY]"


@pytest.mark.parametrize(
    "looks_for",
    [
        LooksFor(groups=(("fine", LOST),)),
        LooksFor(rejects=(LOST,)),
        LooksFor(evidence=((LOST,),)),
        LooksFor(rivals=(LOST,)),
        LooksFor(dictated=(LOST,)),
        LooksFor(dictated=("(",)),
    ],
)
def test_patterns_that_lost_a_secret_or_are_none_are_not_used(looks_for: LooksFor) -> None:
    assert not _usable(looks_for)


def test_patterns_that_are_as_they_were_are_used() -> None:
    assert _usable(LooksFor(groups=(("fine && well",),), dictated=("fine",)))
