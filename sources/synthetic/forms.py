"""How common each form of activity is, who runs it and how large it is. Figures are for the full register of 25 000.

The code list `tables/code_list_data/forms.csv` says what a form is; here is only how much of it there is.
"""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sources.synthetic.draws import Flags, Ints, Texts
from tables.code_lists import code_list
from tables.months import day_number


class FormShare(NamedTuple):
    """One form: how many of 25 000, share private, share regional, and places (mean; 0 = none)."""

    number: float
    private: float
    regional: float
    places: float


SHARES: dict[str, FormShare] = {
    "HVB": FormShare(1250, 0.77, 0.01, 9),
    "STODB": FormShare(630, 0.64, 0.0, 10),
    "SKYDD": FormShare(330, 0.70, 0.0, 12),
    "SABO": FormShare(1960, 0.24, 0.0, 46),
    "TRYGG": FormShare(120, 0.20, 0.0, 0),
    "BMSS": FormShare(700, 0.15, 0.0, 10),
    "KORTB": FormShare(500, 0.15, 0.02, 14),
    "DAGV": FormShare(1400, 0.35, 0.03, 18),
    "KONS": FormShare(350, 1.0, 0.0, 0),
    "HTJ": FormShare(2300, 0.55, 0.0, 0),
    "LSS2": FormShare(1300, 0.75, 0.0, 0),
    "LSS3": FormShare(700, 0.30, 0.0, 0),
    "LSS4": FormShare(600, 0.20, 0.0, 0),
    "LSS5": FormShare(700, 0.30, 0.0, 0),
    "LSS6": FormShare(1300, 0.30, 0.01, 6),
    "LSS7": FormShare(700, 0.15, 0.0, 12),
    "LSS8": FormShare(420, 0.45, 0.01, 5),
    "LSS9": FormShare(6417, 0.29, 0.0, 6),
    "LSS10": FormShare(3300, 0.25, 0.0, 20),
    "SIS": FormShare(23, 0.0, 0.0, 24),
}

#: Forms whose units for children are inspected every year.
CHILDREN = {"HVB": 0.55, "STODB": 1.0, "SKYDD": 0.7}
#: Orientation and target groups by form, as the register writes them.
ORIENTATION = {
    "HVB": ("unga|utredning", "unga|behandling", "vuxna|missbruk", "vuxna|psykiatri"),
    "STODB": ("unga", "unga|eftervard"),
    "SKYDD": ("valdsutsatta",),
    "SIS": ("unga|lvu",),
    "SABO": ("aldre", "aldre|demens"),
    "HTJ": ("aldre|service", "aldre|omvardnad"),
}
GROUPS = {
    "HVB": ("psykisk_ohalsa", "missbruk", "kriminalitet|psykisk_ohalsa"),
    "SKYDD": ("valdsutsatta|medfoljande_barn",),
    "SABO": ("aldre",),
    "HTJ": ("aldre",),
    "STODB": ("psykisk_ohalsa", "eftervard"),
    "SIS": ("kriminalitet",),
    "BMSS": ("psykisk_ohalsa", "intellektuell"),
    "KORTB": ("aldre", "intellektuell"),
    "DAGV": ("aldre", "missbruk"),
    "KONS": ("unga",),
}
AGES = {
    "HVB": (13, 20),
    "STODB": (16, 20),
    "SABO": (65, 110),
    "TRYGG": (65, 110),
    "HTJ": (65, 110),
    "LSS7": (12, 20),
    "LSS8": (7, 21),
    "SIS": (12, 21),
}


@dataclass(frozen=True)
class FormFacts:
    """Facts of the code list, lined up with an array of form codes."""

    site_bound: Flags
    has_places: Flags
    permit_private: Flags
    valid_from: Ints
    is_lss: Flags
    residential: Flags


def facts(form_code: Texts) -> FormFacts:
    """What the code list says about each of the given forms."""
    rows = {row["code"]: row for row in code_list("forms").iter_rows(named=True)}
    codes, position = np.unique(form_code, return_inverse=True)
    table = [rows[str(code)] for code in codes]

    def flag(column: str) -> Flags:
        return np.array([row[column] == "1" for row in table])[position]

    first = np.array([day_number(row["valid_from"] or dt.date(1998, 1, 1)) for row in table])
    return FormFacts(
        site_bound=flag("site_bound"),
        has_places=flag("has_places"),
        permit_private=flag("permit_private"),
        valid_from=first[position],
        is_lss=np.array([row["law"] == "LSS" for row in table])[position],
        residential=flag("residential"),
    )


def counts(activities: int, until: int) -> dict[str, int]:
    """How many of each form in a register of this size; every form known by then has at least one; they sum up."""
    exists = facts(np.array(list(SHARES))).valid_from < until
    shares = np.array([share.number for share in SHARES.values()]) * exists
    wanted = shares / shares.sum() * activities
    whole = np.maximum(np.floor(wanted), exists).astype(np.int64)
    most = int(np.argmax(shares))
    rest = np.argsort(whole - wanted, kind="stable")
    whole[rest[: max(0, activities - int(whole.sum()))]] += 1
    whole[most] += activities - int(whole.sum())
    return dict(zip(SHARES, whole.tolist(), strict=True))
