"""Write the hidden truth beside the deliveries: risk, inspectors' knowledge, schemes and look-alikes.

Only tests and benchmarks may read it; no module that turns deliveries into lists knows that it exists.
"""

from pathlib import Path

from sources.synthetic.draws import dates, numbered
from sources.synthetic.population import Population, municipalities
from sources.synthetic.reports import reporting_diligence
from sources.synthetic.setting import Setting


def write(folder: Path, setting: Setting, population: Population) -> None:
    """Write `activities.parquet`, `operators.parquet` and `municipalities.parquet`."""
    folder.mkdir(parents=True, exist_ok=True)
    operators = population.operators.select(
        "operator",
        "operator_id",
        "operator_type",
        "integrity_risk",
        "care_risk",
        "scheme",
        "look_alike",
        "scheme_case",
        scheme_day=dates(population.of_operator("scheme_day")),
        procedure="procedure",
        procedure_day=dates(population.of_operator("procedure_day")),
    )
    activities = population.activities.select(
        "activity",
        "operator",
        "form_code",
        "risk",
        "knowledge",
        "children",
        started=dates(population.of_activity("start")),
        ended=dates(population.of_activity("end")),
        revoked=dates(population.of_activity("revoked")),
        taken_over=dates(population.of_activity("taken_over")),
    ).with_columns(activity_id=numbered("V", population.activities.height))
    labels = operators.select("operator", "operator_id", "integrity_risk", "scheme", "look_alike", "scheme_case")
    activities.join(labels, on="operator", how="left", maintain_order="left").write_parquet(
        folder / "activities.parquet"
    )
    towns = municipalities().select(municipality_code="code")
    towns.with_columns(diligence=reporting_diligence(setting)).write_parquet(folder / "municipalities.parquet")
    operators.write_parquet(folder / "operators.parquet")
