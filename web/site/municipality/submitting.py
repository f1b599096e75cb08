"""Sending what a form says: held to the contract, warned about, received once, and told where it fell short."""

from collections.abc import Callable, Mapping
from typing import Any

from sources.intake import warnings_of
from sources.intake.book import KeyReused, Receipt
from sources.intake.contract import Content, Refused
from sources.intake.person_names import Warning as Seen
from web.site.municipality import sent
from web.site.municipality.contract_form import ContractForm
from web.site.request import PageRequest

Receive = Callable[[PageRequest, str, Content], Receipt]
ACKNOWLEDGED = "acknowledged_warnings"
_USED = "Formuläret är redan skickat, med ett annat innehåll. Kvittensen finns under Skickat. Öppna formuläret på nytt."


def acknowledged(request: PageRequest) -> Mapping[str, Any]:
    """The warnings that were acknowledged in a form."""
    return {ACKNOWLEDGED: tuple(request.POST.getlist(ACKNOWLEDGED)[:20])}


def unseen(content: Content) -> list[Seen]:
    """What there is to look at once more before it is sent."""
    return [one for one in warnings_of(content) if one.code not in content.acknowledged_warnings]


def submit(
    request: PageRequest, form: ContractForm, more: Mapping[str, Any], receive: Receive = sent.receive
) -> tuple[Receipt | None, list[Seen]]:
    """Send what a form says with what follows from elsewhere.

    Args:
        request: the request that sent the form.
        form: what was filled in.
        more: what follows from elsewhere.
        receive: how it is received; as the municipality's own words unless told otherwise.

    Returns:
        The receipt, when it was received; otherwise what stands at the form's fields, or what to look at once more.
    """
    content = form.read({**more, **acknowledged(request)})
    if content is None:
        return None, []
    if warnings := unseen(content):
        return None, warnings
    try:
        receipt = receive(request, sent.key_of(request), content)
    except Refused as refused:
        form.refuse(refused.faults)
        return None, []
    except KeyReused:
        form.add_error(None, _USED)
        return None, []
    request.entry.rows = 1
    return receipt, []
