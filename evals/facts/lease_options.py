"""Made-up knobs for leases: options, keys and flags such as `lease_renewal_interval` or `--lease-timeout`.

Prefect has few names with "lease" in them. A name that puts one together with a word for a knob, and that
is neither one of them nor in the evidence, is an invention, wherever it is written as a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from evals.facts.answer_text import AnswerText
from evals.facts.claim import FalseClaim
from evals.facts.stance import denies_existence, is_negated, last_turn

_KNOB = (
    "interval|frequency|timeout|ttl|seconds|secs|period|grace|retries|attempts|strategy|policy|factor|extension"
    "|cadence|lifetime|window|margin|enabled|mode|behaviou?r|on_expiry|deadline|keepalive|failure"
)
_FLAG = re.compile(r"(?<![\w-])--(?:[a-z]+-){0,4}(?:leases?|renewals?)(?:-[a-z]+){0,4}(?![\w-])")
_NAME = re.compile(
    rf"(?<![\w.$/-])(?:[a-z]+[_-]){{0,4}}(?:lease|renewal|renew)[_-](?:[a-z]+[_-]){{0,3}}(?:{_KNOB})(?:_seconds)?(?![\w-])"
)
# `grep -rhoE '[a-z_]*lease[a-z_]*' prefect`, those of the form that is looked for.
_REAL = frozenset(
    {
        "raise_on_lease_renewal_failure",
        "lease_renewal_failure",
        "lease_seconds",
        "cleanup_lease_seconds",
        "lease_renewal_buffer_seconds",
    }
)


def check_lease_options(answer: AnswerText, *, in_evidence: Callable[[str], bool]) -> Iterator[FalseClaim]:
    """Yield a claim for each made-up knob, once a name.

    A name in hyphens counts where it is written as code, because "lease-renewal failure" is English.
    """
    reported: set[str] = set()
    for form in (_FLAG, _NAME):
        for match in answer.find(form):
            name = match.group()
            if name in reported or name.replace("-", "_") in _REAL or in_evidence(name):
                continue
            in_code = answer.span_at(match.start()) or answer.block_at(match.start())
            if "_" not in name and not name.startswith("--") and not in_code:
                continue
            if form is _FLAG and in_code and "prefect " in in_code.text:
                continue  # a command, whose options are known
            around = answer.around(*match.span())
            if denies_existence(around) or is_negated(last_turn(around.before)[-60:]):
                continue
            reported.add(name)
            yield FalseClaim(kind="option", text=name, why=f"the installed Prefect has no option {name}")
