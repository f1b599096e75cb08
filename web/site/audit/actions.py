"""What the log calls what is done: the actions of routes, and what the auditor reads for each."""

from collections.abc import Mapping

ACTIONS: Mapping[str, str] = {
    "sign_in": "inloggning",
    "sign_out": "utloggning",
    "search": "sökning",
    "list": "lista",
    "work": "arbetslista",
    "permits": "tillståndsärenden",
    "changes": "förändringar",
    "actor": "aktör",
    "activity": "verksamhet",
    "evidence": "rader bakom ett värde",
    "pack": "underlag",
    "export": "uttag",
    "plan": "plan",
    "record": "anteckning",
    "take": "tilldelning",
    "municipality": "kommunens sida",
    "read_log": "läsning av loggen",
}
