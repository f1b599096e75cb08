"""What a list is narrowed by and how it is sorted, as a page asks for it."""

from dataclasses import dataclass, field, fields

#: Ways of sorting → what a reader calls them; the first is the order of the list itself.
SORTS = {
    "position": "plats",
    "activity_name": "verksamhet",
    "actor_name": "aktör",
    "municipality": "kommun",
    "coverage": "täckning",
}


@dataclass(frozen=True)
class Choice:
    """What a list is narrowed by; what is empty narrows nothing. Several codes of one kind are either of them.

    Attributes:
        division: the inspectorate's divisions.
        county_code: counties.
        municipality_code: municipalities; a protected place has none.
        form_code: forms of activity.
        operator_type: who stands behind the operator.
        band: bands.
        basis: ranked, insufficient, sole_trader.
        flag: kinds of work item beside the score, as the list words them.
        without: names of the above, of which the chosen codes are left out instead of kept.
        text: letters that the name of the activity or actor holds, at least three.
        only: activities, such as those assigned to somebody; `None` is all of them.
    """

    division: tuple[str, ...] = ()
    county_code: tuple[str, ...] = ()
    municipality_code: tuple[str, ...] = ()
    form_code: tuple[str, ...] = ()
    operator_type: tuple[str, ...] = ()
    band: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    text: str = ""
    only: frozenset[str] | None = field(default=None)

    def coded(self) -> dict[str, tuple[str, ...]]:
        """The columns of codes that narrow, with the codes chosen."""
        beside = {"flag", "without", "text", "only"}
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name not in beside
                and getattr(self, one.name)}  # fmt: skip
