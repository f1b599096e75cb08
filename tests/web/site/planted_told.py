"""What two municipalities have been told of others' reports in the planted home: an export of profile `inter_board`."""

from tables.exports import files
from tables.exports.inter_board import InterBoardPattern, InterBoardReport, YearlyReports
from tests.web.conftest import frame
from tests.web.planted import ORGANISATION, day
from tests.web.site.planted_municipal import DAY, OURS, THEIRS

TOLD_OF, TOLD_TO_OTHERS = "Videungens Omsorg AB", "Havets Boende AB"
_ABOUT = {"operator_number": ORGANISATION, "operator_name": TOLD_OF}
_ABOUT_OTHERS = {"operator_number": "5560000027", "operator_name": TOLD_TO_OTHERS}


def reports():
    first = {"report_id": "R-1", "kind": "municipal_report", "reported_by": "1480", "reported_at": day("2026-01-10")}
    later = {"report_id": "R-2", "kind": "police_report", "reported_by": "0136", "reported_at": day("2026-02-11")}
    stands = {"standing": "standing", "told_on": day("2026-03-31"), "cleared_on": None}
    cleared = {"standing": "cleared", "told_on": day("2026-02-28"), "cleared_on": day("2026-05-31")}
    return [
        {"recipient": OURS, **first, **_ABOUT, "grounds": "unlicensed|serious_deficiency", **stands},
        {"recipient": OURS, **later, **_ABOUT, "grounds": None, **cleared},
        {"recipient": THEIRS, **first, **_ABOUT_OTHERS, "grounds": "unsuitable", **stands},
    ]


def patterns():
    counted = {"n_reports": 3, "n_boards": 2, "latest": day("2026-01-10")}
    return [{"recipient": OURS, **_ABOUT, **counted}, {"recipient": THEIRS, **_ABOUT_OTHERS, **counted}]


def years():
    rows = []
    for year, known_on in ((2024, "2025-03-01"), (2025, "2026-03-01"), (2026, "2026-06-30")):
        about = {"year": year, "known_on": day(known_on), "is_preliminary": year == 2026, "kind": "municipal_report"}
        for subject in ("provider", "individual"):
            country = {"reported_by": None, "n": 40, "low": 28.6, "high": 54.5}
            rows.append({**about, "subject_type": subject, **country})
        rows.append({**about, "subject_type": "provider", "reported_by": OURS, "n": 2, "low": 0.24, "high": 7.22})
        rows.append({**about, "subject_type": "provider", "reported_by": THEIRS, "n": 31, "low": 21.1, "high": 44.0})
    return rows


def plant_told(home, run_id):
    """Write the export beside the others of the run."""
    rows = {InterBoardReport: reports, InterBoardPattern: patterns, YearlyReports: years}
    files.write(
        home, run_id, DAY, "inter_board", {contract: frame(contract, made()) for contract, made in rows.items()}
    )
