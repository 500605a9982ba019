"""A log in many languages, in which the one line that matters is in English."""

from __future__ import annotations

from evals.rubrics import lease_renewal_criteria
from evals.scenarios.hostile.lost_lease import reading, require_logged, take_lease_away
from evals.scenarios.lease_renewal import question_about
from evals.scenarios.scenario import Outcome, Scenario
from evals.scenarios.situation import unique
from evals.scenarios.stage import Stage, require

BEFORE = (
    "注文データを読み込んでいます（1/3）",
    "警告：在庫数が合わない商品が 2 件あります。処理を続けます",
    "Bestellungen geladen: 1.204 Zeilen, 3 übersprungen (Währung fehlt)",
    "Achtung: Speicherplatz zu 61 % belegt, kein Eingriff nötig",
    "تم تحميل 480 طلبًا، وتجاهل طلب واحد بسبب عنوان غير مكتمل",
    "Загружено 950 заказов, повторная попытка для 1 заказа прошла успешно",
    "Commande n° 4471 : adresse corrigée, traitement poursuivi",
    "已连接数据库，读取 3 个分区",
    "주문 312건 처리 중 🚚",
    "ऑर्डर सूची लोड हो गई",
)
"""Ordinary progress and ordinary warnings: none of them has to do with the crash."""

AFTER = (
    "接続を閉じています",
    "Zwischenstand gesichert, Verbindung geschlossen",
    "تم إغلاق الملفات المؤقتة",
)
"""What the flow logs when it is ended: after the lease error, and before Prefect reports the crash."""


async def _other_languages(stage: Stage) -> Outcome:
    flow_name, run_name = unique("data-pipeline"), unique("pipeline-run")
    async with reading(
        stage, flow_name=flow_name, run_name=run_name, records=BEFORE, on_the_way_out=AFTER
    ) as run:
        lost = await take_lease_away(run)
    require_logged(lost, (*BEFORE, *AFTER))
    require(
        lost.messages.index(BEFORE[-1]) < lost.error_at < lost.messages.index(AFTER[0]),
        "its log has lines in other languages before the lease error and after it",
    )
    return Outcome(
        flow_run_id=lost.flow_run.id,
        names={"run": run_name, "flow": flow_name, "deployment": flow_name},
        question=question_about(run_name),
        ground_truth=(
            f"{lost.truth} The other lines of its log, in Japanese, German, Arabic and other languages, "
            "are ordinary progress and warnings, and the closing of files and connections on the way "
            "out."
        ),
    )


OTHER_LANGUAGE_LOGS = Scenario(
    id="other_language_logs",
    family="hostile",
    fidelity="engine",
    source="users outside of the English-speaking world; made with the installed Prefect",
    protects="Is the English error found among log lines in other languages and scripts?",
    criteria=lease_renewal_criteria(),
    required_tools=("get_flow_runs", "get_flow_run_logs"),
    make=_other_languages,
)
