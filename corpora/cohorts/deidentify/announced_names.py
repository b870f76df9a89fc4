"""Names after a title ("Mme", "Dr") or a word that announces one ("patient", "née")."""

import re

from corpora.cohorts.deidentify.name_run import LONGEST, MOST_PARTS, PARTICLES, Read, run
from corpora.cohorts.deidentify.name_words import CAN_FOLLOW, KNOWN, Likeness

_TITLE_WORDS = """
mr mrs ms miss mme mmes mlle melle monsieur madame mademoiselle mesdames messieurs dr drs dre docteur doctor pr prs
prof professeur professor sir lady lord sister nurse rev reverend maitre
"""
_TITLES = frozenset(_TITLE_WORDS.split())
# After these a name may be in lower case.
_SHORT_TITLES = frozenset({"mr", "mrs", "ms", "mme", "mlle", "melle", "dr", "dre", "pr", "prof"})
_CAPITALISED_TITLES = frozenset({"pr", "ms"})
_CUE_WORDS = """
patient patiente pt pte named nommee nomme nom prenom name mother father wife husband son daughter brother sister mari
epouse epoux femme fille fils frere soeur mere pere petit petite interne externe infirmier infirmiere signe signed
dossier nee client carer partner aunt uncle niece nephew grandmother grandfather cousin cousine tante oncle conjoint
compagnon compagne neveu surgeon oncologist gp consultant chirurgien oncologue radiologue medecin operateur
investigateur redige dicte valide called appele appelee re attn cc bonjour hello dear cher chere hi mum dad
"""
_CUES = frozenset(_CUE_WORDS.split())
# After these even one unknown word in capitals is a name.
_SURE_CUES = frozenset({"nee", "nom", "name", "epouse", "epoux", "nomme", "nommee", "named"})
_AFTER_TITLE = re.compile(r"\.?[ \t\u00a0]{0,3}\(?\n?[ \t]{0,2}")
_AFTER_CUE = re.compile(r"[ \t\u00a0]{1,2}|[ \t\u00a0]{0,2}[:,(][ \t\u00a0]{0,3}|[ \t]{0,2}:?[ \t]{0,2}\n[ \t]{0,2}")
_SHORTEST_UNKNOWN = 4


def is_title(read: Read, at: int) -> bool:
    """Whether a word is a title; ``M.`` and ``M`` are, ``MS`` (multiple sclerosis) is not."""
    word = read.words[at]
    if word.plain in _TITLES:
        return word.text != "MS" and not (word.plain in _CAPITALISED_TITLES and word.text.islower())
    return word.text == "M" and read.after(at) in (".", " ")


def is_cue(read: Read, at: int) -> bool:
    """Whether a word announces a name."""
    return read.words[at].plain in _CUES and not read.words[at].upper


def after_title(read: Read, at: int) -> int | None:
    """The last word of the name that follows a title; words in lower case count where they can be nothing else."""
    title, follow = read.words[at], at + 1
    if follow >= len(read.words) or not _AFTER_TITLE.fullmatch(read.gap(follow)):
        return None
    bare_m = title.text == "M" and read.after(at) != "."
    if is_title(read, follow) and (read.words[follow].text != "M" or title.text == "M"):
        return None
    last: int | None = None
    parts = 0
    for position in range(follow, min(follow + LONGEST, len(read.words))):
        word, kind, first = read.words[position], read.like[position], last is None
        if parts >= MOST_PARTS or (position > follow and not read.joins(position)):
            break
        if word.initial:
            parts += 1
            # "Mme B.", "Dr H": alone, an initial is a name where a full stop or another part says so.
            if parts > 1 or read.after(position) == "." or len(word.text) > 1:
                last = position
        elif word.plain in PARTICLES and not (first and word.text in ("le", "la", "les")):
            parts += 1
        elif word.text[0].isupper() and (kind in CAN_FOLLOW or (kind is Likeness.EPONYM and parts < 3)):
            if bare_m and first and not word.upper and kind not in (Likeness.FIRST, Likeness.SURNAME):
                break
            last, parts = position, parts + 1
        elif _in_lower_case(read, at, position, parts, first=first) and not bare_m:
            last, parts = position, parts + 1
        else:
            break
    return last


def after_cue(read: Read, at: int) -> int | None:
    """The last word of the name that a word like "patient" announces: known, or of several unknown words."""
    follow = at + 1
    if follow >= len(read.words) or not (read.words[follow].capital or read.words[follow].initial):
        return None
    last = run(read, follow) if _AFTER_CUE.fullmatch(read.gap(follow)) else None
    if last is None:
        return None
    positions = read.capitals(follow, last)
    kinds = [read.like[i] for i in positions]
    if kinds == [Likeness.FIRST_OR_WORD] and read.words[positions[0]].upper:
        # "patient AYA", "patient NED": more often an abbreviation.
        return None
    if any(kind in KNOWN for kind in kinds):
        return last
    if not kinds or any(kind is not Likeness.UNKNOWN for kind in kinds):
        return None
    if len(kinds) == 1:
        word = read.words[positions[0]]
        shouted = word.upper and last == follow and read.words[at].plain not in _SURE_CUES
        return None if shouted or len(word.text) < _SHORTEST_UNKNOWN else last
    return last


def _in_lower_case(read: Read, title: int, at: int, parts: int, *, first: bool) -> bool:
    """Whether a word in lower case belongs to the name after a title: "dr martin", "Dr. Caroline pidoux"."""
    word, kind, said = read.words[at], read.like[at], read.words[title]
    if not word.text.islower() or not (said.plain in _SHORT_TITLES or said.text == "M"):
        return False
    expected = first or (parts < 3 and (read.like[at - 1] is Likeness.FIRST or "-" in word.text))
    unknown = kind is Likeness.UNKNOWN and len(word.text) >= _SHORTEST_UNKNOWN and said.text != "M"
    return expected and (kind in KNOWN or unknown)
