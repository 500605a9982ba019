"""What patterns are matched against, whatever the typography of an answer."""

import pytest

from evals.judges.keyless.text import fold, normalise


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("**Root  cause:**\nthe `lease`", "root cause: the lease"),
        ("It didn’t — and couldn‘t", "it didn't - and couldn't"),
        ("over‑allocation", "over-allocation"),
        ("slot → someone else", "slot -> someone else"),
        ("[the docs](https://example.org/x) say", "the docs say"),
        ("a<br>b", "a b"),
        ("it didnt, it cannot, it can not", "it didn't, it can't, it can't"),
        ("w/o a lease & b/c of it", "without a lease and because of it"),
        ("lease_duration and _emphasis_", "lease_duration and emphasis"),
        ("(1) API down, (b) restart", "api down, restart"),
        ("con\u200bcurrency", "concurrency"),
        ("\uff2c\uff45\uff41\uff53\uff45", "lease"),
        ("✗ OOM", "❌ oom"),
    ],
)
def test_normalise(raw: str, normal: str) -> None:
    assert normalise(raw) == normal


def test_fold_keeps_case_and_markdown() -> None:
    assert fold("**It’s**\n a  “Lease”") == '**It\'s** a "Lease"'
