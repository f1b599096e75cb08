"""What each measure is, in Swedish: what is counted, among what, and during which time."""

from typing import NamedTuple

import polars as pl

from indicators.learning.following import AFTER_ORDER, AFTER_PERMIT, AFTER_RETURN, BECOMES_KNOWN
from indicators.learning.permit import REMEMBERED
from indicators.learning.theme import LOOKED_BACK
from tables.marts.learning import Definition


class Meaning(NamedTuple):
    """What one measure is."""

    label: str
    unit: str
    definition: str
    denominator: str
    period: str


_ORDERS = "Beslut om föreläggande, eller om kritik, som gäller en verksamhet och som ingen domstol har upphävt."
_AFTER_ORDER = (
    f"Beslutsåret. Varje beslut följs i {AFTER_ORDER} månader, och räknas när det och ytterligare {BECOMES_KNOWN} "
    "månader har gått."
)
_GRANTED = "Tillstånd som registret kopplar till en verksamhet, beviljade efter den första kända inspektionen."
_AFTER_PERMIT = (
    f"Året då tillståndet gavs. Varje tillstånd följs i {AFTER_PERMIT} månader, och räknas när det och ytterligare "
    f"{BECOMES_KNOWN} månader har gått."
)
_FOUND = f"De {LOOKED_BACK} månaderna till och med dagen."
_DEFICIENCIES = "Brister i området hos verksamheter av formen."
_SENT = f"Året då klagomålet återlämnades. Varje klagomål följs i {AFTER_RETURN} månader."
_RETURNS = "Klagomål som har återlämnats till kommunen och har följts hela tiden."
_PEERS = "öppna verksamheter av samma form som inte fick föreläggande eller kritik under samma dagar"

