"""What changed where answers were graded again, and why, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from evals.judges import Verdict
from evals.rescoring.rescore import Rescored
from evals.results.escaping import shortened, visible
from evals.results.graded import (
    AskedRecord,
    CriterionRecord,
    GradedRecord,
    UngradedRecord,
    VerdictRecord,
)
from evals.results.record import EvalRecord
from evals.results.redaction import Redactor

_LONGEST_REASON = 300
_DECISIONS = {"met": "met", "not_met": "not met", "cant_tell": "can't tell"}


@dataclass(frozen=True, kw_only=True)
class Change:
    """A criterion that is decided otherwise now, or that only one of the two gradings decided."""

    id: str
    old: CriterionRecord | None
    new: CriterionRecord | None
    judges: tuple[str, str] | None
    """The judge before and now; None where there was no verdict before."""

    @property
    def causes(self) -> list[str]:
        """What is different besides the decision."""
        found = []
        if self.judges is not None and self.judges[0] != self.judges[1]:
            found.append("another judge")
        if self.old and self.new:
            if _wording(self.old) != _wording(self.new):
                found.append("another wording")
            elif self.old.looks_for != self.new.looks_for:
                found.append("other patterns of the keyless judge")
            if self.old.decided_by != self.new.decided_by:
                found.append(f"decided by {self.new.decided_by}, not by {self.old.decided_by}")
        return found


def changes(old: EvalRecord, new: EvalRecord) -> list[Change]:
    """The criteria that changed between two records of one eval, in the order of their verdicts; none of an
    answer that has no verdict now."""
    pairs = zip(old.graded, new.graded, strict=True)
    return list(chain.from_iterable(_changes(before, now) for before, now in pairs))


def _changes(before: GradedRecord, now: GradedRecord) -> Iterator[Change]:
    if not isinstance(now, VerdictRecord):
        return
    old, new = _decisions(before), _decisions(now)
    judges = (before.judge, now.judge) if isinstance(before, VerdictRecord) else None
    for id_ in dict.fromkeys([*new, *old]):
        was, is_ = old.get(id_), new.get(id_)
        if was is None or is_ is None or was.decision != is_.decision:
            yield Change(id=id_, old=was, new=is_, judges=judges)


def _decisions(graded: GradedRecord) -> dict[str, CriterionRecord]:
    if isinstance(graded, VerdictRecord):
        return {criterion.id: criterion for criterion in graded.criteria}
    assert isinstance(graded, UngradedRecord)
    return {criterion.id: criterion for criterion in graded.decided}


def _wording(criterion: CriterionRecord) -> dict[str, object]:
    return criterion.model_dump(include=AskedRecord.model_fields.keys() - {"looks_for"})


def render(rescored: Sequence[Rescored], new: Sequence[EvalRecord]) -> str:
    """What changed, eval by eval: the outcome, and each criterion with both decisions and their reasons; then
    what stands as recorded, and the figures."""
    lines: list[str] = []
    outcomes = decisions = 0
    for one, now in zip(rescored, new, strict=True):
        old = one.case.record
        found = changes(old, now)
        outcomes += old.outcome != now.outcome
        decisions += len(found)
        lines += _eval(one, now, found)
    kept = list(chain.from_iterable(_kept(one) for one in rescored))
    figures = (
        f"{sum(bool(one.graded) for one in rescored)} of {len(rescored)} evals graded again by "
        f"{visible(rescored[0].judge)}: {outcomes} outcomes and {decisions} decisions changed"
    )
    if silent := sum(not isinstance(graded, Verdict) for one in rescored for graded in one.graded):
        figures += f", {silent} answers without a verdict"
    return "\n".join([*(lines or ["Nothing changed."]), *kept, figures])


def _eval(rescored: Rescored, new: EvalRecord, found: Sequence[Change]) -> Iterator[str]:
    old = rescored.case.record
    lost = [
        Redactor.from_environ().redact_text(str(graded))
        for graded, before in zip(rescored.graded, old.graded, strict=True)
        if isinstance(before, VerdictRecord) and not isinstance(graded, Verdict)
    ]
    if old.outcome == new.outcome and not found and not lost:
        return
    outcome = f"{old.outcome} -> {new.outcome}" if old.outcome != new.outcome else f"{new.outcome}, as before"
    yield f"{_name(new)}: {outcome}"
    if old.outcome != new.outcome and new.reason:
        yield f"  because: {shortened(new.reason, length=_LONGEST_REASON)}"
    for why in lost:
        if why not in (new.reason or ""):
            yield f"  no verdict any more: {shortened(why, length=_LONGEST_REASON)}"
    for change in found:
        yield from _change(change)


def _name(record: EvalRecord) -> str:
    repeat = f" (repeat {record.repeat})" if record.repeat > 1 else ""
    return visible(record.eval) + repeat


def _kept(rescored: Rescored) -> Iterator[str]:
    kept = [decision.id for regrading in rescored.case.regradings for decision in regrading.kept]
    if kept:
        name, ids = _name(rescored.case.record), visible(", ".join(kept))
        yield f"{name}: {ids} stands as recorded; code decided it on what no record holds"


def _change(change: Change) -> Iterator[str]:
    was, now = (_decision(criterion) for criterion in (change.old, change.new))
    causes = change.causes or (["same judge, same wording"] if change.old and change.new else [])
    because = f" ({', '.join(causes)})" if causes else ""
    yield f"  {visible(change.id)}: {was} -> {now}{because}"
    for when, criterion in (("was", change.old), ("now", change.new)):
        if criterion is not None:
            yield f"    {when}: {shortened(criterion.reason, length=_LONGEST_REASON)}"


def _decision(criterion: CriterionRecord | None) -> str:
    return "undecided" if criterion is None else _DECISIONS[criterion.decision]
