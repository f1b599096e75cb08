"""The vendor's two gateways: (service, where tokens are had). Production is meant where nothing else is decided."""

from dataclasses import replace

from sources.fetching.connector import SourceFault
from sources.fetching.decisions import Access

PRODUCTION = ("https://gw.api.bolagsverket.se", "https://portal.api.bolagsverket.se/oauth2/token")
ACCEPTANCE = ("https://gw-accept2.api.bolagsverket.se", "https://portal-accept2.api.bolagsverket.se/oauth2/token")


def at_gateway(access: Access, what: str) -> Access:
    """The access with both addresses: those decided, else production's.

    Args:
        access: what is decided.
        what: who is asked, in Swedish, as the beginning of a sentence.

    Raises:
        SourceFault: only one of the two is decided; credentials would go to the wrong place.
    """
    if bool(access.url) != bool(access.token_url):
        raise SourceFault(f"{what}: ange både url och token_url i sources.toml, eller ingen av dem")
    if access.url:
        return access
    url, token_url = PRODUCTION
    return replace(access, url=url, token_url=token_url)
