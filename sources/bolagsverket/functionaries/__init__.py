"""Functionaries and registered seat: who sits in boards and manages companies, by whichever channel there is.

Two channels answer the same question: the paid API Företagsinformation, and the composite service for authorities
(SSBTGO). Both are off until the agency has an agreement.
"""

#: What is said where it is shown that the sources are off, and what whoever decides about them should know.
FORETAGSINFORMATION_OFF_BECAUSE = "Kräver avtal med Bolagsverket, och varje fråga kostar."
SSBTGO_OFF_BECAUSE = "Kräver anslutningsavtal för myndigheter, och tjänstens fält är inte publicerade i detalj."
LEGAL_NOTE = (
    "Uppdragen är personuppgifter: numren blir nycklade pseudonymer när svaret läses, namn och adresser sparas inte. "
    "Myndigheten behöver en rättslig grund för att löpande hämta alla aktörers funktionärer, och ska inte hämta "
    "andras än dem registret följer."
)
