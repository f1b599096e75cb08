"""What is wrong with a refused row and what to do about it: rule → Swedish sentence for the one who sent the file.

A sentence names what was expected and the remedy. Where the value itself shows what happened (a decimal comma, a date
in another style, two columns that changed places), it says that. Values come here masked.
"""

import difflib
import re
from collections.abc import Callable

import dataframely as dy

from sources.errors import wording
from sources.rules import ISO_DATE
from tables.code_lists import code_list, codes_of, labels_of
from tables.raw import Delivery

#: A list longer than this is not spelled out.
LONGEST_LIST = 12
_MONTHS = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|may|oct"
_DATE_STYLES = (
    (
        r"^\d{1,2}/\d{1,2}[/ ]\d{2,4}$",
        "Datumet är skrivet med snedstreck; det går inte att veta vad som är dag och månad.",
    ),
    (r"^\d{1,2}\.\d{1,2}\.\d{2,4}$", "Datumet är skrivet med punkter."),
    (r"^\d{8}$", "Datumet är skrivet utan bindestreck."),
    (r"^\d{2}-\d{2}-\d{2}$", "Årtalet är skrivet med två siffror."),
    (rf"(?i)^\d{{1,2}}[ -](?:{_MONTHS})", "Månaden är skriven med bokstäver."),
    (r"^\d{4}-\d{2}-\d{2}[ T]", "Datumet har ett klockslag."),
    (r"^\d{5}$", "Värdet är Excels interna dagnummer."),
    (ISO_DATE, "Dagen finns inte i kalendern."),
)


def remedy(rule: str, column: str, value: str | None, contract: type[Delivery]) -> str:
    """The Swedish sentence for a broken rule in one cell."""
    told = _TOLD.get(rule)
    if told is not None and column:
        return told(column, value or "", contract)
    return wording("row").get(rule) or wording("row")["other"].format(rule=rule)


def _date(column: str, value: str, contract: type[Delivery]) -> str:
    for style, what in _DATE_STYLES:
        if re.match(style, value):
            return f"{what} Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2026-03-01."
    meant = _column_of_code(value, contract)
    if meant:
        return wording("row")["swapped"].format(column=column, meant=meant)
    return wording("row")["not_a_date"]


def _number(_column: str, value: str, _contract: type[Delivery]) -> str:
    if re.fullmatch(r"-?\d+,\d+", value):
        return f"Talet har decimalkomma. Skriv det med decimalpunkt: {value.replace(',', '.')}."
    if re.fullmatch(r"-?\d{1,3}(?:[ \u00a0.,]\d{3})+", value):
        digits = re.sub(r"[^\d-]", "", value)
        return f"Talet har tusentalsavgränsare. Skriv det utan: {digits}."
    if re.match(r"-?\d", value):
        return "Talet har ett tillägg, som enhet eller valuta. Skriv bara siffror, med decimalpunkt där det behövs."
    return wording("row")["not_a_number"]


def _whole_number(column: str, value: str, contract: type[Delivery]) -> str:
    if re.fullmatch(r"-?\d+[.,]\d+", value):
        return "Kolumnen tar bara heltal. Skriv talet utan decimaler."
    return _number(column, value, contract)


def _code(column: str, value: str, contract: type[Delivery]) -> str:
    name = str(contract.notes(column)["codes"])
    meant = _close_code(name, value)
    if meant:
        return f"Koden är okänd. Menas {meant} ({labels_of(name)[meant]})? Skriv i så fall {meant}."
    if re.match(ISO_DATE, value):
        return f"Värdet är ett datum, inte en kod ur listan {name}. Har kolumnerna bytt plats? Rätta rubrikerna."
    codes = codes_of(name)
    if len(codes) > LONGEST_LIST:
        return f"Koden är okänd. Använd en av koderna i listan {name}, till exempel {codes[0]}."
    return f"Koden är okänd. Använd en av: {', '.join(codes)}."


def _close_code(name: str, value: str) -> str | None:
    lowered = {code.casefold(): code for code in codes_of(name)}
    lowered |= {label.casefold(): code for code, label in labels_of(name).items()}
    wanted = value.casefold()
    if wanted.zfill(4) in lowered:
        return lowered[wanted.zfill(4)]
    close = difflib.get_close_matches(wanted[:80], lowered, n=1, cutoff=0.75)
    return lowered[close[0]] if close else None


def _code_in_force(column: str, value: str, contract: type[Delivery]) -> str:
    name = str(contract.notes(column)["codes"])
    periods = [
        f"från {since}" if until is None else f"från {since} till {until}"
        for code, since, until in code_list(name).select("code", "valid_from", "valid_to").iter_rows()
        if code == value
    ]
    return f"Koden gällde inte den dagen ({', '.join(periods)}). Rätta datumet, eller använd den kod som gällde då."


def _range(column: str, _value: str, contract: type[Delivery]) -> str:
    bounds = contract.columns()[column]
    if isinstance(bounds, dy.Date):
        return wording("row")["date_out_of_range"]
    least, most = getattr(bounds, "min", None), getattr(bounds, "max", None)
    if most is None:
        return f"Talet får inte vara mindre än {least:g}. Rätta talet."
    return f"Talet ska ligga mellan {least:g} och {most:g}. Rätta talet."


def _length(column: str, _value: str, contract: type[Delivery]) -> str:
    longest = getattr(contract.columns()[column], "max_length", None)
    return f"Texten är längre än {longest} tecken. Korta den; långa beskrivningar ska inte lämnas."


def _column_of_code(value: str, contract: type[Delivery]) -> str | None:
    for name in contract.delivered_columns():
        codes = contract.notes(name)["codes"]
        if codes and value in codes_of(codes):
            return name
    return None


_TOLD: dict[str, Callable[[str, str, type[Delivery]], str]] = {
    "not_a_date": _date,
    "not_a_number": _number,
    "not_a_whole_number": _whole_number,
    "unknown_code": _code,
    "code_not_in_force": _code_in_force,
    "out_of_range": _range,
    "too_long": _length,
}
