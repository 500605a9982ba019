"""The keyless judge against answers that were labelled by reading, before its patterns met them.

`keyless_cases/README.md` says who labelled them and what was held out.
"""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import json
import pkgutil
import statistics
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from evals.judges import Verdict
from evals.judges.keyless import KeylessJudge
from evals.judges.keyless import concepts as vocabulary
from evals.judges.keyless.phrases import Concept, spans
from evals.judges.keyless.reading import read
from evals.rubrics import (
    Criterion,
    LooksFor,
    Rubric,
    lease_renewal_criteria,
    look_alike_criteria,
    names_actual_cause,
    names_root_cause,
    recommends,
)
from evals.transcripts import Exchange

CASES = Path(__file__).parent / "keyless_cases"
STATEMENTS = tomllib.loads((CASES / "statements.toml").read_text("utf-8"))

Split = Literal["dev", "held_out"]
Case = dict[str, Any]

LATER_FILES = ("eighth_wave", "ninth_wave", "tenth_wave", "eleventh_wave", "twelfth_wave")
VERDICT_FLOORS: dict[Split, float] = {"dev": 0.95, "held_out": 0.90}
CRITERION_FLOOR = 0.90
SECONDS_AN_ANSWER = 0.005
NOISE = 2.0
"""How much slower than a quiet machine the test may run before it fails."""


def actual(*groups: tuple[str, ...], rejects: tuple[str, ...] = ()) -> Criterion:
    looks_for = LooksFor(groups=groups, rejects=rejects)
    return names_actual_cause(met_when="it is named", not_met_when="it is not", looks_for=looks_for)


def advice(*phrasings: str) -> Criterion:
    looks_for = LooksFor(groups=(phrasings,))
    return recommends(met_when="it is advised", not_met_when="it is not", looks_for=looks_for)


def graded_on(*criteria: Criterion) -> Rubric:
    return Rubric(question="why?", ground_truth="so", criteria=criteria)


def root_cause(*groups: tuple[str, ...]) -> Rubric:
    criterion = names_root_cause(
        met_when="it is ranked first", not_met_when="it is not", looks_for=LooksFor(groups=groups)
    )
    return graded_on(*lease_renewal_criteria(root_cause=criterion))


def look_alike(cause: Criterion, remediation: Criterion | None = None) -> Rubric:
    return graded_on(*look_alike_criteria(actual_cause=cause, remediation=remediation))


OUTAGE = (r"\b(?:api|server)(?: \w+){0,2} (?:was|were|being) (?:down|unreachable|offline|unavailable)",)
RESTART = (r"\bserver(?: \w+){0,2} (?:was )?restarted", r"\brestart of the (?:prefect )?server")
RERUN = r"\bre-?run|\brun it again|\bstart it again|\brun the flow again"

RUBRICS = {
    "api_outage": root_cause(OUTAGE, (r"connection refused|\brefused\b|errno 111",)),
    "server_restart": root_cause(RESTART, (r"three (?:different )?deployments|\bruns of (?:three|several)",)),
    "awaiting_retry": root_cause((r"awaiting ?retry",), (r"\bretry\b|\bretries\b",)),
    "exit_137": look_alike(
        actual((r"\bmemory\b", r"out-of-memory", r"\boom\b", r"memory is what ran out"), (r"\b137\b",)),
        advice(r"memory request", r"more memory", r"smaller batches", r"in chunks", r"bump it"),
    ),
    "sigterm": look_alike(
        actual((r"sigterm", r"termination signal", r"\bevicted\b", r"node drain")),
        advice(r"(?:not|n't) preempt", r"on-demand", r"what happened to the node"),
    ),
    "code_error": look_alike(
        actual((r"valueerror", r"bug in the flow"), (r"load_orders", r"'n/a'")),
        advice(r"clean the column", r"coerce", r"fix the (?:parsing|bug)"),
    ),
    "warning_only": look_alike(
        actual((r"\bcompleted\b", r"(?:did not|didn't) crash", r"nothing crashed"), (r"\bwarning\b",)),
    ),
    "user_cancel": look_alike(
        actual(
            (
                r"manually cancelled",
                r"(?:someone|somebody|a user|a person) (?:\w+ )?cancelled",
                r"cancelled by a user",
                r"cancel request|cancelled on request|pressed cancel",
            )
        ),
        advice(RERUN, r"ask your colleagues"),
    ),
    "limit_full": look_alike(
        actual(
            (r"never started", r"\bqueued\b", r"wait(?:s|ing)\b", r"hasn't (?:crashed|started)"),
            (r"\blimit\b",),
        ),
        advice(r"wait for", r"raise the limit"),
    ),
    "generic_cancel": look_alike(
        actual((r"\bparent\b",), (r"cancel", r"ended at the same")),
    ),
    "slot_lost": look_alike(
        actual((r"slot lost during provisioning", r"lost (?:its|the) slot before"), (r"cancelled",)),
        advice(r"grace_period_seconds", r"grace period", r"image pull"),
    ),
}
LEASE = graded_on(*lease_renewal_criteria())


