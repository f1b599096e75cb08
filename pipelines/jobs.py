"""The jobs: what may be started as a whole, from the command line, the browser, the schedule and the sensor alike."""

from typing import TYPE_CHECKING

import dagster as dg

from pipelines.order import Order
from pipelines.settings import Settings

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

#: Everything, from deliveries to the published file.
RUN = "run"
#: Only the landing of what is new.
INGEST = "ingest"


def jobs(settings: Settings) -> "list[UnresolvedAssetJobDefinition]":
    """All jobs, each with the configuration that holds when nobody says anything else.

    Steps share one open warehouse, so a job is carried out in one process.
    """
    return [
        dg.define_asset_job(
            RUN,
            selection=dg.AssetSelection.all(),
            executor_def=dg.in_process_executor,
            config=Order.of_settings(RUN, settings).run_config(),
            description="From deliveries to published lists: land, conform, compute, score, check, publish.",
        ),
        dg.define_asset_job(
            INGEST,
            selection=dg.AssetSelection.groups("raw"),
            executor_def=dg.in_process_executor,
            config=Order.of_settings(INGEST, settings).run_config(),
            description="Land what is new in the folder of deliveries and compute nothing.",
        ),
    ]
