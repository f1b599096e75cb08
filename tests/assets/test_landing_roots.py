"""What people have decided with the program is landed by whichever step lands its table."""

import pytest

from assets.raw import FETCHED_FOLDERS, roots
from assets.request import Request
from sources.decided import DELIVERIES
from tables import raw


@pytest.mark.parametrize("contract", [raw.Link, raw.ActorRelation, raw.PlannedCase, raw.CaseRecord])
def test_the_step_of_a_table_that_people_decide_reads_what_they_decided(contract, tmp_path):
    request = Request(home=str(tmp_path), deliveries="d")
    fetched = contract.folder in FETCHED_FOLDERS
    assert roots(request, fetched=fetched) == [(request.deliveries_path, False)]
    (tmp_path / DELIVERIES).mkdir(parents=True)
    assert (tmp_path / DELIVERIES, True) in roots(request, fetched=fetched)
