"""When work starts by the clock. What starts because a file arrived is in `sensors.py`."""

from zoneinfo import ZoneInfo

import dagster as dg

from assets.fetched import fetchable
from pipelines.jobs import RUN, fetch_job
from pipelines.order import Order
from pipelines.orphans import report_orphans
from pipelines.settings import TIME_ZONE, Settings
from sources.source import Cadence

WEEKDAYS_BEFORE_WORK = "30 5 * * 1-5"
#: When a source is asked, by how often it has something new: before the run of the morning.
_ASKED = {
    Cadence.DAILY: ("0 4 * * 1-5", "Every weekday at 04:00"),
    Cadence.WEEKLY: ("30 4 * * 1", "Mondays at 04:30, when the files of the week are out"),
    Cadence.MONTHLY: ("15 4 1 * *", "The first of every month at 04:15"),
}


@dg.schedule(
    job_name=RUN,
    cron_schedule=WEEKDAYS_BEFORE_WORK,
    execution_timezone=TIME_ZONE,
    description="Every weekday at 05:30 Swedish time, so that the list is there when work begins.",
)
def weekday_mornings(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Ask for a run as of the day that the tick was meant for, also when it comes late."""
    report_orphans(context.instance)
    day = context.scheduled_execution_time.astimezone(ZoneInfo(TIME_ZONE)).date()
    order = Order.of_settings(RUN, Settings.from_environment(), day)
    return dg.RunRequest(run_key=day.isoformat(), run_config=order.run_config())


def fetching() -> list[dg.ScheduleDefinition]:
    """One schedule for each source that can be asked. A source that is late is asked again by every run."""
    return [
        dg.ScheduleDefinition(
            name=f"fetch_{name}_on_time",
            job_name=fetch_job(name),
            cron_schedule=_ASKED[connector.cadence][0],
            execution_timezone=TIME_ZONE,
            description=f"{_ASKED[connector.cadence][1]} Swedish time: {connector.label}.",
        )
        for name, connector in fetchable().items()
    ]
