"""What was received reaches the register by the ordinary run: reports and notifications as facts, a changed picture."""

import datetime as dt
import shutil

import polars as pl
import pytest

from sources.intake import book, contract
from sources.intake.book import Sender
from sources.intake.similar import similar
from sources.intake.status import status_of
from tables import core
from tables.serving import Published
from tests.conftest import DAYS, run_job
from tests.sources.intake.sending import NEW, REPORT

pytestmark = pytest.mark.slow
AT = dt.datetime(2026, 6, 29, 8, 0, tzinfo=dt.UTC)
EFFECTIVE = dt.date(2026, 6, 20)
_OWN = """
SELECT v.activity_id, a.municipality_code, v.max_places, v.actor_id
FROM core.activity_version v JOIN core.actor a ON a.actor_id = v.actor_id AND a.known_to IS NULL
WHERE v.known_to IS NULL AND v.valid_to IS NULL AND v.operator_type = 'municipal' AND v.max_places IS NOT NULL
  AND v.operating_status = 'active' AND v.valid_from < DATE '2026-01-01'
ORDER BY v.activity_id LIMIT 2
"""


@pytest.fixture(scope="module")
def landed(small_home, tmp_path_factory):
    """A home in which two things were received and a run followed: its folder, receipts, and the two activities."""
    home = shutil.copytree(small_home.home, tmp_path_factory.mktemp("received") / "home")
    with Published(home) as tables:
        (changed, municipality, places, operator), (closed, other, *_) = tables.rows(_OWN).rows()
    first, second = (Sender("municipality", code, "kommunen") for code in (municipality, other))
    change = {"kind": "change", "activity_id": changed, "effective_date": str(EFFECTIVE), "max_places": places + 1}
    closure = {"kind": "closure", "activity_id": closed, "effective_date": str(EFFECTIVE)}
    report = {**REPORT, "activity_id": changed}
    sent = [(first, "notification", change), (second, "notification", closure), (first, "report", report)]
    sent.append((second, "report", {**report, "severity": 1}))
    sent.append((first, "notification", {**NEW, "organisation_number": operator, "effective_date": str(EFFECTIVE)}))
    numbers = [
        book.receive(home, sender, str(place), contract.read(kind, told), at=AT).number
        for place, (sender, kind, told) in enumerate(sent)
    ]
    outcome = run_job(home, small_home.deliveries, (DAYS[-1],))
    assert outcome.ending == "done", outcome
    return home, numbers, changed, closed, places


def now(home, contract, **of):
    with Published(home) as tables:
        rows = tables.read(contract).filter(pl.col("known_to").is_null())
    return rows.filter(pl.col(name) == value for name, value in of.items())


def test_the_picture_of_the_register_changes_from_the_day_it_took_effect(landed):
    home, _, changed, closed, places = landed
    versions = now(home, core.ActivityVersion, activity_id=changed).sort("valid_from")
    assert versions["max_places"].to_list()[-2:] == [places, places + 1]
    assert versions["valid_from"].to_list()[-1] == versions["valid_to"].to_list()[-2] == EFFECTIVE
    last = now(home, core.ActivityVersion, activity_id=closed).sort("valid_from").row(-1, named=True)
    assert (last["operating_status"], last["is_open"], last["valid_from"]) == ("closed", False, EFFECTIVE)
    assert last["known_from"] == AT.date()


def test_a_new_activity_is_in_the_register_under_its_receipt(landed):
    home, (*_, new), *_ = landed
    row = now(home, core.ActivityVersion, activity_id=new).row(0, named=True)
    assert (row["operator_type"], row["max_places"], row["valid_from"]) == ("municipal", NEW["max_places"], EFFECTIVE)
    assert row["manager_key"].startswith("P-")


def test_reports_and_notifications_are_facts_by_their_receipts(landed):
    home, (change, closure, report, *_), changed, *_ = landed
    for number, kind in {change: "change", closure: "closure"}.items():
        row = now(home, core.Notification, notification_id=number).row(0, named=True)
        assert (row["kind"], row["registered_at"], row["is_late"]) == (kind, AT.date(), False)
    row = now(home, core.Report, report_id=report).row(0, named=True)
    assert (row["activity_id"], row["is_serious_deficiency"], row["counts"]) == (changed, True, True)


def test_its_sender_and_an_officer_are_told_what_the_register_holds(landed):
    home, (change, _, report, alike, _), *_ = landed
    assert status_of(home, book.find(home, change)).state == "registered"
    assert status_of(home, book.find(home, report)).state == "received"
    (found,) = [one for one in similar(home, book.find(home, report)) if one.report_id == alike]
    assert found.because == ("samma verksamhet", "samma grund", "samma område")
