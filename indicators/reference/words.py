"""What the choices of a definition are called in Swedish, for pages and screens that show a definition."""

from collections.abc import Mapping

from indicators.definition import Direction, Indicator, Level, Scope, Shrinkage, Unit
from tables.code_lists import labels_of

LEVELS: Mapping[Level, str] = {
    Level.ACTIVITY: "verksamheten",
    Level.ACTOR: "aktören",
    Level.MUNICIPALITY: "kommunen",
}
#: Many of a level, for headings over figures.
LEVELS_IN_PLURAL: Mapping[Level, str] = {
    Level.ACTIVITY: "verksamheter",
    Level.ACTOR: "aktörer",
    Level.MUNICIPALITY: "kommuner",
}
UNITS: Mapping[Unit, str] = {
    Unit.FLAG: "ja eller nej",
    Unit.STATE: "tillstånd",
    Unit.COUNT: "antal",
    Unit.POINTS: "poäng",
    Unit.DAYS: "dagar",
    Unit.SHARE: "andel",
    Unit.RATIO: "kvot mot det förväntade",
    Unit.RATE: "antal i förhållande till storlek",
    Unit.LOG_RATIO: "förändring, logaritmerad kvot",
    Unit.AMOUNT: "kronor",
    Unit.HEADS: "antal, jämfört efter sin logaritm",
    Unit.MONTHS: "månader",
    Unit.KILOMETRES: "kilometer",
    Unit.SURPRISE: "hur oväntat antalet är, −log₁₀ av sannolikheten",
    Unit.PERCENTILE: "andel som ligger lägre",
}
DIRECTIONS: Mapping[Direction, str] = {
    Direction.HIGHER: "högre värde är sämre",
    Direction.LOWER: "lägre värde är sämre",
    Direction.FLAG: "ett faktum som antingen föreligger eller inte",
    Direction.CONTEXT: "visas som bakgrund och ger aldrig poäng",
}
SCOPES: Mapping[Scope, str] = {
    Scope.ALL: "alla verksamheter",
    Scope.PERMIT: "tillståndspliktiga enskilda verksamheter",
    Scope.PUBLIC: "kommunala och regionala verksamheter i egen regi",
    Scope.CHILDREN: "hem för barn och unga",
    Scope.RESIDENTIAL: "boenden",
    Scope.COMPANY: "aktörer som är bolag",
    Scope.LIMITED: "aktiebolag",
    Scope.HANDS_ON: "bolag i former där personal ger omsorg på plats",
    Scope.MANAGER: "former där lagen kräver föreståndare",
    Scope.REGISTER_CONTROL: "former där personalen ska registerkontrolleras",
    Scope.LEX_SARAH: "verksamheter med skyldighet att anmäla enligt lex Sarah",
}
ESTIMATES: Mapping[Shrinkage, str] = {
    Shrinkage.GAMMA_POISSON: "Kvoten dras mot jämförelsegruppen, mest vid litet underlag: (κ + y) / (κ + E).",
    Shrinkage.BETA_BINOMIAL: "Andelen dras mot jämförelsegruppen, mest vid litet underlag: (a + y) / (a + b + n).",
    Shrinkage.GAMMA_RATE: "Takten dras mot jämförelsegruppens, mest vid litet underlag: (form + y) / (takt + E).",
    Shrinkage.POOLED_MEAN: "Medelvärdet dras mot jämförelsegruppens, m, mest vid litet underlag.",
}
#: Families of forms, the widest peer groups.
FORM_FAMILIES: Mapping[str, str] = {
    "heldygnsvard": "hem för barn och unga, skyddat boende",
    "vuxenboende": "boende för äldre och vuxna",
    "lss_boende": "LSS-boende och korttidsvistelse",
    "dagverksamhet": "dagverksamhet",
    "konsulent": "familjehemskonsulenter",
    "hemnara": "hemtjänst, assistans och stöd i hemmet",
}


def targets(indicator: Indicator) -> str:
    """The targets it is defined for in words, or nothing."""
    labels = labels_of("targets")
    return ", ".join(f"{target.value} {labels[target.value]}" for target in indicator.targets)
