"""What a run says of its judge: whether its error rates are known, and whose family it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from evals.calibration.record import Standing, standing_of

if TYPE_CHECKING:
    from evals.agents.models import Roles
    from evals.results.record import EvalRecord


def of_roles(roles: Roles) -> list[str]:
    """The lines for a run's header."""
    agents = dict.fromkeys((roles.simple, roles.reasoning))
    return [standing_of(roles.judge).line, *kin((agent, roles.judge) for agent in agents)]


def of_records(records: Iterable[EvalRecord]) -> list[str]:
    """The lines for the end of a run: the judges that did grade, an overridden `judge_model` included."""
    pairs = [(record.models.agent, verdict.judge) for record in records for verdict in record.verdicts]
    judges = dict.fromkeys(judge for _, judge in pairs)
    known = [(agent, judge) for agent, judge in dict.fromkeys(pairs) if agent is not None]
    return [*(standing_of(judge).line for judge in judges), *kin(known)]


def not_calibrated(records: Iterable[EvalRecord]) -> list[Standing]:
    """The standing of those judges that graded, and can't be believed as they are."""
    judges = dict.fromkeys(verdict.judge for record in records for verdict in record.verdicts)
    standings = [standing_of(judge) for judge in judges]
    return [standing for standing in standings if standing.state != "calibrated"]


def kin(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """A warning for each pair of an agent's model and a judge that are of one family."""
    from evals.judges.llm.families import same_family

    return [
        f"WARNING: judge {judge} is of the family of the agent's model {agent}, and judges are kinder to "
        "their own: set EVALUATOR_MODEL to a model of another"
        for agent, judge in pairs
        if same_family(agent, judge)
    ]
