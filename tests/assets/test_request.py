"""The days of a run are settled once, from what was asked for, or else from the day the run was created."""

import datetime as dt
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from assets.request import Request


def _settled(as_of=(), context=None, zone="Europe/Stockholm"):
    request = Request(home="h", deliveries="d", as_of=list(as_of), time_zone=zone)
    request.setup_for_execution(context or dg.build_init_resource_context())
    return request.days


def test_the_days_asked_for_are_sorted_and_stand_once():
    days = _settled(["2026-06-30", "2025-12-31", "2026-06-30"])
    assert days == (dt.date(2025, 12, 31), dt.date(2026, 6, 30))


def test_a_day_that_is_no_day_is_an_error():
    with pytest.raises(dg.Failure, match=r"2026-02-30.*write it as"):
        _settled(["2026-02-30"])


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_without_a_day_the_run_takes_the_day_it_was_created_where_it_runs(zone):
    seen = []

    @dg.resource(required_resource_keys={"request"})
    def days(context):
        seen.append(context.resources.request.days)
        return context.resources.request.days

    @dg.op(required_resource_keys={"days"})
    def look():
        pass

    @dg.job(resource_defs={"request": Request(home="h", deliveries="d", time_zone=zone), "days": days})
    def job():
        look()

    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance)
        created = instance.get_run_record_by_id(result.run_id).create_timestamp
    assert seen == [(created.astimezone(ZoneInfo(zone)).date(),)]


def test_without_a_day_and_without_a_run_it_is_said_what_to_do():
    with pytest.raises(dg.Failure, match="give as_of"):
        _settled()
