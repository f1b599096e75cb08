"""Coded fields of what is sent: the codes and their Swedish words come from the dated code lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from sources.intake.faults import rule_broken
from tables.code_lists import codes_of, labels_of


@dataclass(frozen=True)
class Coded:
    """Marks a field as a code of a list.

    Attributes:
        list_name: the code list.
        only: the codes that may be sent, where not all may.
    """

    list_name: str
    only: tuple[str, ...] = ()

    @property
    def choices(self) -> Mapping[str, str]:
        """Code → Swedish label, in the order of the list."""
        labels = labels_of(self.list_name)
        return {code: labels[code] for code in codes_of(self.list_name) if not self.only or code in self.only}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._known, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "enum": list(self.choices), "x-labels-sv": dict(self.choices)}

    def _known(self, code: str) -> str:
        if code not in self.choices:
            raise rule_broken("unknown_code", f"Välj ett av: {', '.join(self.choices)}.")
        return code
