"""The jobs: what may be started as a whole, from the command line, the browser, the schedule and the sensor alike."""

from typing import TYPE_CHECKING

import dagster as dg

from assets.fetched import BOOK, GROUP, asset_key, fetchable
from pipelines.order import Order
from pipelines.settings import Settings

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

#: Everything, from deliveries to the published file.
RUN = "run"
#: Only the landing of what is new.
INGEST = "ingest"
#: Only the asking of sources over a network: all that may be asked, or one.
FETCH = "fetch"


def fetch_job(source: str) -> str:
    """The name of the job that asks one source."""
    return f"{FETCH}_{source}"


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
        _fetching(
            settings, FETCH, dg.AssetSelection.groups(GROUP), "all sources that somebody has decided may be asked"
        ),
        *(
            _fetching(settings, fetch_job(name), dg.AssetSelection.assets(asset_key(name), BOOK), connector.label)
            for name, connector in fetchable().items()
        ),
    ]


def _fetching(settings: Settings, name: str, selection: dg.AssetSelection, whom: str) -> "UnresolvedAssetJobDefinition":
    return dg.define_asset_job(
        name,
        selection=selection,
        executor_def=dg.in_process_executor,
        config=Order.of_settings(name, settings).run_config(),
        description=f"Ask over the network, land nothing: {whom}.",
    )
