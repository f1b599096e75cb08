"""What somebody asks the register for, as it stands in an address: a text and codes of the contract."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from sources.identity import masked
from tables.exports.register import RegisteredActivity
from web.site.exported import labels_in

#: Parameter → the column of an activity that is to hold the code.
CODED = {
    "form": "form_code",
    "lan": "county_code",
    "kommun": "municipality_code",
    "drift": "operator_type",
    "status": "operating_status",
}
TEXT, LISTED, AFTER, MOST = "sok", "hvb", "efter", "antal"
YES_OR_NO = {"ja": True, "nej": False}
LONGEST = 120


class Wrong(ValueError):
    """A parameter that cannot be followed.

    Attributes:
        parameter: its name.
        remedy: a Swedish sentence. What was written is never in it.
    """

    def __init__(self, parameter: str, remedy: str) -> None:
        super().__init__(remedy)
        self.parameter, self.remedy = parameter, remedy


class PersonNumber(Wrong):
    """What was written can be a person's number: nobody is looked up by one."""

    def __init__(self) -> None:
        super().__init__(TEXT, "Det går inte att söka på personnummer. Sök på verksamhetens eller bolagets namn.")


@dataclass(frozen=True)
class Asked:
    """What is asked for.

    Attributes:
        text: a name, an organisation number or the id of an activity.
        codes: parameter of `CODED` → code.
        is_listed: whether the activity is to stand in the list of homes for children; `None` is either.
    """

    text: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    is_listed: bool | None = None

    @property
    def equal(self) -> dict[str, str | bool]:
        """Column → the value it is to have."""
        found: dict[str, str | bool] = {CODED[name]: code for name, code in self.codes.items()}
        return found if self.is_listed is None else {**found, "in_hvb_list": self.is_listed}

    def query(self, after: str | None = None) -> str:
        """The same as a query, with the key to go on after."""
        listed = None if self.is_listed is None else ("nej", "ja")[self.is_listed]
        told = {TEXT: self.text, **self.codes, LISTED: listed, AFTER: after}
        return urlencode({name: value for name, value in told.items() if value})

    def listed_only(self) -> "Asked":
        """The same among homes for children."""
        return replace(self, is_listed=True)


def read(query: QueryDict) -> Asked:
    """What is asked for in a query; other parameters than those known here are left to others.

    Raises:
        PersonNumber: the text holds what can be a person's number.
        Wrong: another parameter cannot be followed.
    """
    text = " ".join(query.get(TEXT, "").split())
    if masked(text) != text:
        raise PersonNumber
    if len(text) > LONGEST or "\0" in text:
        raise Wrong(TEXT, f"Skriv högst {LONGEST} tecken.")
    codes = {name: str(query[name]) for name in CODED if query.get(name)}
    for name, code in codes.items():
        if code not in choices(name):
            raise Wrong(name, "Ange en av koderna i beskrivningen.")
    listed = query.get(LISTED, "")
    if listed and listed not in YES_OR_NO:
        raise Wrong(LISTED, "Ange ja eller nej.")
    return Asked(text, codes, YES_OR_NO.get(listed))


def choices(parameter: str) -> Mapping[str, str]:
    """Code → word of a parameter of `CODED`, from the contract."""
    return labels_in(RegisteredActivity, CODED[parameter])
