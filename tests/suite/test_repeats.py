"""`--repeats` and `--models`, as a developer runs them."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.suite.repository import Repository

pytestmark = pytest.mark.slow


def test_each_run_is_fresh_and_shown_in_one_row(repository: Repository) -> None:
    done = repository.pytest(repository.add_case("repeated"), "--repeats", "2")

    assert done.code == pytest.ExitCode.OK, done.output
    runs = Counter((record["eval"].rpartition("::")[2], record["repeat"]) for record in done.records)
    assert runs == Counter(
        {(name, n): 1 for name in ("test_made_before[run_is_fine]", "test_made_here") for n in (1, 2)}
    )
    assert len({record["question"] for record in done.records}) == 4, "each in a situation of its own"
    assert "test_made_here                | 2 of 2" in done.output
    assert len(list(repository.path.glob(".evals/*/transcripts/*.md"))) == 4


def test_models_are_crossed_with_evals(repository: Repository) -> None:
    done = repository.pytest(
        repository.add_case("repeated"), "-k", "made_here", "--repeats", "2", "--models", "reference,test"
    )

    assert done.code == pytest.ExitCode.TESTS_FAILED
    assert Counter((r["crossed_with"], r["repeat"], r["outcome"]) for r in done.records) == Counter(
        {
            ("reference", 1, "passed"): 1,
            ("reference", 2, "passed"): 1,
            ("test", 1, "failed"): 1,
            ("test", 2, "failed"): 1,
        }
    )
    assert {record["eval"].rpartition("::")[2] for record in done.records} == {"test_made_here"}
    rows = [line.split("|")[:3] for line in done.output.splitlines() if line.startswith("test_made_here")]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["test_made_here", "2 of 2", "reference"],
        ["test_made_here", "0 of 2", "test"],
    ]


def test_workers_lose_and_double_nothing(repository: Repository) -> None:
    folder = repository.add_case("repeated")

    alone = repository.pytest(folder, "--repeats", "3")
    together = repository.pytest(folder, "--repeats", "3", "-n", "2")

    def content(records: list[dict[str, object]]) -> Counter[tuple[object, ...]]:
        return Counter((r["eval"], r["repeat"], r["outcome"], r["scenario"], r["rubric"]) for r in records)

    assert content(together.records) == content(alone.records), together.output
    assert together.code == alone.code == pytest.ExitCode.OK


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--repeats", "0"], "--repeats: at least 1"),
        (["--models", "reference,reference"], "each model once"),
        (["--models", "acme"], "--models=acme names no provider"),
        (["--max-cost", "0"], "--max-cost: more than 0"),
        (["--resume", "yesterday"], "--resume: no run is called yesterday; the last ones are: none"),
    ],
)
def test_a_mistake_is_one_line(repository: Repository, arguments: list[str], says: str) -> None:
    done = repository.pytest("evals", *arguments)

    assert done.code == pytest.ExitCode.USAGE_ERROR
    assert [line for line in done.output.splitlines() if line.startswith("ERROR") and says in line], (
        done.output
    )
