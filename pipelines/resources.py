"""What every step of a run shares: the request and the one open warehouse."""

from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg

from assets.request import Request
from indicators.engine.painting.work import Work
from pipelines.jobs import RUN
from pipelines.order import Order
from pipelines.orphans import mark_as_mine, report_orphans
from pipelines.settings import TIME_ZONE, Settings, environment
from tables.store import Warehouse
from web.data_docs.pages import build_data_docs


@dg.resource(
    required_resource_keys={"request"},
    description="The warehouse, opened once for a whole run. Its lock keeps runs apart: a second one fails at once.",
)
def warehouse(context: dg.InitResourceContext) -> Iterator[Warehouse]:
    """Open for the run, and close whatever happens."""
    with Warehouse(context.resources.request.home_path) as opened:
        if context.instance is not None and context.run is not None:
            mark_as_mine(context.instance, context.run.run_id)
            report_orphans(context.instance)
        yield opened


@dg.resource(description="Builds the pages about deliveries (Data Docs) from what was kept of their checks.")
def data_docs(_context: dg.InitResourceContext) -> Callable[[Path, Path], Path]:
    """The function that builds them; a resource, since the graph stands beside the pages and not above them."""
    return build_data_docs


def resources(settings: Settings) -> dict[str, object]:
    """The resources by name, with the defaults of `settings`; a run's own configuration goes before them."""
    request = Request(**Order.of_settings(RUN, settings).request(), time_zone=TIME_ZONE)
    work = Work(settings.memory_mb, settings.threads, compiled=settings.kernel == "compiled")
    shared = {"request": request, "warehouse": warehouse, "data_docs": data_docs, "work": work}
    return {**shared, "environment": environment()}
