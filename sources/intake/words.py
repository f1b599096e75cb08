"""Free-text fields of what is sent: how long they may be, and that they hold no personal number."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from sources.identity import masked
from sources.intake.faults import rule_broken

LONGEST_TEXT, LONGEST_LINE = 4000, 200
_BREAKS = "\n\t"


@dataclass(frozen=True)
class Words:
    """Marks a field as free text of at most `longest` characters; one line unless `lines`."""

    longest: int = LONGEST_LINE
    lines: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._fit, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "minLength": 1, "maxLength": self.longest}

    def _fit(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if not text:
            raise rule_broken("missing_value", "Fyll i fältet.")
        if len(text) > self.longest:
            raise rule_broken("too_long", f"Skriv högst {self.longest} tecken.")
        if any(unicodedata.category(one) in {"Cc", "Cs", "Co", "Cn"} and not self._breaks(one) for one in text):
            raise rule_broken(
                "control_character", "Ta bort styrtecken" + (" och radbrytningar." * (not self.lines) or ".")
            )
        if masked(text) != text or masked(unicodedata.normalize("NFKC", text)) != unicodedata.normalize("NFKC", text):
            raise rule_broken(
                "person_number", "Ta bort det som kan vara ett personnummer. Skriv aldrig personnummer här."
            )
        return text

    def _breaks(self, character: str) -> bool:
        return self.lines and character in _BREAKS
