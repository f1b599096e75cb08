"""Made-up names of operators, activities and streets. No person's name occurs.

Which operator or activity gets which name is drawn here; everything else about them belongs in `population.py`.
"""

import numpy as np
import polars as pl

from sources.synthetic.draws import Ints, Rng, Texts

_FIRST = (
    "Björk",
    "Tall",
    "Gran",
    "Ek",
    "Lind",
    "Asp",
    "Rönn",
    "Hassel",
    "Sten",
    "Berg",
    "Sjö",
    "Å",
    "Kvarn",
    "Ängs",
    "Sol",
    "Måne",
    "Norr",
    "Söder",
    "Väster",
    "Öster",
    "Lärk",
    "Svan",
    "Tran",
    "Ljung",
    "Blåklocke",
    "Vinter",
    "Sommar",
    "Höst",
    "Vår",
    "Klock",
    "Brygg",
    "Fyr",
    "Hav",
    "Skogs",
    "Mark",
    "Hag",
    "Lund",
    "Dal",
    "Moss",
    "Alm",
)
_SECOND = (
    "backen",
    "gården",
    "hagen",
    "lunden",
    "ängen",
    "dalen",
    "kullen",
    "viken",
    "näset",
    "bäcken",
    "stigen",
    "torpet",
    "bruket",
    "höjden",
    "strand",
    "gläntan",
    "parken",
    "källan",
    "udden",
    "åsen",
)
_TRADE = (
    "Omsorg",
    "Vård",
    "Assistans",
    "Stöd & Behandling",
    "Behandlingshem",
    "LSS",
    "Hemtjänst",
    "Vårdboende",
    "Familjestöd",
    "Care",
)
_STREETS = (
    "Storgatan",
    "Kyrkvägen",
    "Skolgatan",
    "Björkvägen",
    "Stationsgatan",
    "Ringvägen",
    "Ängsvägen",
    "Industrigatan",
    "Parkgatan",
    "Strandvägen",
    "Kvarnvägen",
    "Lillgatan",
    "Åkervägen",
    "Lundvägen",
    "Backgatan",
    "Torggatan",
    "Hamngatan",
    "Slottsvägen",
    "Bruksgatan",
    "Nygatan",
    "Fabriksgatan",
    "Trädgårdsgatan",
    "Järnvägsgatan",
    "Kungsgatan",
    "Drottninggatan",
    "Prästgatan",
    "Vallgatan",
    "Norra vägen",
    "Södra vägen",
    "Västra vägen",
    "Östra vägen",
    "Granvägen",
    "Tallvägen",
    "Ekvägen",
    "Lindvägen",
    "Aspvägen",
    "Rönnvägen",
    "Sjövägen",
    "Bergsvägen",
    "Skogsvägen",
    "Solvägen",
    "Dalvägen",
    "Kullvägen",
    "Hagvägen",
    "Åsvägen",
    "Bäckvägen",
    "Brovägen",
    "Smedvägen",
)
_KIND = {
    "HVB": "behandlingshem",
    "STODB": "stödboende",
    "SKYDD": "skyddade boende",
    "SABO": "vård- och omsorgsboende",
    "TRYGG": "trygghetsboende",
    "BMSS": "boendestöd",
    "KORTB": "korttidsboende",
    "DAGV": "dagverksamhet",
    "KONS": "familjehemskonsulenter",
    "HTJ": "hemtjänst",
    "LSS2": "personliga assistans",
    "LSS3": "ledsagarservice",
    "LSS4": "kontaktpersoner",
    "LSS5": "avlösarservice",
    "LSS6": "korttidshem",
    "LSS7": "korttidstillsyn",
    "LSS8": "barn- och ungdomsboende",
    "LSS9": "gruppbostad",
    "LSS10": "dagliga verksamhet",
    "SIS": "ungdomshem",
}
_ENDING = {
    "AB": " AB",
    "HB": " HB",
    "KB": " KB",
    "EK": " ek. för.",
    "IF": "s förening",
    "ST": "s stiftelse",
    "TS": "s församling",
    "EF": ", enskild firma",
}


def _chosen(words: tuple[str, ...], index: Ints) -> pl.Series:
    return pl.Series(np.array(words)[index % len(words)])


def operator_names(rng: Rng, legal_form: Texts) -> pl.Series:
    """Names of private operators."""
    n = len(legal_form)
    number = rng.permutation(n)
    first, second = _chosen(_FIRST, number), _chosen(_SECOND, number // len(_FIRST))
    trade = _chosen(_TRADE, number // (len(_FIRST) * len(_SECOND)) + rng.integers(0, 3, n))
    ending = pl.Series([_ENDING.get(str(form), "") for form in np.unique(legal_form)])
    return first + second + " " + trade + ending.gather(np.unique(legal_form, return_inverse=True)[1])


def activity_names(rng: Rng, form_code: Texts) -> pl.Series:
    """Names of activities: a place-like word and what the activity is."""
    n = len(form_code)
    number = rng.integers(0, len(_FIRST) * len(_SECOND), n)
    codes, position = np.unique(form_code, return_inverse=True)
    kind = pl.Series([_KIND[str(code)] for code in codes]).gather(position)
    return _chosen(_FIRST, number) + _chosen(_SECOND, number // len(_FIRST)) + "s " + kind


def addresses(rng: Rng, n: int) -> pl.Series:
    """Street and number."""
    street = _chosen(_STREETS, rng.integers(0, len(_STREETS), n))
    return street + " " + pl.Series(rng.integers(1, 400, n)).cast(pl.String)
