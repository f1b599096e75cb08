"""Beneficial owners: who in the end owns or controls a company, where the agency may know it."""

#: What is said where it is shown that the source is off, and what whoever decides about it should know.
OFF_BECAUSE = "Åtkomsten är begränsad sedan den 1 juli 2026; vilken grupp IVO hör till är inte avgjort."
LEGAL_NOTE = (
    "Sedan den 1 juli 2026 har bara myndigheter som bekämpar brott, utövar tillsyn över penningtvätt eller har en "
    "uppgift som gäller penningtvätt omedelbar och avgiftsfri tillgång genom API. Andra svenska myndigheter prövas "
    "i varje ärende, mot avgift, och bara i e-tjänsten. Vilken grupp IVO hör till är en rättslig fråga som ska vara "
    "besvarad, och svaret skrivet som legal_basis, innan källan slås på. Uppgifterna blir aldrig fullständiga: "
    "ingen indikator får läsa att ägare saknas ur att källan tiger."
)
