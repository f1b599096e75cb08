"""A source of files without a recorded legal basis: its files are there, and nothing of them is anywhere else."""

import datetime as dt

import pytest

from indicators.decisions import profile, shipped
from indicators.registry import catalogue
from indicators.values import values
from sources.admitting import admitted, without_basis
from sources.discovery import discover
from sources.fetching.decisions import FILE, load
from sources.landing import current_rows, land
from sources.registry import SOURCES
from tables.contracts import deliveries
from tables.store import Warehouse
from tests.sources.delivering import KEY, MOMENT, csv_text, example_row, put, rows_of
from tests.sources.facts.text_tables import facts_of

GATED = {"tax_debts": "tax_debt", "work_environment": "work_environment_notice"}
BASIS = '\n[{source}]\nlegal_basis = "2 § lagen (2024:307)"\ndecided_by = "rättschef"\ndecided_at = 2026-05-01\n'
#: What stands in the file and nowhere else.
MARK = "ZQ47119"


def row_of(table):
    key = deliveries()[table].key()[0]
    return example_row(table) | {key: MARK, "operator_id": "5560000001", "known_at": "2026-06-02"}


@pytest.fixture(params=sorted(GATED))
def source(request):
    return request.param


@pytest.fixture
def root(tmp_path, source):
    table = GATED[source]
    put(tmp_path / "in", table, f"{table}_{MARK}.csv", csv_text([row_of(table)]))
    put(tmp_path / "in", "operator", "operator.csv", csv_text(rows_of("operator", {})))
    return tmp_path / "in"


def landed(root, home, may_be_read=None):
    """What landing said, and the rows of every gated table."""
    said = []
    with Warehouse(home) as warehouse:
        landing = land(warehouse, root, KEY, MOMENT, said.append, admitted=may_be_read)
        return landing, said, {name: current_rows(warehouse, deliveries()[name]) for name in GATED.values()}


def everything_under(folder):
    return b"".join(path.read_bytes() + path.name.encode() for path in sorted(folder.rglob("*")) if path.is_file())


def test_the_gated_sources_are_those_with_another_authoritys_word(source):
    assert {name for name, one in SOURCES.items() if one.needs_basis} == set(GATED)
    assert without_basis() == set(SOURCES) - set(GATED)
    assert len(SOURCES[source].legal_note) > 100


def test_nothing_of_the_file_is_anywhere(root, source, tmp_path):
    landing, said, rows = landed(root, tmp_path / "home")
    assert [one.table for one in landing.landed] == ["operator"]
    assert all(frame.is_empty() for frame in rows.values())
    told = "\n".join([*landing.warnings, *said, *map(str, landing.errors)])
    assert [line for line in landing.warnings if line.startswith(f"{source}/: lästes inte")]
    assert MARK not in told
    assert MARK.encode() not in everything_under(tmp_path / "home")


def test_one_warning_a_source_however_its_files_lie(root, source, tmp_path):
    table = GATED[source]
    (root / f"{table}_{MARK}.csv").write_text("x", encoding="utf-8")
    (root / source / f"{MARK}.pdf").write_bytes(b"x")
    found, warnings = discover(root)
    assert [one.contract.table for one in found] == ["operator"]
    assert len(warnings) == 1
    assert MARK not in warnings[0]


def test_an_empty_folder_is_nothing_to_warn_of(source, tmp_path):
    (tmp_path / source).mkdir()
    assert discover(tmp_path) == ([], [])


def test_with_the_basis_recorded_it_lands(root, source, tmp_path):
    (tmp_path / FILE).write_text(BASIS.format(source=source), encoding="utf-8")
    landing, _, rows = landed(root, tmp_path / "home", admitted(load(tmp_path)))
    assert landing.warnings == ()
    assert rows[GATED[source]].height == 1


def test_the_basis_of_one_opens_no_other(source, tmp_path):
    other = next(name for name in GATED if name != source)
    (tmp_path / FILE).write_text(BASIS.format(source=source), encoding="utf-8")
    assert admitted(load(tmp_path)) == set(SOURCES) - {other}


OFF = {"tax_debts": "fin_tax_debt_or_gap", "work_environment": "stf_work_environment_signal_24m"}


def test_the_indicator_is_a_gap_with_the_basis_of_the_source_alone(source):
    weights = profile.load(shipped.PROFILE, catalogue())
    assert OFF[source] in weights.switched_off(catalogue())


OPERATOR = """
    operator_id | known_at
    5560000001  | 2020-01-02
"""
NOTICE = """
    operator_id | event_date | known_at
    5560000001  | 2026-05-01 | 2026-05-02
"""


@pytest.mark.parametrize(
    ("given", "expected"), [({}, (None, "source_gap")), ({"work_environment_notice": NOTICE}, (1.0, None))]
)
def test_nothing_delivered_is_a_gap_and_not_a_zero(given, expected):
    facts, notices = facts_of(operator=OPERATOR, **given), catalogue()[OFF["work_environment"]]
    found = values(facts, [dt.date(2026, 6, 30)], only=[notices], switched_off=frozenset())
    own = found.filter(entity_id="5560000001", level="actor")
    assert own.select("value", "missing_reason").row(0) == expected
