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
    "inbox": "inkommet",
    "report": "rapport",
    "register": "registrering av rapport",
    "decide": "beslut om rapport",
    "attachment": "bilaga",
    "municipality": "kommunens sida",
    "own_activity": "kommunens verksamhet",
    "own_report": "kommunens rapport",
    "draft": "utkast till rapport",
    "submit": "inlämning från kommun",
    "receipt": "kvittens",
    "read_log": "läsning av loggen",
}
