"""The made-up users of the demonstration."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as: claims as a provider of the inspectorate could tell them."""

    subject: str
    name: str
    roles: tuple[str, ...]
    regions: tuple[str, ...] = ()
    municipality: str = ""

    def get_user_id(self) -> str:
        """What the protocol calls the person."""
        return self.subject


PEOPLE = (
    Person("inga-inspektor", "Inga Inspektör", ("inspector",), ("syd", "sydost")),
    Person("nils-norr", "Nils Norr, inspektör i norr", ("inspector",), ("nord",)),
    Person("tova-tillstand", "Tova Tillstånd", ("permit_investigator",), ("ost",)),
    Person("anton-analytiker", "Anton Analytiker", ("analyst",)),
    Person("greta-granskare", "Greta Granskare", ("auditor",)),
    Person("adam-administrator", "Adam Administratör", ("administrator",)),
    Person("maja-malmo", "Maja Malmö, kommunen 1280", ("municipality",), municipality="1280"),
    Person("sten-stockholm", "Sten Stockholm, kommunen 0180", ("municipality",), municipality="0180"),
    Person("ulla-umea", "Ulla Umeå, kommunen 2480", ("municipality",), municipality="2480"),
    Person("rolf-utan-roll", "Rolf Utan Roll", ()),
)
BY_SUBJECT = {one.subject: one for one in PEOPLE}
