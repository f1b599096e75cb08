"""One run carried out in this process: the orchestrator's books under the home directory, and what came of it.

How it looks on the terminal is `progress.py`. A run started in the browser does the same steps with the same request.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.order import Order
from pipelines.settings import Settings, silence

if TYPE_CHECKING:
    import dagster as dg

    from pipelines.reporting import Outcome

#: A link to the file at the top of the source tree; an installed distribution carries its contents.
TEMPLATE = Path(__file__).with_name("dagster.yaml")


#: What the orchestrator itself would write to the terminal; `progress.py` writes instead.
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}

#: How the orchestrator names the class that keeps its books.
BOOKS = {"module": "pipelines.books", "class": "Books"}


def open_instance(home: Path) -> "dg.DagsterInstance":
    """The orchestrator's books of a home directory, made the first time."""
    silence()
    import dagster as dg
    from dagster._core.instance.ref import InstanceRef

    folder = Settings.dagster_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TEMPLATE, folder / "dagster.yaml")
    storage = {"custom": {**BOOKS, "config": {"base_dir": str(folder)}}}
    return dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(folder), overrides={"storage": storage}))


def execute(order: Order, listener: Callable[["dg.EventLogEntry"], None]) -> "Outcome":
    """Carry out an order; every event is passed to `listener` as it happens.

    Raises:
        WarehouseBusy: another run holds the home directory.
    """
    silence()
    from dagster._core.utils import make_new_run_id

    from pipelines.definitions import definitions
    from pipelines.jobs import RUN
    from pipelines.reporting import note, outcome

    job = definitions().resolve_job_def(order.job)
    run_id = make_new_run_id()
    with open_instance(order.home) as instance:
        instance.add_event_listener(run_id, listener)
        result = job.execute_in_process({**order.run_config(), **QUIET}, instance, raise_on_error=False, run_id=run_id)
    told = outcome(result.all_events, is_done=result.success)
    if order.job == RUN:
        note(order.home, told)
    return told
