"""Cities, villages and hospitals."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from corpora.cohorts.deidentify.gazetteer import gazetteer
from corpora.cohorts.deidentify.oncology import vocabulary
from corpora.cohorts.deidentify.span import Identifier
from corpora.cohorts.deidentify.words import Word

_CAPITAL = r"(?:[A-ZÀ-ÖØ-Ý](?:\.|[\w'’-]{0,25})|Ste?\.)"
_HEADS_FR = (
    r"(?i:h[ôo]pita(?:l|ux)|h[ôo]p\.?|CHRU|CHU|CHR|CHI[CA]?|CH|GHU|GHT?|polycliniques?|cliniques?|"
    r"centre hospitalier(?: universitaire| r[ée]gional| g[ée]n[ée]ral| intercommunal){0,2}|"
    r"centre de sant[ée]|centre de soins|centre de lutte contre le cancer|centre anticanc[ée]reux|CLCC|institut|"
    r"hospices|maternit[ée]|EHPAD|maison de retraite|"
    r"cabinet m[ée]dical|centre m[ée]dical|laboratoire)"
)
_FRENCH = re.compile(
    rf"(?<![\w-]){_HEADS_FR}(?=[ \t])(?:[ \t](?i:de la|de l['’]|du|des|de|la|le|les)(?![\w-])|[ \t]d['’]|"
    rf"[ \t]?l['’]){{0,2}}[ \t]?"
    rf"(?P<name>{_CAPITAL}(?:[ \t-]{{1,2}}(?:(?:de|du|des|la|le|les|sur|sous|en|d['’]|l['’])[ \t-]?){{0,2}}{_CAPITAL}){{0,5}})"
)
_HEADS_EN = (
    r"(?:(?:Breast|Cancer|Oncology|Ha?ematology|Chemotherapy|Radiotherapy|Day|Transplant|Stroke) Units?|"
    r"Hospitals?|Infirmary|Clinic|clinic|Hospice|Sanatorium|Medical Cent(?:er|re)|medical center|med center|"
    r"Med Center|Med Ctr|"
    r"Health (?:Clinic|Cent(?:er|re)|System|Services|Network)|Healthcare|Health|Cancer (?:Cent(?:er|re)|Institute|Hospital)|"
    r"Children['’]s(?: Hospital| Clinic| Medical Center| Health)?|General(?: Hospital)?|Memorial(?: Hospital| Medical Center)?|"
    r"Medical(?: Group| Associates| College| Campus| Institute)?|Med|University Hospital|Surgery|Surgical Center|Surgery Center|"
    r"Hosp|Nursing Home|Care Home|Rehab(?:ilitation)?(?: Center| Hospital| Clinic)?|NHS (?:Foundation )?Trust|Health Board|"
    r"Family Practice|Practice|Urgent Care|Oncology (?:Center|Clinic|Associates)|Cardiology(?: Clinic| Associates)?|Presbyterian|"
    r"Institute|Center|Centre|Pavilion|Emergency Department|ER|office|campus|ward|facility|site)"
)
_PART = r"(?:[A-Z][\w'’-]{0,25}\.?|and|of|the|&|for)"
_ENGLISH = re.compile(
    rf"(?<![\w-])(?P<name>[A-Z][\w'’-]{{0,25}}\.?(?: {_PART}){{0,5}}) (?P<head>{_HEADS_EN})(?![\w-])(?: "
    rf"(?P<more>Hospital|Center|Clinic|Cancer Center|System))?"
)
# A saint's without a word for hospital: "at St. Vincent's".
_SAINT = re.compile(
    r"\b(?:[Aa]t|[Ii]n|[Tt]o|[Ff]rom|[Bb]y|[Vv]ia|[Oo]ur|[Tt]he) (S(?:ain)?t\.? [A-Z][a-z]{2,20}['’]s?)(?!\w)"
)
_OF_PLACE = re.compile(rf" of (?:the )?{_CAPITAL}(?: (?:and |of |the )?{_CAPITAL}){{0,3}}")
_WEAK_HEADS_TEXT = """
health medical med surgery practice cardiology institute center centre office campus ward er facility site
"""
_WEAK_HEADS = frozenset(_WEAK_HEADS_TEXT.split())
# The first words of "Anderson Clinic" that say that it is a kind of clinic, not one.
_KINDS_TEXT = """
pain memory breast oncology cancer tumor tumour heart lung liver memorial_ sleep family women's womens men's
outpatient inpatient day local our the a an this that your my his her their at in from and for of community mental
public world private primary acute intensive critical palliative emergency surgical medical nursing rehabilitation
home global digital national_ public national academic tertiary referral university teaching regional district county
city general multidisciplinary global patient patients children's mental electronic which what is mayo psychology good
bone radiation clinical comprehensive health healthcare research care data quality information cochrane european
american institute attending internal external ambulatory specialist specialized specialised special urgent oral
sexual reproductive occupational animal veterinary travel eye skin foot diabetes asthma anticoagulation fertility
genetic genetics stroke vascular dental trial trials coordinating coordination statistical in who fda
"""
_KINDS = frozenset(_KINDS_TEXT.split())
_GENERIC_NAMES_TEXT = """
city county general community memorial downtown uptown westside eastside sunrise mercy university regional royal
district children's childrens riverside central valley university
"""
_GENERIC_NAMES = frozenset(_GENERIC_NAMES_TEXT.split())
_AREAS = frozenset({"LA", "NY", "DC", "SF"})
_AROUND_PLACE_WORDS = """
in at from near of to for a de d aux au en vers sur visiting leaving habite habitant domicilie domiciliee reside
residant ville commune quartier outside
"""
_AROUND_PLACE = frozenset(_AROUND_PLACE_WORDS.split())
_LIVES = re.compile(
    r"(?:\b(?:liv(?:es|ing)|resid(?:es|ing|ent)|based|born|from|lives|home|grew up|moved|travell?ed|visiting|"
    r"domicili[ée]e?|habit(?:e|ant|ent)|r[ée]sid(?:e|ant)|"
    r"originaire|vit|vivant|demeurant|n[ée]e?|village|town|ville|commune|maire)\b[^.;\n]{0,25}\s|,\s|\)\s)$",
    re.IGNORECASE,
)
_VILLAGE = re.compile(
    r"(?<![\w-])(?:(?:S(?:ain)?te?|ST|SAINTE?)[- ]|(?:Le|La|"
    r"Les)[ -])?[A-ZÀ-ÖØ-Ý][\w'’]{2,20}(?:-[A-ZÀ-ÖØ-Ý]?[\w'’]{1,20}){0,3}-(?:sur|sous|l[èe]s|lez|les|en|aux?|de|"
    r"du|la|le|d['’]|l['’])-(?:[\w'’]{1,20}-){0,3}[A-ZÀ-ÖØ-Ý][\w'’]{1,20}(?![\w-])"
    r"|(?<![\w-])(?:Sainte?|SAINTE?|Ste?)-[A-ZÀ-ÖØ-Ý][\w'’]{1,20}(?:-[\w'’]{1,20}){0,4}(?![\w-])"
    r"|(?<![\w-])[A-ZÀ-ÖØ-Ý][\w'’]{2,20} (?:sur|s/|lès|sous) ?[A-ZÀ-ÖØ-Ý][\w'’]{2,20}(?![\w-])"
    r"|(?<![\w-])[A-Z][\w'’]{2,20}(?:-(?:upon|on|under|le|next|by|in)-(?:the-)?| (?:upon|under) )[A-Z][\w'’]{2,20}(?![\w-])"
    r"|(?<![\w-])(?:Little|Great|Upper|Lower|Nether|Over|Much|Long|North|South|East|West|Old|New|High|Market|"
    r"Church|Kings?|Abbots?|St\.?) [A-Z][a-z]{1,20}(?:ham|ton|bury|by|combe|ford|field|worth|wick|ley|mere|stead|"
    r"hurst|den|thorpe|bridge|well|wood|borough|burgh|pool|mouth|minster|hampton|chester|dale|cliffe|cott|stow|ville)(?![\w-])"
)
_CEDEX = re.compile(r" [Cc][Ee][Dd][Ee][Xx](?: \d{1,2})?")
_STATE = re.compile(
    r",? (?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|"
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|"
    r"Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|"
    r"New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|"
    r"South (?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|"
    r"Ontario|Qu[ée]bec|British Columbia|Alberta|New South Wales|Queensland)\b(?![-'’])"
)
_COUNTRIES_TEXT = """
france england scotland wales ireland germany italy spain portugal belgium switzerland netherlands holland denmark
sweden norway finland poland greece turkey russia ukraine china japan korea india pakistan bangladesh iran iraq israel
egypt morocco algeria tunisia nigeria ghana kenya senegal mali cameroon congo rwanda uganda ethiopia australia canada
america mexico brazil argentina chile colombia peru thailand vietnam indonesia malaysia philippines taiwan singapore
europe africa asia oceania britain usa uk uae qatar lebanon syria jordan austria hungary romania bulgaria serbia
croatia allemagne italie espagne belgique suisse angleterre pologne grece turquie russie chine japon coree inde maroc
algerie tunisie egypte israel bresil mexique canada etats-unis royaume-uni afrique europe asie amerique
"""
_COUNTRIES = frozenset(_COUNTRIES_TEXT.split())
_LINKS = frozenset({"of", "the", "and", "for", "&"})


def hospitals(text: str, found: Sequence[Word], kept: frozenset[int]) -> Iterator[Identifier]:
    """Hospitals and practices by the word for one and the name beside it, and well-known ones by their name alone."""
    ordinary = gazetteer().ordinary
    for match in _FRENCH.finditer(text):
        name = match.group("name")
        first = re.split(r"[\s]", name)[0].lower()
        if first.strip("-.'’") in ordinary - _GENERIC_NAMES and not name[0:1].isdigit() and " " not in name:
            continue
        if first in ordinary and match.group()[:4].lower() in ("inst", "labo", "cabi"):
            continue
        yield Identifier(match.start(), _trimmed(text, match.start(), match.end()), "HOSPITAL")
    unnamed = {found[at].start for at in kept}
    for match in _ENGLISH.finditer(text):
        if _is_unit(match):
            yield Identifier(match.start(), match.end(), "HOSPITAL")
        elif match.start("head") not in unnamed:
            yield from _english(text, match)
    for match in _SAINT.finditer(text):
        yield Identifier(*match.span(1), "HOSPITAL")
    yield from _phrases(found, gazetteer().hospitals, kept, "HOSPITAL")


def villages(text: str) -> Iterator[Identifier]:
    """Places by the shape of their name: "Belleroche-sur-Mer", "Sainte-Ondine", "Little Wexcombe"."""
    for match in _VILLAGE.finditer(text):
        cedex = _CEDEX.match(text, match.end())
        yield Identifier(match.start(), cedex.end() if cedex else match.end(), "PLACE")


def cities(text: str, found: Sequence[Word], kept: frozenset[int], *, note: bool) -> Iterator[Identifier]:
    """Cities by name, with the state that follows, and unknown names where a person is said to live."""
    lists = gazetteer()
    for at, length in _found_phrases(found, lists.cities):
        word = found[at]
        name = " ".join(part.plain for part in found[at : at + length])
        if any(at + i in kept for i in range(length)) or not word.capital:
            continue
        doubtful = name in lists.cities_words_too or name in lists.eponyms
        # In a question, BOSTON is a trial more often than a city.
        doubtful = doubtful or (not note and word.upper and len(name) > 3)
        if doubtful and not _placed(found, at):
            continue
        end = found[at + length - 1].end
        more = _CEDEX.match(text, end) or _STATE.match(text, end)
        yield Identifier(word.start, more.end() if more else end, "PLACE")
    for at, word in enumerate(found):
        if word.capital and at and at not in kept and found[at - 1].plain in _AROUND_PLACE and _unknown(word):
            before = found[at - 1]
            if word.start - before.end != 1 or not _LIVES.search(text[max(0, before.start - 40) : before.start]):
                continue
            last = word
            while (
                at + 1 < len(found)
                and found[at + 1].capital
                and found[at + 1].start - last.end == 1
                and _unknown(found[at + 1])
            ):
                at += 1
                last = found[at]
            yield Identifier(word.start, last.end, "PLACE")


def _english(text: str, match: re.Match[str]) -> Iterator[Identifier]:
    """The part of a run of capitals that names a hospital: from its last sentence start, without "the"."""
    name, head = match.group("name"), match.group("head")
    parts = [(part.group(), match.start() + part.start()) for part in re.finditer(r"\S+", name)]
    while parts and (
        parts[0][0].lower() in _LINKS
        or parts[0][0].lower().strip(".") in _KINDS - _GENERIC_NAMES
        or (parts[0][0] not in _AREAS and parts[0][0].lower() in gazetteer().ordinary - _GENERIC_NAMES)
    ):
        parts.pop(0)
    if not parts:
        return
    names = [part.lower().strip(".") for part, _ in parts if part.lower() not in _LINKS]
    weak = head.lower().split()[0] in _WEAK_HEADS
    cities = gazetteer().cities | {area.lower() for area in _AREAS}
    known = (
        any(name in cities for name in names) or " ".join(names) in cities or " ".join(names) in gazetteer().hospitals
    )
    telling = [n for n in names if n not in _KINDS and n not in vocabulary().single and n not in gazetteer().ordinary]
    generic = any(n in _GENERIC_NAMES for n in names)
    if not telling and not known and not generic:
        return
    if weak and not known and not _at_place(text, parts[0][1]) and " ".join(head.split()) not in ("General Hospital",):
        return
    end = match.end()
    more = _OF_PLACE.match(text, end) or _STATE.match(text, end)
    yield Identifier(parts[0][1], more.end() if more else end, "HOSPITAL")


def _is_unit(match: re.Match[str]) -> bool:
    """Whether two words or more are the name of a "Breast Unit", none of them saying what kind of unit it is."""
    words = match.group("name").lower().split()
    named = len(words) > 1 and not any(word in _KINDS | _LINKS or word in vocabulary().single for word in words)
    return named and re.search(r" Units?$", match.group("head")) is not None


def _at_place(text: str, start: int) -> bool:
    return (
        re.search(
            r"\b(?:at|in|to|from|by|of|via|under|visited|visiting|our|the|with)(?: the| our)? $",
            text[max(0, start - 16) : start],
        )
        is not None
    )


def _phrases(found: Sequence[Word], names: frozenset[str], kept: frozenset[int], label: str) -> Iterator[Identifier]:
    for at, length in _found_phrases(found, names):
        if found[at].capital and not any(at + i in kept for i in range(length)):
            yield Identifier(found[at].start, found[at + length - 1].end, label)


def _found_phrases(found: Sequence[Word], names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where a phrase of a list starts, and of how many words it is; the longest wins."""
    starts, longest = _starts_of(names)
    at = 0
    while at < len(found):
        length = 0
        if found[at].plain in starts:
            for size in range(min(longest, len(found) - at), 0, -1):
                if " ".join(word.plain for word in found[at : at + size]) in names:
                    length = size
                    break
        if length:
            yield at, length
        at += length or 1


@cache
def _starts_of(names: frozenset[str]) -> tuple[frozenset[str], int]:
    return frozenset(name.split()[0] for name in names), max(len(name.split()) for name in names)


def _placed(found: Sequence[Word], at: int) -> bool:
    return at > 0 and found[at - 1].plain in _AROUND_PLACE and found[at].start - found[at - 1].end == 1


def _unknown(word: Word) -> bool:
    lists = gazetteer()
    name = word.plain
    if any(part in lists.ordinary or part in vocabulary().single for part in name.split("-")):
        return False
    return not (
        name in lists.ordinary
        or name in vocabulary().single
        or name in vocabulary().within
        or name in lists.eponyms
        or name in _COUNTRIES
        or word.upper
        or any(c.isdigit() for c in name)
    )


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" .-'’"))
