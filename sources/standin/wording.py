"""The vendors' codes in words, and the codes that their specification writes in another way than the wire."""

FORM_TEXTS = {
    "AB": "Aktiebolag",
    "HB": "Handelsbolag",
    "KB": "Kommanditbolag",
    "EK": "Ekonomisk förening",
    "E": "Enskild näringsidkare",
    "I": "Ideell förening",
    "S": "Stiftelse",
    "BRF": "Bostadsrättsförening",
    "TSF": "Trossamfund",
}
JURIDICAL_TEXTS = {
    "10": "Fysiska personer",
    "31": "Handelsbolag, kommanditbolag",
    "49": "Övriga aktiebolag",
    "51": "Ekonomiska föreningar",
    "53": "Bostadsrättsföreningar",
    "61": "Ideella föreningar",
    "63": "Registrerade trossamfund",
    "72": "Övriga stiftelser och fonder",
    "81": "Statliga enheter",
    "82": "Kommuner",
    "84": "Regioner",
}
NAME_TEXTS = {
    "FORETAGSNAMN": "Företagsnamn",
    "SARS_FORNAMN": "Särskilt företagsnamn",
    "FORNAMN_FRSPRAK": "Företagsnamn på främmande språk",
}
SPEC_NAME_KINDS = {
    "SARS_FORNAMN": "SARSKILT_FORETAGSNAMN",
    "FORNAMN_FRSPRAK": "FORETAGSNAMN_PA_FRAMMANDE_SPRAK",
}
SPEC_TYPES = {"ORGNR": "ORGANISATIONSNUMMER", "PERSON": "PERSONNUMMER"}
PROCEDURE_TEXTS = {
    "AC": "Ackordsförhandling",
    "FR": "Företagsrekonstruktion",
    "FUOL": "Fusion, överlåtande",
    "FUOT": "Fusion, övertagande",
    "KK": "Konkurs",
    "LI": "Likvidation",
    "OM": "Ombildning",
    "RES": "Resolution",
}
REASON_TEXTS = {
    "ARSEED": "Årsredovisning saknas",
    "AVREG": "Avregistrerad",
    "FUAV": "Fusion avslutad",
    "KKAV": "Konkurs avslutad",
    "LIAV": "Likvidation avslutad",
    "OVERK": "Overksamhet",
    "VERKUPP": "Verksamheten har upphört",
}
SNI_TEXTS = {
    "87100": "Boende med sjuksköterskevård",
    "87201": "Boende med särskild service, psykisk funktionsnedsättning",
    "87301": "Vård och omsorg i särskilda boendeformer",
    "88101": "Öppna sociala insatser för äldre",
    "88102": "Öppna sociala insatser för personer med funktionsnedsättning",
    "88993": "Övriga öppna sociala insatser",
}
ROLE_TEXTS = {
    "LE": "Styrelseledamot",
    "SU": "Styrelsesuppleant",
    "OF": "Ordförande",
    "VD": "Verkställande direktör",
    "REV": "Revisor",
    "BO": "Bolagsman",
    "KP": "Komplementär",
    "IN": "Innehavare",
}
