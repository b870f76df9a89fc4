"""Street addresses and postcodes."""

import re
from collections.abc import Iterator

from corpora.cohorts.deidentify.span import Identifier

_STREETS_FR = (
    r"rue|avenue|av\.?|boulevard|blvd|bd|impasse|all[ée]es?|place|chemin|passage|route|quai|cours|square|villa|r[ée]sidence|"
    r"lotissement|hameau|faubourg|fbg|sentier|voie|esplanade|mail|mont[ée]e|ruelle|venelle|promenade|traverse|clos|cit[ée]|"
    r"lieu-dit|rond-point|chauss[ée]e|sente|galerie|parvis"
)
_NUMBER = r"\d{1,4}(?: ?[-/] ?\d{1,4})?(?: ?(?:bis|ter|quater|[A-Fa-f])\b)?"
# What may stand in the name of a French street; it ends at a comma, a full stop, a line or a postcode.
_NAME_FR = (
    r"(?:[ \t](?!(?:à|dans|tel|tél|et|est|où|le|au|pour|depuis|jusqu)\b)[^\s,;:()\d]{1,25}|"
    r"[ \t]\d{1,2}(?:er|e|ème)?(?!\d)){1,6}"
)
_FRENCH = re.compile(rf"(?<![\w.,/-]){_NUMBER},?[ \t]{{1,2}}(?:{_STREETS_FR}){_NAME_FR}", re.IGNORECASE)
_FRENCH_UNNUMBERED = re.compile(
    r"\b(?:[Ll]a |[Ll]'|[Ll]’)?(?:[Rr]ue|RUE|[Aa]venue|AVENUE|[Bb]oulevard|BOULEVARD|[Ii]mpasse|IMPASSE|[Cc]hemin)"
    r"(?:[ \t](?:de|du|des|la|le|les)|"
    r"[ \t]?[dl]['’]){0,3}[ \t]?(?:[A-ZÀ-Ý][^\s,;:()\d]{1,25})(?:[ \t](?:[A-ZÀ-Ý][^\s,;:()\d.]{1,25}|de|du|la|sur)){0,4}"
)
_STREETS_EN = (
    r"Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Court|Ct|Row|Close|Crescent|Cres|Terrace|Ter|Place|Pl|Square|Sq|Way|"
    r"Boulevard|Blvd|Gardens|Gdns|Grove|Mews|Hill|Park|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail|Walk|Green|Rise|View|Yard|"
    r"Wharf|Parade|Broadway|Vale|Croft|Alley|Path|Mount|End|Quay|Bridge|Gate|Common|Heights|Loop|Plaza|Turnpike|Meadows?|Drove"
)
_ENGLISH = re.compile(
    rf"(?<![\w.,/-])\d{{1,5}}[A-Za-z]?(?:,(?! ?(?:GP|Dr|St|Mr|Mrs|Ms)\b))? (?:(?:N|S|E|W|North|South|East|West|"
    rf"St|Old|New|The|Upper|Lower)\.? )?(?:(?!GP |Mrs? |Ms )[A-Z][\w'’.-]{{1,20}} ){{1,3}}"
    rf"(?:{_STREETS_EN})\b\.?(?:,? (?:Apt|Apartment|Unit|Suite|Ste|Flat|#)\.? ?[\w-]{{1,6}})?"
)
_GERMAN = re.compile(
    r"\b[A-ZÄÖÜ][\wäöüß-]{2,20}(?:stra(?:ß|ss)e|Stra(?:ß|ss)e|weg|platz|gasse)\b(?: \d{1,4}[a-z]?)?|\bStra(?:ß|"
    r"ss)e\b[^\n,;]{2,30}\d{1,4}"
)
_BOX = re.compile(
    r"\b(?:P\.?\s?O\.? Box|BP|B\.P\.|CS|TSA) ?\d{2,6}\b(?=[^\n]{0,30}\d{5}|,|\.|$)|\bP\.?O\.? Box ?\d{1,6}\b",
    re.IGNORECASE,
)
_UK = re.compile(
    r"(?<![\w-])(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKSTUW]|"
    r"[A-HK-Y]\d[ABEHMNPRVWXY]) \d[ABD-HJLNP-UW-Z]{2})(?![\w-])"
)
# "QX9 4ZZ", with any letters, and without a space, where a word says that it is a postcode.
_SAID = re.compile(
    r"\b(?:postcode|post code|postal code|zip(?: ?code)?|code postal|CP)[ \t]{0,2}(?:is|est|:)?[ \t]{0,2}"
    r"([A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}\b|\d{2} ?\d{3}(?:-\d{4})?\b|[A-Z]\d[A-Z] ?\d[A-Z]\d\b)",
    re.IGNORECASE,
)
_US_STATES = (
    r"A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)
_US = re.compile(rf"\b(?:{_US_STATES})[ ,]{{1,2}}(\d{{5}}(?:-\d{{4}})?)(?![\w-])")
# "59000 Lille", "Lille (59000)"; not "EORTC 18991".
_FRENCH_CODE = re.compile(
    r"(?<![\w.,/+:#-])(?<!\d )(?<![A-Z]{2} )(?:0[1-9]|[1-8]\d|9[0-58]) ?\d{3}"
    r"(?= {1,2}[A-ZÀ-Ý][^\W\d_]{2}| ?\n ?[A-ZÀ-Ý][^\W\d_]{2})"
    r"|(?<=[a-zà-ÿ] \()(?:0[1-9]|[1-8]\d|9[0-58]) ?\d{3}(?=\))"
)
_AFTER_ADDRESS = re.compile(r"[\s,–-]{1,4}((?:\d{2} ?\d{3}|\d{4})\b(?!-\d{4}))")
_IN_CODE = re.compile(r"\bdans le ((?:0[1-9]|[1-8]\d|9[0-58])\d{3})\b")
_US_AFTER = re.compile(
    rf"[ ,]{{1,3}}(?:[A-Z][\w.'’-]{{1,20}}[ ,]{{1,2}}){{0,3}}(?:{_US_STATES})[ ,]{{1,2}}\d{{5}}(?:-\d{{4}})?(?!\w)"
)
_CITY_AFTER = re.compile(
    r", ((?:[A-Z][a-zà-ÿ'’-]{2,20})(?: (?:[A-Z][a-zà-ÿ'’-]{2,20}|upon|on|under|le|la)){0,2})(?=[\s,.;:?!)]|$)"
    # Without a comma before it, a town ends at one.
    r"| ((?!Stage|Metastatic|Breast|Lung|Colon|Prostate)[A-Z][a-z'’-]{3,20}(?: [A-Z][a-z'’-]{3,20}){0,2})(?=[,.;)]|$)"
)
_CITY_AFTER_FR = re.compile(
    r"(?:[\s,–-]{1,4}|,? à )((?:[A-ZÀ-Ý][\w'’-]{1,25})(?:[ \n-]{1,2}(?:[A-ZÀ-Ý][\w'’-]{1,25}|"
    r"[Cc]edex(?: \d{1,2})?|s/|sur|les|le|la|en|sous|de|du|d['’])){0,5})"
)
_LOWER_TAIL = re.compile(r"[\s-]+(?:s/|sur|les|le|la|en|sous|de|du|d['’])$")


def addresses(text: str) -> Iterator[Identifier]:
    """Streets with their numbers, the postcode and town that follow them, and postcodes that stand alone."""
    for rule in (_FRENCH, _FRENCH_UNNUMBERED, _ENGLISH, _GERMAN, _BOX):
        for match in rule.finditer(text):
            end = match.end() - (len(match.group()) - len(match.group().rstrip(" .,-")))
            yield Identifier(match.start(), end, "ADDRESS")
            yield from _after_street(text, match.end(), french=rule in (_FRENCH, _FRENCH_UNNUMBERED, _GERMAN))
    for rule in (_UK,):
        for match in rule.finditer(text):
            yield Identifier(*match.span(), "POSTCODE")
    for rule in (_SAID, _US, _IN_CODE):
        for match in rule.finditer(text):
            yield Identifier(*match.span(1), "POSTCODE")


def french_codes(text: str) -> Iterator[Identifier]:
    """Five digits before a word in capitals: a French postcode where what follows is a town (see `places`)."""
    for match in _FRENCH_CODE.finditer(text):
        yield Identifier(match.start(), match.end(), "POSTCODE")


def _after_street(text: str, at: int, *, french: bool) -> Iterator[Identifier]:
    if not french:
        code = _US_AFTER.match(text, at)
        if code:
            yield Identifier(code.start() + len(code.group()) - len(code.group().lstrip(" ,")), code.end(), "PLACE")
            return
        town = _CITY_AFTER.match(text, at)
        if town:
            yield Identifier(*town.span(1 if town.group(1) else 2), "PLACE")
        return
    code = _AFTER_ADDRESS.match(text, at)
    if code:
        yield Identifier(*code.span(1), "POSTCODE")
        at = code.end()
    town = _CITY_AFTER_FR.match(text, at) if code or text[at : at + 2] in (", ", " à") else None
    if town:
        name = _LOWER_TAIL.sub("", town.group(1))
        yield Identifier(town.start(1), town.start(1) + len(name), "PLACE")
