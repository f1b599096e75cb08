"""Forms made from the contract of what may be sent: the fields, words and choices stand there, and the rules do.

A form only turns what a browser sends into what the contract takes, and puts what the contract says at its field.
"""

import types
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, Union, get_args, get_origin

from django import forms
from pydantic.fields import FieldInfo

from sources.intake import contract
from sources.intake.codes import Coded
from sources.intake.contract import Content, Fault, Refused
from sources.intake.words import LONGEST_LINE, Words

#: Up to so many choices are shown beside each other; more become a list to choose from.
_MOST_BESIDE = 7
_YES_OR_NO = (("", "ingen uppgift"), ("true", "ja"), ("false", "nej"))


class ContractForm(forms.Form):
    """A form of some fields of a content. Nothing is required here: the contract says what is missing."""

    content: ClassVar[type[Content]]

    def told(self) -> dict[str, Any]:
        """What was filled in, as the contract takes it; what is empty is left out."""
        found = {name: _told(self.fields[name], self[name].data) for name in self.fields}
        return {name: value for name, value in found.items() if value not in (None, "", ())}

    def read(self, more: Mapping[str, Any]) -> Content | None:
        """The content, or nothing when something is wrong; then it stands at the fields."""
        self.is_valid()
        try:
            return contract.read(self.content.kind_of_content, {**self.told(), **more})
        except Refused as refused:
            self.refuse(refused.faults)
            return None

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Put what is wrong at its field, or above the form when it is about none of these."""
        for fault in faults:
            name = fault.field.partition(".")[0]
            self.add_error(name if name in self.fields else None, fault.remedy)


def form_of(
    content: type[Content], names: Sequence[str], labels: Mapping[str, str] | None = None
) -> type[ContractForm]:
    """A form of the named fields of a content, in that order.

    Args:
        content: the model.
        names: the fields that are asked for.
        labels: what a field is called here, where the contract's title does not fit.
    """
    titles = {name: info.title or name for name, info in content.model_fields.items()}
    fields = {name: _field(content.model_fields[name], (labels or {}).get(name), titles) for name in names}
    return type(f"{content.__name__}Form", (ContractForm,), {"content": content, **fields})


def choices_of(info: FieldInfo) -> dict[str, str]:
    """Code → label of a coded field; nothing of others."""
    coded = next((one for one in _plain(info)[1] if isinstance(one, Coded)), None)
    return dict(coded.choices) if coded else {}


def _field(info: FieldInfo, label: str | None, titles: Mapping[str, str]) -> forms.Field:
    kind, marks = _plain(info)
    told: dict[str, Any] = {"label": label or info.title, "help_text": info.description or "", "required": False}
    coded = next((one for one in marks if isinstance(one, Coded)), None)
    if coded is not None:
        return _choice(coded, is_many=get_origin(kind) is tuple, **told)
    if get_origin(kind) is tuple:
        return _several(get_args(kind)[0], titles, **told)
    if kind is bool and info.default is not None:
        return forms.BooleanField(**told)
    if kind is int:
        return _number(marks, **told)
    return forms.CharField(widget=_widget(kind, marks), **told)


def _widget(kind: Any, marks: Sequence[Any]) -> forms.Widget:
    """What a value that is one text in the browser is written in."""
    if kind is bool:
        return forms.Select(choices=_YES_OR_NO)
    if getattr(kind, "__name__", "") == "date":
        return forms.DateInput(attrs={"type": "date"})
    words = next((one for one in marks if isinstance(one, Words)), Words(LONGEST_LINE))
    if words.lines:
        return forms.Textarea(attrs={"rows": 8})
    return forms.TextInput(attrs={"autocomplete": "off", "placeholder": " "})


def _several(kind: Any, titles: Mapping[str, str], **told: Any) -> forms.Field:
    """Several values: fields by what they are called to choose among, others written with commas between."""
    if get_origin(kind) is Literal:
        choices = [(name, titles[name]) for name in get_args(kind)]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
    told["help_text"] = f"{told['help_text']} Skriv komma mellan flera."
    return forms.CharField(widget=forms.TextInput(attrs={"data-many": "1"}), **told)


def _choice(coded: Coded, *, is_many: bool, **told: Any) -> forms.Field:
    choices = [(code, label[:1].upper() + label[1:]) for code, label in coded.choices.items()]
    if is_many:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
    if len(choices) <= _MOST_BESIDE:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    return forms.ChoiceField(choices=[("", "Välj"), *choices], **told)


def _number(marks: Sequence[Any], **told: Any) -> forms.Field:
    low, high = (next((getattr(one, name) for one in marks if hasattr(one, name)), None) for name in ("ge", "le"))
    if low is not None and high is not None and high - low < _MOST_BESIDE:
        choices = [(str(one), str(one)) for one in range(low, high + 1)]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect(attrs={"data-number": "1"}), **told)
    return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric", "data-number": "1"}), **told)


def _plain(info: FieldInfo) -> tuple[Any, list[Any]]:
    """The type behind `None`, annotations and lists of one kind, with every mark on the way."""
    kind: Any = info.annotation
    marks, is_many = list(info.metadata), False
    while True:
        if get_origin(kind) in (Union, types.UnionType):
            kind = next(one for one in get_args(kind) if one is not type(None))
        elif hasattr(kind, "__metadata__"):
            marks += kind.__metadata__
            kind = kind.__origin__
        elif get_origin(kind) is tuple and not is_many:
            is_many, kind = True, get_args(kind)[0]
        else:
            break
    return (tuple[kind, ...] if is_many else kind), marks


def _told(field: forms.Field, raw: Any) -> Any:
    """What the browser sent, as the contract takes it. What cannot be is sent on, for the contract to refuse."""
    if isinstance(field, forms.MultipleChoiceField):
        return tuple(raw or ())
    if isinstance(field, forms.BooleanField):
        return bool(raw) or None
    text = (raw or "").strip()
    if "data-many" in field.widget.attrs:
        return tuple(one.strip() for one in text.split(",") if one.strip())
    if "data-number" in field.widget.attrs:
        return int(text) if text.isascii() and text.isdigit() else text
    if isinstance(field.widget, forms.Select) and field.widget.choices and text in {"true", "false"}:
        return text == "true"
    return text
