"""What a provider says of a person, in the ways that providers write it."""

from collections.abc import Mapping
from typing import Any


def claims_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the provider says of a person: its answer about the user, over what the token says."""
    return {**(told.get("id_token") or {}), **(told.get("userinfo") or {})} or dict(told)


def words_at(claims: Mapping[str, Any], name: str) -> list[str]:
    """The words of a claim: a list, or one string of them. A dot goes into a claim that holds others."""
    found: Any = claims
    for part in [name] if name in claims else name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return found.replace(",", " ").split()
    return [str(word) for word in found] if isinstance(found, list) else []
