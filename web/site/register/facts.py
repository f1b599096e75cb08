"""What the register holds of one activity, in words."""

from typing import Any

import polars as pl

from tables.code_lists import code_list, labels_of
from web import wording
from web.site.exported import Row

#: Forms run from an office: they lie in no municipality, which is not the same as an unknown one.
_NOWHERE = frozenset(code_list("forms").filter(pl.col("site_bound") == "0")["code"])
_NO_PLACE = "ingen särskild"


def place(row: Row) -> str | None:
    """The municipality that an activity lies in; words where its form lies in none, and `None` where it is unknown."""
    name: str | None = row["municipality_name"]
    return name or (_NO_PLACE if row["form_code"] in _NOWHERE else None)


def facts(row: Row) -> list[tuple[str, Any]]:
    """Word and value; what the register does not hold is `None`."""
    number = row["operator_number"]
    facts = [
        ("Form", wording.sentence(row["form_code_text"])),
        ("Utförare", row["operator_name"]),
        ("Organisationsnummer", f"{number[:6]}-{number[6:]}" if number else "visas inte för fysiska personer"),
        ("Driftsform", row["operator_type_text"]),
        ("Kommun", place(row)),
        ("Län", row.get("county_code_text") or (_NO_PLACE if row["form_code"] in _NOWHERE else None)),
        ("Inriktning", _words("orientations", row["orientation"])),
        ("Målgrupper", _words("target_groups", row["target_groups"])),
        ("Åldrar", _ages(row["age_from"], row["age_to"])),
        ("Platser", row["max_places"]),
        ("Tar emot barn och unga", "ja" if row["for_children"] else "nej"),
        ("Driftsläge", f"{row['operating_status_text']} sedan {row['status_from']}"),
        ("I HVB-förteckningen", "ja" if row["in_hvb_list"] else "nej"),
        ("Verksamhetens id", row["activity_id"]),
    ]
    permit = row["permit_date"]
    if row["operator_type"] == "private":
        facts.insert(12, ("Tillstånd beviljat", f"{permit}" if permit else None))
    return facts


def _words(codes: str, told: str | None) -> str | None:
    """Codes with | between, as words."""
    return ", ".join(labels_of(codes).get(code, code) for code in told.split("|")) if told else None


def _ages(low: int | None, high: int | None) -> str | None:
    if low is None and high is None:
        return None
    if low is None:
        return f"till och med {high} år"
    return f"från {low} år" if high is None else f"{low}–{high} år"
