"""Signing in: what the provider says decides the role, at every sign-in, and whoever has none is refused."""

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.shortcuts import render

from tables.code_lists import codes_of
from web.site.access.claims import claims_of, words_at
from web.site.access.roles import Role, role_of
from web.site.access.route import Surface
from web.site.access.sessions import told_again
from web.site.audit.entry import Entry
from web.site.audit.log import write

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin


class LocalAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Nobody can make an account here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        del request
        return False


class ProviderAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """People as the provider tells of them."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: "SocialLogin") -> bool:
        """Whoever the provider gives a role; the others never come here."""
        del request, sociallogin
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: "SocialLogin") -> None:
        """Take the role and the regions that the provider tells now, or refuse. Other claims are not kept."""
        provider = settings.CONFIGURATION.provider
        claims = claims_of(sociallogin.account.extra_data)
        user, account = sociallogin.user, sociallogin.account
        role = role_of(words_at(claims, provider.role_claim), provider.roles)
        user.municipality = _municipality(words_at(claims, provider.municipality_claim), role)
        if not _is_faced(role) or (role is Role.MUNICIPALITY and not user.municipality):
            role = None
        user.role = role or ""
        user.regions = sorted(set(words_at(claims, provider.region_claim)) & set(codes_of("regional_divisions")))
        user.email = ""
        account.extra_data = {}
        sociallogin.email_addresses = []
        if sociallogin.is_existing:
            user.save(update_fields=["role", "regions", "municipality", "email"])
            account.save(update_fields=["extra_data"])
        if role is None:
            logout(request)
            write(Entry(user=user.username or account.uid, action="sign_in", is_refused=True))
            raise ImmediateHttpResponse(render(request, "page/no_role.html", status=403))
        if sociallogin.state.get("process") == AuthProcess.REDIRECT:
            told_again(request, user)


def _is_faced(role: Role | None) -> bool:
    """Whether the process is there for the role: a provider of municipalities makes nobody an inspector."""
    faced = Surface.MUNICIPALITY if role is Role.MUNICIPALITY else Surface.INSPECTORATE
    return faced in settings.CONFIGURATION.surfaces


def _municipality(claimed: list[str], role: Role | None) -> str:
    """The one municipality that somebody acts for; nothing for others, or where the provider tells none or several."""
    known = set(claimed) & set(codes_of("municipalities"))
    return known.pop() if role is Role.MUNICIPALITY and len(known) == 1 else ""
