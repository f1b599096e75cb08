"""When work starts by the clock. What starts because a file arrived is in `sensors.py`."""

from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.jobs import RUN
from pipelines.order import Order
from pipelines.orphans import report_orphans
from pipelines.settings import TIME_ZONE, Settings

WEEKDAYS_BEFORE_WORK = "30 5 * * 1-5"


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
