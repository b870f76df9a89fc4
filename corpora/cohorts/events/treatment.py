"""Which drug, procedure or regimen of the lexicon a code or its name stands for."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from corpora.cohorts.cohort import Label
from corpora.cohorts.events.code_tables import coded
from corpora.cohorts.events.diagnosis import Coding
from corpora.lexicon import Category, Lexicon

_JOIN = "+"
_SURGERY = "surgery"
_RADIOTHERAPY = "radiotherapy"
# Of regimens with the same drugs that differ in doses or days, the one that is meant unless it is said otherwise.
_USUAL = ("folfox", "folfiri", "r_chop", "chop", "fec", "tc")
# Procedures that the lexicon knows as surgery by that word alone: of the tumour only where they say so.
_OF_A_TUMOUR = re.compile(r"tumou?r|neoplasm|cancer|carcinom|sarcom|melanom|tumeur", re.IGNORECASE)
_EXTERNAL_BEAM = re.compile(
    r"tele(?:radio)?therapy|radiation (?:therapy|oncology)|\birradiation\b|\bIMRT\b", re.IGNORECASE
)
# The kinds of treatment that a patient has or has not had, broader than any drug.
KINDS = ("chemotherapy", "endocrine_therapy", "targeted_therapy", "immunotherapy")


def drugs_of(codings: Sequence[Coding], text: str = "") -> tuple[str, ...]:
    """Antineoplastic drugs and their companions (folinic acid, prednisone, …), as ids of the lexicon, sorted.

    By code where it is known, otherwise by name, brands included.
    """
    known = coded("drugs", "drug")
    by_code = {known[coding.system, coding.code] for coding in codings if (coding.system, coding.code) in known}
    if by_code:
        return tuple(sorted(by_code))
    for name in (*(coding.display for coding in codings), text):
        if name and (found := _drugs_named(name)):
            return found
    return ()


def procedure_of(codings: Sequence[Coding], text: str = "") -> str:
    """``"surgery"`` or ``"radiotherapy"`` where a procedure is one against the tumour; otherwise ``""``."""
    known = coded("procedures", "procedure")
    lexicon = Lexicon.load()
    for coding in codings:
        if found := known.get((coding.system, coding.code)):
            return _kind_of_procedure([found])
    for name in (*(coding.display for coding in codings), text):
        if not name:
            continue
        if _EXTERNAL_BEAM.search(name):
            return _RADIOTHERAPY
        concepts = [mention.concept_id for mention in lexicon.recognise(name) if not mention.negated]
        if not _OF_A_TUMOUR.search(name):
            concepts = [concept for concept in concepts if concept != _SURGERY]
        if kind := _kind_of_procedure(concepts):
            return kind
    return ""


def regimen_named(name: str) -> str:
    """The regimen (lexicon id), or the drugs joined by "+", that a name means; ``""`` for none."""
    lexicon = Lexicon.load()
    for mention in lexicon.recognise(name):
        if lexicon.concept(mention.concept_id).category is Category.REGIMEN:
            return mention.concept_id
    return regimen_of(_drugs_named(name))


@cache
def regimen_of(drugs: tuple[str, ...]) -> str:
    """The regimen that drugs given together are: its id where the lexicon knows exactly one, or the drugs joined by "+"."""
    agents = tuple(sorted({drug for drug in drugs if is_antineoplastic(drug)}))
    if len(agents) > 1:
        given = frozenset(drugs)
        regimens = [
            (concept.id, lexicon_parts)
            for concept in Lexicon.load()
            if concept.category is Category.REGIMEN
            and (lexicon_parts := Lexicon.load().parts(concept.id))
            and {part for part in lexicon_parts if is_antineoplastic(part)} == set(agents)
        ]
        for wanted in (given, frozenset(agents)):
            exact = [id for id, parts in regimens if parts == wanted]
            if len(exact) == 1:
                return exact[0]
            if usual := [id for id in exact if id in _USUAL]:
                return usual[0]
    return _JOIN.join(agents)


def regimen_label(code: str) -> Label:
    """What a regimen is called: as the lexicon calls it, or its drugs."""
    lexicon = Lexicon.load()
    parts = code.split(_JOIN)
    if all(part in lexicon for part in parts):
        return Label(*(" + ".join(lexicon.label(part, language) for part in parts) for language in ("en", "fr")))
    return Label(code, code)


@cache
def is_antineoplastic(drug: str) -> bool:
    """Whether a drug of the lexicon treats the tumour itself, rather than accompanies what does."""
    lexicon = Lexicon.load()
    return (
        drug in lexicon
        and lexicon.is_a(drug, "antineoplastic")
        and not any(lexicon.is_a(drug, other) for other in ("supportive_drugs", "folate_modulators"))
    )


def kinds_of(drug: str) -> tuple[str, ...]:
    """The kinds of treatment that a drug is."""
    lexicon = Lexicon.load()
    return tuple(kind for kind in KINDS if lexicon.is_a(drug, kind))


@cache
def _companions() -> frozenset[str]:
    """What regimens give besides antineoplastics; on its own it is no treatment of a tumour, in a regimen it names it."""
    lexicon = Lexicon.load()
    parts = (lexicon.parts(concept.id) for concept in lexicon if concept.category is Category.REGIMEN)
    drugs = (part for group in parts for part in group if lexicon.concept(part).category is Category.DRUG)
    return frozenset(drug for drug in drugs if not is_antineoplastic(drug))


def _drugs_named(name: str) -> tuple[str, ...]:
    lexicon = Lexicon.load()
    named = [lexicon.concept(mention.concept_id) for mention in lexicon.recognise(name)]
    parts = {
        part
        for concept in named
        for part in (lexicon.parts(concept.id) if concept.category is Category.REGIMEN else {concept.id})
    }
    found = {part for part in parts if _is_drug(part) and (is_antineoplastic(part) or part in _companions())}
    # "paclitaxel protein-bound [Abraxane]" names the one drug twice, once by its broader name.
    return tuple(sorted(drug for drug in found if not _is_part_of_another(drug, found)))


def _is_drug(concept: str) -> bool:
    return Lexicon.load().concept(concept).category is Category.DRUG


def _is_part_of_another(drug: str, found: Iterable[str]) -> bool:
    stem = f"_{drug}"
    return any(
        other != drug and (other.endswith(stem) or other.startswith(f"{drug}_") or _MORE_EXACT.get(other) == drug)
        for other in found
    )


_MORE_EXACT = {"nab_paclitaxel": "paclitaxel", "pegylated_liposomal_doxorubicin": "doxorubicin"}


def _kind_of_procedure(concepts: Iterable[str]) -> str:
    lexicon = Lexicon.load()
    for concept in concepts:
        if concept == "biopsy" or concept not in lexicon:
            continue
        for kind in (_RADIOTHERAPY, _SURGERY):
            if lexicon.is_a(concept, kind):
                return kind
    return ""
