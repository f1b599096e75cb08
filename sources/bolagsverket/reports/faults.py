"""Why one annual report is refused: the rule it breaks, and what that means in Swedish.

A refused report stops nothing: it is counted, and its digest is kept. What stops a whole source is `SourceFault`. No
text here holds an organisation number or anything that was read from a report.
"""

_WORDS: dict[str, str] = {
    "broken_archive": "arkivet är trasigt eller avklippt",
    "encrypted": "arkivet är krypterat",
    "unsafe_name": "arkivet har ett filnamn som pekar utanför det",
    "duplicate_name": "arkivet har två filer med samma namn",
    "nested_archive": "arkivet har ett arkiv i sig där en årsredovisning ska ligga",
    "unknown_compression": "arkivet är packat på ett sätt som inte godtas",
    "too_many_members": "arkivet har fler filer än en årsredovisning kan ha",
    "too_large": "filen är större än en årsredovisning får vara",
    "too_many_elements": "filen har fler element än en årsredovisning kan ha",
    "no_document": "arkivet har ingen årsredovisning i sig",
    "wrong_encoding": "filen är inte kodad som UTF-8",
    "own_entities": "filen definierar egna entiteter, vilket inte är tillåtet",
    "not_xml": "filen är inte läsbar XML",
    "ambiguous_context": "filen använder samma namn för två olika perioder",
    "wrong_organisation": "filen handlar om en annan organisation än den är registrerad för",
    "no_fiscal_year": "räkenskapsåret är inte angivet, eller angivet på två sätt",
    "impossible_year": "räkenskapsåret kan inte stämma",
    "other_taxonomy": "filen följer en taxonomi som inte läses, till exempel ESEF",
    "unforeseen": "filen är av ett slag som programmet inte räknar med",
    "several_reports": "arkivet har flera olika årsredovisningar",
}
RULES = tuple(_WORDS)


class ReportFault(Exception):
    """One annual report cannot be read.

    Attributes:
        rule: which rule it breaks, one of `RULES`.
    """

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(_WORDS[rule])


def words(rule: str) -> str:
    """What a rule says in Swedish."""
    return _WORDS[rule]
