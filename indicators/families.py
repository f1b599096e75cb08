"""The families of indicators: the first part of an indicator's name, and what the family is about."""

#: Family → what it is about, in the order of the catalogue.
FAMILIES = {
    "reg": "Register och anmälningsskyldighet",
    "sup": "Tillsyn och beslut",
    "duty": "Tillsyn som lagen kräver",
    "rep": "Rapporter: tips, klagomål och anmälningar",
    "per": "Tillstånd",
    "net": "Ägare, styrelse och nätverk",
    "fin": "Bolagets ekonomi",
    "cap": "Tillväxt och kapacitet",
    "stf": "Personal",
    "mkt": "Geografi och marknad",
    "anm": "Avvikelser i uppgifterna",
    "muni": "Kommunen",
}