def cases() -> list[Case]:
    files = sorted(CASES.glob("*.jsonl"))
    lines = ((file, line) for file in files for line in file.read_text("utf-8").splitlines())
    return [{**json.loads(line), "file": file.stem} for file, line in lines]


def split_of(case: Case) -> Split:
    third = int(hashlib.sha256(case["id"].encode()).hexdigest(), 16) % 3 == 0
    return "held_out" if third and case["file"] in LATER_FILES else "dev"


def grade(case: Case) -> Verdict:
    rubric = RUBRICS.get(case["scenario"], LEASE)
    return asyncio.run(
        KeylessJudge().grade(rubric, Exchange(question=case["question"], answer=case["answer"]))
    )


def outcomes(split: Split) -> Iterator[tuple[str, bool, bool, str]]:
    """Criterion (or `verdict`), label, decision and id, for everything labelled in a split."""
    for case in cases():
        if split_of(case) != split:
            continue
        verdict = grade(case)
        yield "verdict", case["passed"], verdict.outcome == "passed", case["id"]
        for criterion in verdict.criteria:
            yield criterion.id, case["labels"][criterion.id], criterion.decision == "met", case["id"]


def test_the_corpus_is_large_and_unique() -> None:
    ids = Counter(case["id"] for case in cases())
    assert len(ids) >= 120
    assert not [id_ for id_, times in ids.items() if times > 1]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_labels_cover_the_criteria_and_agree_with_the_pass_rule(case: Case) -> None:
    rubric = RUBRICS.get(case["scenario"], LEASE)
    assert set(case["labels"]) == {criterion.id for criterion in rubric.criteria}
    required = [c.id for c in rubric.criteria if c.weight == "required"]
    assert case["passed"] == all(case["labels"][id_] for id_ in required)


@pytest.mark.parametrize("split", ["dev", "held_out"])
def test_it_agrees_with_the_labels(split: Split) -> None:
    right: Counter[tuple[str, bool]] = Counter()
    total: Counter[tuple[str, bool]] = Counter()
    wrong: dict[tuple[str, bool], list[str]] = {}
    for what, label, decided, id_ in outcomes(split):
        total[what, label] += 1
        right[what, label] += label == decided
        if label != decided:
            wrong.setdefault((what, label), []).append(id_)
    below = {
        f"{what}, labelled {label}: {right[what, label]} of {total[what, label]}": wrong[what, label]
        for what, label in total
        if right[what, label] / total[what, label]
        < (VERDICT_FLOORS[split] if what == "verdict" else CRITERION_FLOOR)
    }
    assert not below


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_quotations_are_verbatim(case: Case) -> None:
    quotes = [quote for criterion in grade(case).criteria for quote in criterion.quotes]
    folded = " ".join(case["answer"].split())
    assert [quote for quote in quotes if " ".join(quote.split()) not in folded] == []


def test_it_takes_less_than_five_milliseconds_an_answer() -> None:
    corpus = cases()
    for case in corpus[:5]:
        grade(case)
    seconds = []
    for case in corpus:
        began = time.perf_counter()
        grade(case)
        seconds.append(time.perf_counter() - began)
    assert statistics.median(seconds) < SECONDS_AN_ANSWER * NOISE


def concepts() -> list[Concept]:
    modules = pkgutil.iter_modules(vocabulary.__path__, f"{vocabulary.__name__}.")
    found = (vars(importlib.import_module(module.name)).values() for module in modules)
    return [value for values in found for value in values if isinstance(value, Concept) and value.needs]


@pytest.mark.parametrize("concept", concepts(), ids=lambda concept: concept.name)
def test_the_letters_that_a_concept_looks_for_first_hide_nothing(concept: Concept) -> None:
    texts = [statement.text for case in cases() for statement in read(case["answer"]).statements]
    texts += [text.lower() for statements in STATEMENTS.values() for text in statements]
    hidden = [t for t in texts if not concept.found(t) and next(spans(concept.pattern, t), None)]
    assert hidden == []
