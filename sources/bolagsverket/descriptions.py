"""Whether the description of a business includes care. The text is read and let go; only the answer is kept.

The words are those of the Social Services Act and of LSS, and how companies write them. A word that misses is worse
than one that takes too much: the indicator asks about companies that run care but do not say so.
"""

import re

#: As they are written, or as the beginning of a word.
_BEGINNINGS = (
    "omsorg",
    "äldreomsorg",
    "barnomsorg",
    "funktionshinderomsorg",
    "hemtjänst",
    "hemvård",
    "hemsjukvård",
    "sjukvård",
    "äldrevård",
    "åldringsvård",
    "missbruksvård",
    "ungdomsvård",
    "behandlingshem",
    "hvb",
    "familjehem",
    "jourhem",
    "stödboende",
    "stödjour",
    "äldreboende",
    "demensboende",
    "gruppboende",
    "gruppbostad",
    "servicebostad",
    "korttidsboende",
    "korttidshem",
    "korttidsvistelse",
    "korttidstillsyn",
    "lss",
    "sol-verksamhet",
    "socialtjänst",
    "ledsagar",
    "ledsagning",
    "avlösarservice",
    "boendestöd",
    "kontaktperson",
    "funktionshinder",
    "funktionsneds",
    "personlig assistans",
    "personliga assistenter",
    "assistansersättning",
    "assistansbolag",
    "assistansverksamhet",
    "assistansanordnar",
    "daglig verksamhet",
    "dagverksamhet",
    "hem för vård",
    "särskilt boende",
    "särskilda boende",
    "särskild service",
    "skyddat boende",
    "skyddade boende",
    "öppenvård",
    "sociala insatser",
    "vård av",
    "vård och",
    "vård-",
    "vårdboende",
    "vårdhem",
)
_CARE = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, _BEGINNINGS)) + ")", re.IGNORECASE)


def describes_care(description: str | None) -> bool | None:
    """Whether a description of a business includes care; nothing where there is no description."""
    text = " ".join((description or "").replace("\\n", " ").split())
    return bool(_CARE.search(text)) if text.strip("\\ ") else None