MEANINGS = {
    ("effect", "planned"): Meaning(
        "Åtgärd planerad", "share", "Minst en åtgärd är planerad till en dag inom tiden.", _ORDERS, _AFTER_ORDER
    ),
    ("effect", "verified"): Meaning(
        "Kontrollerat", "share", "Alla planerade åtgärder har kontrollerats av myndigheten inom tiden.", _ORDERS,
        _AFTER_ORDER,
    ),
    ("effect", "done"): Meaning(
        "Genomfört", "share", "Kontrollen visade att alla åtgärder var genomförda.", _ORDERS, _AFTER_ORDER
    ),
    ("effect", "effect"): Meaning(
        "Med effekt", "share", "Kontrollen visade att alla åtgärder var genomförda med effekt.", _ORDERS, _AFTER_ORDER
    ),
    ("effect", "effect_of_verified"): Meaning(
        "Med effekt, av kontrollerade", "share", "Alla åtgärder var genomförda med effekt.",
        "Beslut vars alla åtgärder har kontrollerats.", _AFTER_ORDER,
    ),
    ("effect", "complied"): Meaning(
        "Följt i tid", "share", "Beslutet är följt senast den sista dagen.",
        "Förelägganden vars sista dag ligger inom tiden.", _AFTER_ORDER,
    ),
    ("effect", "looked_again"): Meaning(
        "Inspekterad igen", "share", "Verksamheten har inspekterats efter beslutsdagen.",
        "Beslut med minst en brist som verksamheten svarar för.", _AFTER_ORDER,
    ),
    ("effect", "again"): Meaning(
        "Ny brist i samma område", "share", "En ny brist i något av beslutets områden, funnen efter beslutsdagen.",
        "Beslut med brist vars verksamhet har inspekterats igen. Den som inte har inspekterats är okänd, inte utan "
        "brist.", _AFTER_ORDER,
    ),
    ("effect", "reports_before"): Meaning(
        "Klagomål och tips före", "ratio",
        f"Klagomål och tips under {AFTER_ORDER} månader före beslutet, mot medeltalet hos {_PEERS}.",
        "Beslut som det finns minst fem sådana verksamheter att jämföra med.", _AFTER_ORDER,
    ),
    ("effect", "reports_after"): Meaning(
        "Klagomål och tips efter", "ratio",
        f"Klagomål och tips under {AFTER_ORDER} månader efter beslutet, mot medeltalet hos {_PEERS}.",
        "Beslut som det finns minst fem sådana verksamheter att jämföra med.", _AFTER_ORDER,
    ),
    ("effect", "reports_change"): Meaning(
        "Ändring mot jämförbara", "ratio",
        "Kvoten efter delad med kvoten före; 1 är ingen ändring. Den som får ett beslut har ofta fler klagomål än "
        "vanligt just då, och färre sedan, även utan beslut.",
        "Beslut som det finns minst fem sådana verksamheter att jämföra med.", _AFTER_ORDER,
    ),
    ("permit", "joined"): Meaning(
        "Kopplade till en verksamhet", "share", "Registret säger vilken verksamhet tillståndet gäller.",
        "Tillstånd beviljade efter den första kända inspektionen.", _AFTER_PERMIT,
    ),
    ("permit", "inspected"): Meaning(
        "Inspekterade", "share", "Verksamheten har inspekterats inom tiden.", _GRANTED, _AFTER_PERMIT
    ),
    ("permit", "serious"): Meaning(
        "Allvarlig brist", "share", "En brist av allvar 3 eller 4 som verksamheten svarar för.",
        "De som har inspekterats inom tiden.", _AFTER_PERMIT,
    ),
    ("permit", "hit"): Meaning(
        "Allvarlig brist eller ingripande", "share", "Utfallet Q av en inspektion inom tiden.",
        "De vars inspektion har bedömts.", _AFTER_PERMIT,
    ),
    ("permit", "intervened"): Meaning(
        "Ingripande", "share", "Föreläggande, förbud eller återkallelse inom tiden.", _GRANTED, _AFTER_PERMIT
    ),
    ("permit", "calibration"): Meaning(
        "Utfall mot väntat", "ratio",
        "Antal med utfallet Q, mot väntat om var och en hade andelen hos alla tillstånd av samma form. 1 är som "
        "väntat.", "De vars inspektion har bedömts.", _AFTER_PERMIT,
    ),
    ("permit", "later_granted"): Meaning(
        "Bifall senare", "share", "Samma aktör har fått ett nytt tillstånd inom tiden.",
        "Avslag på ansökan om nytt tillstånd.", _AFTER_PERMIT,
    ),
    ("permit", "reported"): Meaning(
        "Anmäld för att driva utan tillstånd", "share", "Minst en anmälan med den grunden om aktören inom tiden.",
        "Avslag på ansökan om nytt tillstånd.", _AFTER_PERMIT,
    ),
    ("permit", "conditions"): Meaning(
        "Villkor i tillståndet", "count", "Ingen leverans innehåller villkor.", _GRANTED, _AFTER_PERMIT
    ),
    ("permit", "completions"): Meaning(
        "Kompletteringar", "count", "Ingen leverans innehåller begärda kompletteringar.", _GRANTED, _AFTER_PERMIT
    ),
    ("permit", "legs_of_granted"): Meaning(
        "Varje grund för sig vid bifall", "count",
        f"Grund finns bara vid avslag. Här följs därför avslag under {REMEMBERED} månader före bifallet.", _GRANTED,
        _AFTER_PERMIT,
    ),
    ("theme", "common"): Meaning(
        "Har bristen", "share", "Verksamheter där minst en brist i området har hittats.",
        "Verksamheter av formen som har inspekterats. De är inte valda på måfå.", _FOUND,
    ),
    ("theme", "serious"): Meaning(
        "Av allvar 3 eller 4", "share", "Brister av allvar 3 eller 4.", _DEFICIENCIES, _FOUND
    ),
    ("theme", "answered"): Meaning(
        "Åtgärd planerad", "share", "Beslutet om bristen har minst en planerad åtgärd.", _DEFICIENCIES, _FOUND
    ),
    ("theme", "checked"): Meaning(
        "Kontrollerat", "share", "Minst en åtgärd har kontrollerats av myndigheten.", _DEFICIENCIES, _FOUND
    ),
    ("theme", "helped"): Meaning(
        "Hjälpte", "share", "Alla kontrollerade åtgärder var genomförda med effekt.",
        "Brister med minst en kontrollerad åtgärd.", _FOUND,
    ),
    ("returned", "fed_back"): Meaning(
        "Utfall återkopplat", "share", "Ett senare läge säger vad det blev av klagomålet, inom tiden.", _RETURNS, _SENT
    ),
    ("returned", "days_lower"): Meaning(
        "Dagar till en av fyra fått utfall", "days", "Dagen då en fjärdedel av alla återlämnade hade ett utfall.",
        _RETURNS, _SENT,
    ),
    ("returned", "days_median"): Meaning(
        "Dagar till hälften fått utfall", "days", "Dagen då hälften av alla återlämnade hade ett utfall.", _RETURNS,
        _SENT,
    ),
    ("returned", "days_upper"): Meaning(
        "Dagar till tre av fyra fått utfall", "days", "Dagen då tre fjärdedelar av alla återlämnade hade ett utfall.",
        _RETURNS, _SENT,
    ),
    ("returned", "not_yet"): Meaning(
        "Ännu inte följda hela tiden", "count", "Återlämnade så sent att hela tiden inte har gått; räknas inte än.",
        "Alla återlämnade klagomål.", "Månaderna närmast före dagen.",
    ),
    ("returned", "unplaced"): Meaning(
        "Utan känd kommungrupp", "count",
        "Klagomål som varken nämner en verksamhet i registret eller en avsändande kommun.", _RETURNS, _SENT,
    ),
    ("returned", "told_to_the_person"): Meaning(
        "Besked till den enskilde", "share", "Ingen leverans säger om den enskilde har fått besked.", _RETURNS, _SENT
    ),
}  # fmt: skip


def definitions() -> pl.DataFrame:
    """The definitions as rows of `Definition`."""
    rows = [{"part": part, "measure": measure, **one._asdict()} for (part, measure), one in MEANINGS.items()]
    return Definition.validate(pl.DataFrame(rows), cast=True)
