"""Names of patients, relatives and clinicians."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from corpora.cohorts.deidentify.gazetteer import gazetteer
from corpora.cohorts.deidentify.name_words import Likeness, likeness
from corpora.cohorts.deidentify.span import Identifier
from corpora.cohorts.deidentify.words import Word

_TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "mme", "mmes", "mlle", "melle", "monsieur", "madame", "mademoiselle", "mesdames", "messieurs", "dr", "drs", "dre", "docteur", "doctor", "pr", "prs", "prof", "professeur", "professor", "sir", "lady", "lord", "sister", "nurse", "rev", "reverend", "maitre"]
)
# English texts count these as part of a clinician's name.
_LEARNED = frozenset({"dr", "doctor", "prof", "professor"})
_SHORT_TITLES = frozenset(["mr", "mrs", "ms", "mme", "mlle", "melle", "dr", "dre", "pr", "prof"])
# Words before a name that is not known as one: "patient Desmond Quillfeather", "née Dupont".
_CUES = frozenset(
    ["patient", "patiente", "pt", "pte", "named", "nommee", "nomme", "nom", "prenom", "name", "mother", "father", "wife", "husband", "son", "daughter", "brother", "sister", "mari", "epouse", "epoux", "femme", "fille", "fils", "frere", "soeur", "mere", "pere", "petit", "petite", "interne", "externe", "infirmier", "infirmiere", "signe", "signed", "dossier", "nee", "client", "carer", "partner", "aunt", "uncle", "niece", "nephew", "grandmother", "grandfather", "cousin", "cousine", "tante", "oncle", "conjoint", "compagnon", "compagne", "neveu", "surgeon", "oncologist", "gp", "consultant", "chirurgien", "oncologue", "radiologue", "medecin", "operateur", "investigateur", "redige", "dicte", "valide", "called", "appele", "appelee", "re", "attn", "cc", "bonjour", "hello", "dear", "cher", "chere", "hi", "mum", "dad"]
)
_SURE_CUES = frozenset(["nee", "nom", "name", "epouse", "epoux", "nomme", "nommee", "named"])
_PARTICLES = frozenset(
    ["de", "du", "des", "da", "do", "dos", "di", "del", "della", "van", "von", "der", "den", "ter", "ten", "ben", "bin", "ibn", "el", "al", "la", "le", "les", "st", "saint", "sainte", "mac", "mc", "o", "bou", "abu", "abou"]
)
_MOST_UNITS = 5
_JOINED = re.compile(r"\.? ?['’]?|\.?[ \t\u00a0]{1,3}|-|\.[ \t]{0,2}\n?")
_AFTER_TITLE = re.compile(r"\.?[ \t\u00a0]{0,3}\(?\n?[ \t]{0,2}")
_AFTER_CUE = re.compile(r"[ \t\u00a0]{1,2}|[ \t\u00a0]{0,2}[:,(][ \t\u00a0]{0,3}|[ \t]{0,2}:?[ \t]{0,2}\n[ \t]{0,2}")
# Initials of someone whose age follows: "J.D., 54F".
_INITIALS_AGED = re.compile(
    r"\b([A-Z]\.[ -]?[A-Z]\.?)(?=,? (?:is )?(?:a |an )?\d{1,3} ?(?:[FMH]\b|ans\b|y/?o\b|years?\b|-year))"
)
_ET_AL = re.compile(r",?[ \t](?:et al\b|and colleagues|et coll)", re.IGNORECASE)


def names(text: str, found: Sequence[Word], kept: frozenset[int], language: str) -> Iterator[Identifier]:
    """Names after a title or a cue, first names with what stands beside them, and runs of capitals that nothing explains.

    A surname found once is found again wherever else the text has it in capitals.
    """
    spans = list(_first_pass(text, found, kept, language))
    spans += [Identifier(*match.span(1), "NAME") for match in _INITIALS_AGED.finditer(text)]
    yield from spans
    yield from _again(found, spans, kept)


def _first_pass(text: str, found: Sequence[Word], kept: frozenset[int], language: str) -> Iterator[Identifier]:
    like = [likeness(word.plain, at in kept, language) for at, word in enumerate(found)]
    at = 0
    while at < len(found):
        last = _name_at(text, found, like, at, language)
        if last is None:
            at += 1
            continue
        first, last = last
        first = _with_particles(found, first)
        yield Identifier(found[first].start, _end(text, found[last]), "NAME")
        at = last + 1


def _name_at(
    text: str, found: Sequence[Word], like: Sequence[Likeness], at: int, language: str
) -> tuple[int, int] | None:
    """Positions of the first and last words of a name that starts at or just after a word."""
    word = found[at]
    if _is_title(text, word):
        last = _after_title(text, found, like, at)
        if last is not None:
            first = at + 1
            if language == "en" and word.plain in _LEARNED:
                first = at
            return first, last
        return None
    if word.plain in _CUES and not word.upper:
        last = _after_cue(text, found, like, at)
        if last is not None:
            return at + 1, last
    if word.text.islower():
        return _lower(text, found, like, at)
    return _bare(text, found, like, at)


def _with_particles(found: Sequence[Word], first: int) -> int:
    """The particles in capitals that stand before a name: "DE LUCA Roberta", "Le Bihan"."""
    while first and found[first - 1].plain in _PARTICLES and found[first].start - found[first - 1].end == 1:
        before = found[first - 1]
        if not before.upper and (not before.capital or before.starts):
            break
        first -= 1
    return first


def _is_title(text: str, word: Word) -> bool:
    if word.plain in _TITLES:
        return word.text != "MS" and not (
            word.plain in ("pr", "ms", "dr") and word.text.islower() and word.plain != "dr"
        )
    return word.text == "M" and text[word.end : word.end + 1] in (".", " ") and text[word.end : word.end + 1] != ""


def _after_title(text: str, found: Sequence[Word], like: Sequence[Likeness], at: int) -> int | None:
    """The last word of the name that follows a title; names in lower case count where they can be nothing else."""
    title = found[at]
    follow = at + 1
    if follow >= len(found) or not _AFTER_TITLE.fullmatch(text, title.end, found[follow].start):
        return None
    if _is_title(text, found[follow]) and (found[follow].text != "M" or title.text == "M"):
        return None
    lone_m = title.text == "M" and text[title.end : title.end + 1] != "."
    last: int | None = None
    units = 0
    for position in range(follow, min(follow + _MOST_UNITS + 2, len(found))):
        word, kind = found[position], like[position]
        if position > follow and not _JOINED.fullmatch(text, found[position - 1].end, word.start):
            break
        if (
            position > follow
            and text[found[position - 1].end : word.start].startswith(". ")
            and not found[position - 1].initial
        ):
            break
        if units >= _MOST_UNITS:
            break
        if word.initial:
            units += 1
            last = position if units > 1 or _single_initial(text, word) else last
            continue
        first = last is None
        if word.plain in _PARTICLES and not (first and word.text.islower() and word.plain in ("le", "la", "les")):
            units += 1
            continue
        if word.capital and (kind.can_follow or (kind is Likeness.EPONYM and units < 3)):
            if lone_m and first and kind is not Likeness.FIRST and not word.upper and kind is not Likeness.SURNAME:
                break
            last, units = position, units + 1
            continue
        lower = word.text.islower() and (title.plain in _SHORT_TITLES or (title.text == "M" and not lone_m))
        expected = first or (units < 3 and (like[position - 1] is Likeness.FIRST or "-" in word.text))
        if (
            lower
            and expected
            and (kind.is_known or (kind is Likeness.UNKNOWN and len(word.text) > 3 and title.text != "M"))
        ):
            last, units = position, units + 1
            continue
        break
    return last


def _single_initial(text: str, word: Word) -> bool:
    """An initial alone after a title is a name: "Mme B.", "Dr H"."""
    return text[word.end : word.end + 1] == "." or len(word.text) > 1


def _after_cue(text: str, found: Sequence[Word], like: Sequence[Likeness], at: int) -> int | None:
    follow = at + 1
    if follow >= len(found) or (not found[follow].capital and not found[follow].initial):
        return None
    if not _AFTER_CUE.fullmatch(text, found[at].end, found[follow].start):
        return None
    last = _run(text, found, like, follow)
    if last is None:
        return None
    kinds = [like[i] for i in range(follow, last + 1) if found[i].capital]
    if any(kind.is_known for kind in kinds):
        return last
    if len(kinds) == 1 and kinds[0] is Likeness.UNKNOWN:
        word = next(found[i] for i in range(follow, last + 1) if found[i].capital)
        shouted = word.upper and last == follow and found[at].plain not in _SURE_CUES
        return last if len(word.text) > 3 and not shouted else None
    return last if kinds and all(kind is Likeness.UNKNOWN for kind in kinds) else None


def _bare(text: str, found: Sequence[Word], like: Sequence[Likeness], at: int) -> tuple[int, int] | None:
    """A name without a word before it that announces one."""
    word = found[at]
    if not word.initial and (not word.capital or like[at] in (Likeness.OTHER, Likeness.ORDINARY)):
        return None
    last = _run(text, found, like, at)
    if last is None or _ET_AL.match(text, _end(text, found[last])):
        return None
    if found[at].upper and like[last] is Likeness.UNKNOWN:
        last = _after_comma(text, found, like, at, last)
    while at < last and found[at].starts and like[at] is Likeness.WORDLIKE:
        at += 1
    positions = [i for i in range(at, last + 1) if found[i].capital]
    kinds = [like[i] for i in positions]
    if not kinds:
        return None
    initials = any(found[i].initial for i in range(at, last + 1))
    firsts = sum(kind is Likeness.FIRST for kind in kinds)
    if len(kinds) == 1 and not initials:
        kind, only = kinds[0], found[positions[0]]
        return (at, last) if kind is Likeness.FIRST and not only.upper and len(only.text) > 3 else None
    if len(kinds) == 1:
        return (at, last) if _with_initials(text, found, like, at, last) else None
    if (
        firsts
        or (any(kind is Likeness.FIRST_OR_WORD for kind in kinds)
        and any(kind in (Likeness.SURNAME, Likeness.UNKNOWN) for kind in kinds))
    ):
        return at, last
    if sum(kind is Likeness.SURNAME for kind in kinds) and all(
        kind in (Likeness.SURNAME, Likeness.UNKNOWN) for kind in kinds
    ):
        return (at, last) if not any(found[i].upper for i in positions) else None
    if all(kind is Likeness.UNKNOWN for kind in kinds) and not any(len(found[i].text) < 3 for i in positions):
        shouted = sum(found[i].upper for i in positions)
        return (at, last) if shouted == 0 or (shouted < len(positions) and len(kinds) == 2) else None
    return None


def _lower(text: str, found: Sequence[Word], like: Sequence[Likeness], at: int) -> tuple[int, int] | None:
    """First names and a surname in lower case, all of which the lists have and no sentence uses otherwise."""
    last = at
    while last + 1 < len(found) and last < at + 2 and text[found[last].end : found[last + 1].start] == " ":
        if like[last] is not Likeness.FIRST or not found[last + 1].text.islower() or len(found[last].text) < 4:
            break
        last += 1
        if like[last] is Likeness.SURNAME or (like[last] is Likeness.FIRST and found[last].plain in gazetteer().surnames):
            return at, last
    return None


def _with_initials(text: str, found: Sequence[Word], like: Sequence[Likeness], at: int, last: int) -> bool:
    """ "James T.", "A. Barnes", "R. Ginest": an initial with a word that can be a name beside it."""
    capital = next(i for i in range(at, last + 1) if found[i].capital)
    kind, word = like[capital], found[capital]
    if kind in (Likeness.FIRST, Likeness.FIRST_OR_WORD):
        return True
    dotted = found[at].initial and text[found[at].end : found[at].end + 1] == "."
    before = found[at - 1].plain if at else ""
    lettered = before in _LETTERED
    if capital == at and word.upper and len(word.text) > 4 and text[found[last].end : found[last].end + 1] == ".":
        return kind in (Likeness.SURNAME, Likeness.UNKNOWN)
    if capital == at or not dotted or lettered:
        return False
    return kind in (Likeness.SURNAME, Likeness.UNKNOWN) and len(word.text) > 2 and not found[capital].starts


def _after_comma(text: str, found: Sequence[Word], like: Sequence[Likeness], at: int, last: int) -> int:
    """ "MERGHAD, ZINEDINE": a surname in capitals, a comma and a first name."""
    after = last + 1
    if after < len(found) and like[after] is Likeness.FIRST and text[found[last].end : found[after].start] == ", ":
        return after if all(found[i].upper for i in range(at, last + 1)) else last
    return last


# After these a letter is a kind or a grade, not an initial.
_LETTERED = frozenset(
    ["hepatitis", "hepatite", "vitamin", "vitamine", "type", "group", "groupe", "arm", "bras", "stage", "stade", "class", "classe", "grade", "cohort", "cohorte", "part", "option", "influenza", "grippe", "child", "pugh", "score", "virus", "hemophilia", "hemophilie", "step", "phase", "figure", "fig", "table", "tableau", "appendix", "annexe", "plan", "strategy", "strategie", "or", "and", "ou", "et", "vs", "factor", "facteur", "dukes", "immunoglobulin", "igg", "the", "for", "a"]
)


def _run(text: str, found: Sequence[Word], like: Sequence[Likeness], at: int) -> int | None:
    """The last of the words from ``at`` that stand together as a name does."""
    last: int | None = None
    units = 0
    for position in range(at, min(at + _MOST_UNITS + 2, len(found))):
        word, kind = found[position], like[position]
        if position > at:
            before = found[position - 1]
            gap = text[before.end : word.start]
            if not _JOINED.fullmatch(gap) or (gap.startswith(".") and not before.initial):
                break
            if "\n" in gap and not before.initial:
                break
        if units >= _MOST_UNITS:
            break
        if word.initial:
            if position > at and not found[position - 1].capital and not found[position - 1].initial:
                break
            units, last = units + 1, position
            continue
        if position > at and word.plain in _PARTICLES and not word.initial and position + 1 < len(found):
            units += 1
            continue
        if not word.capital:
            break
        if kind is Likeness.ORDINARY and position > at and like[position - 1] is Likeness.FIRST:
            if len(word.text) > 3 and not word.upper and not word.starts:
                last = position
            break
        after_first = position > at and last is not None and any(like[i] is Likeness.FIRST for i in range(at, position))
        if kind.can_be_name or (after_first and (kind.can_follow or kind is Likeness.EPONYM)):
            units, last = units + 1, position
            continue
        break
    return last


def _again(found: Sequence[Word], spans: Sequence[Identifier], kept: frozenset[int]) -> Iterator[Identifier]:
    """The other places where a surname found stands in capitals."""
    not_names = gazetteer().ordinary | gazetteer().eponyms
    starts = [word.start for word in found]
    inside = {at for span in spans for at in range(bisect_left(starts, span.start), bisect_left(starts, span.end))}
    known = {
        found[at].plain
        for at in inside
        if found[at].capital and len(found[at].text) > 3 and found[at].plain not in not_names
    }
    for at, word in enumerate(found):
        if word.plain in known and word.capital and at not in inside and at not in kept:
            yield Identifier(word.start, word.end, "NAME")


def _end(text: str, last: Word) -> int:
    """A full stop after an initial is part of the name."""
    return last.end + (last.initial and text[last.end : last.end + 1] == ".")
