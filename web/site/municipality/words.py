"""What was filled in, in words: each field by its title, codes by their labels. The contract says both."""

from typing import Any

from sources.intake.contract import Content
from web.site.municipality.contract_form import choices_of

#: Said elsewhere on the page, or to nobody.
_LEFT_OUT = frozenset({"acknowledged_warnings", "attachments", "channel", "manager_number", "receipt"})


def in_words(content: Content) -> list[tuple[str, Any]]:
    """Title → what was filled in, of the fields that are; a person's number only as given."""
    pairs = []
    for name, info in type(content).model_fields.items():
        value = getattr(content, name)
        if name not in _LEFT_OUT and value not in (None, (), False, ""):
            pairs.append((info.title or name, _said(value, choices_of(info))))
    if getattr(content, "manager_number", None):
        pairs.append(("Föreståndarens personnummer", "angivet, sparat som pseudonym"))
    return pairs


def _said(value: Any, labels: dict[str, str]) -> str:
    if isinstance(value, tuple):
        return ", ".join(labels.get(one) or str(one) for one in value)
    if isinstance(value, bool):
        return "ja"
    if isinstance(value, str) and value.startswith("P-"):
        return "enskild näringsidkare, sparad som pseudonym"
    return labels.get(value, str(value)) if isinstance(value, str) else str(value)
