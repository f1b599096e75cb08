"""Sessions for sources that want a token: OAuth 2 client credentials, used until it runs out and then renewed."""

from typing import Any

import requests
from authlib.integrations.base_client import InvalidTokenError
from authlib.integrations.requests_client import OAuth2Session

from sources.fetching.connector import SourceFault
from sources.fetching.decisions import Access, DecisionFault
from sources.fetching.http.faults import SourceUnreachable, refusal
from sources.fetching.http.session import REQUEST_ID, SameHost, prepare

#: So long before it runs out a token is taken for spent.
LEEWAY_SECONDS = 20
_NOWHERE = "Inloggningen: finns inte där den söks (404); kontrollera token_url i sources.toml"


def with_token(access: Access, scope: str) -> requests.Session:
    """A session that logs in when it is first used; close it when done.

    Args:
        access: where the token is fetched, and where the credentials are kept.
        scope: what the token is to be good for; several are separated by blanks.

    Raises:
        SourceFault: there are no credentials, or nowhere to fetch a token.
    """
    if not access.token_url:
        raise SourceFault("token_url saknas för källan i sources.toml")
    try:
        client_id, client_secret = access.client_id.read(), access.client_secret.read()
    except DecisionFault as fault:
        raise SourceFault(str(fault)) from None
    # Credentials are sent to the address that was decided on, and to no other.
    client = OAuth2Session(client_id, client_secret, scope=scope, token_endpoint=access.token_url)
    client.max_redirects = 0
    prepare(client, access)
    session = _TokenSession(client)
    prepare(session, access)
    return session


class _TokenSession(SameHost):
    """A session that holds a token, and asks once more with a new one when the one it had is not accepted."""

    def __init__(self, client: Any) -> None:
        super().__init__()
        self._client = client

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Send one question with the token, which is fetched when there is none that holds."""
        request.headers["Authorization"] = f"Bearer {self._token()}"
        response = super().send(request, **options)
        if response.status_code != 401:
            return response
        response.close()
        self._client.token = None
        again = request.copy()
        again.headers.pop(REQUEST_ID, None)
        again.headers["Authorization"] = f"Bearer {self._token()}"
        return super().send(again, **options)

    def close(self) -> None:
        """Let go of the connections, also those to where tokens are had."""
        super().close()
        self._client.close()

    def _token(self) -> str:
        token = self._client.token
        if not token or token.is_expired(leeway=LEEWAY_SECONDS):
            token = self._fetched()
        if not isinstance(token.get("access_token"), str):
            self._client.token = None
            raise InvalidTokenError
        return str(token["access_token"])

    def _fetched(self) -> Any:
        try:
            return self._client.fetch_token()
        except requests.HTTPError as error:
            if error.response.status_code == 404:
                raise SourceUnreachable(
                    "Inloggningen: finns inte (404); kontrollera token_url i sources.toml"
                ) from None
            raise SourceUnreachable(str(refusal("Inloggningen", error.response))) from None
        except requests.RequestException:
            raise
        except ValueError:
            raise InvalidTokenError from None
