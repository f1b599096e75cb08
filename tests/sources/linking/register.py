"""A register of a few in which something is to be proposed, as deliveries, and the proposals that follow from it."""

import datetime as dt

import polars as pl

from sources.facts.deriving import derive_facts
from sources.linking.proposing import proposals
from tables.contracts import deliveries
from tests.sources.facts.text_tables import delivered

DAY = dt.date(2026, 6, 30)
KNOWN, TWIN, PERSON = "5560000001", "5560000019", "P-0123456789abcdef0123"

#: Who else there is: without them nothing in the register would be rare.
_OTHERS = [
    f"{first}{second} {trade} AB"
    for first, trade in zip(
        ("Al", "Bo", "Da", "Ek", "Fur", "Hav", "Lin", "Mo", "Ny", "Sol"), ("Omsorg", "Vård") * 5, strict=True
    )
    for second in ("backa", "lösa", "myra", "ripa", "sjöbo", "tomta", "vreta", "ånäs")
]
_TOWNS = ("0114", "0127", "0380", "0483", "0580", "0680", "1280", "1480", "1880", "2480")

OPERATORS = f"""
    operator_id | operator_name | legal_form | operator_type | municipality_code | known_at
    {KNOWN} | Granlunda Omsorg AB | AB | private | 0180 | 2020-01-01
    {TWIN} | Granlnda Omsorg AB | AB | private | 0180 | 2025-01-01
    {PERSON} | - | EF | private | 0180 | 2020-01-01
    2120000142 | Granlunda kommun | KOM | municipal | 0180 | 2020-01-01
    5560000027 | Åkerby Assistans AB | AB | private | 1480 | 2020-01-01
    5560000035 | Storängens Hemtjänst AB | AB | private | 1280 | 2020-01-01
    5560000043 | Norrviken Stöd AB | AB | private | 0380 | 2020-01-01
""" + "".join(
    f"    55700{place:05d} | {name} | AB | private | {_TOWNS[place % 10]} | 2020-01-01\n"
    for place, name in enumerate(_OTHERS)
)
_HEADING = "operator_id | company_name | legal_form | status | address | postal_code | address_type | municipality_code"
COMPANIES = f"""
    {_HEADING} | valid_from | known_at
    5560000001 | Granlunda Omsorg AB | AB | active | Storgatan 1 | 11122 | street | 0180 | 2015-01-01 | 2020-01-01
    5560000027 | Åkerby Assistans AB | AB | active | Ekgatan 2 | 41122 | street | 1480 | 2015-01-01 | 2020-01-01
    5560000035 | Storängens Hemtjänst AB | AB | active | Box 3 | 21122 | box | 1280 | 2015-01-01 | 2020-01-01
    5560000043 | Norrviken Stöd AB | AB | active | Sjögatan 4 | 75322 | street | 0380 | 2015-01-01 | 2020-01-01
""" + "".join(
    f"    55700{place:05d} | {name} | AB | active | Ågatan {place} | 1{place:04d} | street | {_TOWNS[place % 10]} "
    "| 2015-01-01 | 2020-01-01\n"
    for place, name in enumerate(_OTHERS)
)
_ENTRY = "activity_id | operator_id | activity_name | form_code | municipality_code | address | address_protected"
SITES = f"""
    {_ENTRY} | operating_status | valid_from | known_at
    V1 | 5560000001 | Granen | HVB | 0180 | Storgatan 1 | false | active | 2020-01-01 | 2020-01-01
    V2 | 5560000027 | Ekot | SKYDD | 1480 | - | true | active | 2020-01-01 | 2020-01-01
    V3 | 5560000043 | Viken | HVB | 0380 | Sjögatan 4 | false | active | 2020-01-01 | 2020-01-01
"""
_TOLD = "report_id | kind | link_method | operator_id | activity_id | unknown_actor | sender_municipality | matter_id"
REPORTS = f"""
    {_TOLD} | subject_type | known_at
    R1 | municipal_report | none | - | - | Granlunda Omsorg | 0180 | - | provider | 2026-05-02
    R2 | municipal_report | none | - | - | Granlunda Testsson | 0180 | - | provider | 2026-05-02
    R3 | tip | name_proposal | - | V3 | - | - | - | provider | 2026-05-02
    R4 | tip | id | - | V3 | - | 0380 | M1 | provider | 2026-05-02
    R5 | municipal_report | none | - | - | - | - | M1 | provider | 2026-05-04
    R6 | municipal_report | orgnr | 5560000043 | - | - | 0380 | - | provider | 2026-05-02
    R7 | municipal_report | orgnr | 5560000027 | - | - | 1480 | - | provider | 2026-05-02
    R8 | tip | name_proposal | - | V3 | Granlunda Omsorg | 0180 | M1 | individual | 2026-05-02
"""


def register(**more: str) -> dict[str, pl.DataFrame]:
    """The deliveries by table name; `more` are rows beside or instead of those above."""
    texts = {"operator": OPERATORS, "company": COMPANIES, "activity_version": SITES, "report": REPORTS} | more
    empty = {table: contract.create_empty() for table, contract in deliveries().items()}
    return empty | {table: delivered(deliveries()[table], text) for table, text in texts.items()}


def proposed(raw: dict[str, pl.DataFrame], day: dt.date = DAY) -> pl.DataFrame:
    """What is proposed on a day."""
    return proposals(derive_facts(raw), raw["report"], day)


def pairs(found: pl.DataFrame, kind: str) -> set[tuple[str, str]]:
    """The pairs of one kind."""
    return set(found.filter(pl.col("kind") == kind).select("left_id", "right_id").iter_rows())
