"""The entry of the orchestrator: everything in `assets/`, with jobs, schedule, sensor and resources."""

from pipelines.settings import Settings, silence

silence()

import dagster as dg  # noqa: E402 - nothing may be imported before it is told to keep silent

import assets  # noqa: E402
from pipelines import exporting  # noqa: E402
from pipelines.jobs import jobs  # noqa: E402
from pipelines.resources import resources  # noqa: E402
from pipelines.schedules import fetching, weekday_mornings  # noqa: E402
from pipelines.sensors import endings, new_deliveries  # noqa: E402


@dg.definitions
def definitions() -> dg.Definitions:
    """Everything there is to run."""
    settings = Settings.from_environment()
    return dg.Definitions(
        assets=[*dg.load_assets_from_package_module(assets), *dg.load_assets_from_modules([exporting])],
        asset_checks=dg.load_asset_checks_from_package_module(assets),
        jobs=jobs(settings),
        schedules=[weekday_mornings, *fetching()],
        sensors=[new_deliveries, *endings],
        resources=resources(settings),
    )
