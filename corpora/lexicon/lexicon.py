"""The bilingual oncology lexicon: what a text is about, in French and English."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from corpora.lexicon.ages import AGED, ages
from corpora.lexicon.concept import INTERVENTIONS, Category, Concept, Mention, Relation
from corpora.lexicon.context import pattern, rules, settle
from corpora.lexicon.folding import Token, fold, tokens, words_of
from corpora.lexicon.index import LONGEST_NAME, Entry, NameIndex
from corpora.lexicon.staging import stages
from corpora.lexicon.tables import Name, read
from corpora.lexicon.typos import Speller
from corpora.lexicon.words_around import negated, prior

_TERMS_A_CONCEPT = 4
_SAYS_CANCER = frozenset({Category.REGIMEN, Category.BIOMARKER})
_DIMENSIONS_OF_CANCER = frozenset(
    {"tnm", "line", "extent", "resectability", "treatment_phase", "platinum_status", "stage", "prior_treatment"}
)
_ROOTS_OF_CANCER = (
    "cancer",
    "antineoplastic",
    "radiotherapy",
    "lymphadenectomy",
    "sentinel_node_biopsy",
    "mastectomy",
    "breast_conserving_surgery",
    "cytoreductive_surgery",
    "screening_test",
    "metastatic",
)
_LINK = re.compile(r"\s*(?:,|/|-|,?\s*(?:and/or|and|or|et/ou|et|ou|&))\s*(?:d['’]|l['’]|(?:de|du|la|le|the)\s)*\s*")
_ENDS_A_PHRASE = frozenset(".;!?:\n")


class Lexicon:
    """Concepts of oncology, their names in two languages, and how they stand to one another.

    Use `load`: it is built once.
    """

    def __init__(self) -> None:
        self._concepts, names = read()
        self._rules = rules()
        self._forms = pattern(self._rules)
        everyday = frozenset(fold(word) for word in _lines("everyday_words"))
        self._index = NameIndex(names, everyday, frozenset(self._rules))
        self._speller = Speller(self._index.words, self._distinctive(names), everyday)
        self._not_meant = _phrases(_lines("not_meant"))
        self._above: dict[str, frozenset[str]] = {}
        self._cancers = frozenset(id for id in self._concepts if self.is_a(id, "cancer"))

    @classmethod
    def load(cls) -> "Lexicon":
        """The lexicon, read from its tables the first time."""
        return _loaded()

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts.values())

    def __contains__(self, concept_id: str) -> bool:
        return concept_id in self._concepts

    def concept(self, concept_id: str) -> Concept:
        """The concept of an id.

        Raises
        ------
        KeyError
            If there is none: ids come from the tables and from `recognise`, so this is a mistake in the code.
        """
        return self._concepts[concept_id]

    def label(self, concept_id: str, language: str) -> str:
        """A concept's name as a sentence in ``"fr"`` or ``"en"`` uses it."""
        concept = self._concepts[concept_id]
        return concept.label_fr if language == "fr" else concept.label_en

    def is_a(self, narrower: str, broader: str) -> bool:
        """Whether the first concept is the second or a kind of it."""
        return narrower == broader or broader in self.above(narrower)

    def above(self, concept_id: str) -> frozenset[str]:
        """Everything that a concept is a kind of, itself left out."""
        known = self._above.get(concept_id)
        if known is None:
            direct = self._concepts[concept_id].broader
            known = frozenset(direct).union(*(self.above(id) for id in direct))
            self._above[concept_id] = known
        return known

    def below(self, concept_id: str) -> frozenset[str]:
        """Every kind of a concept, itself left out."""
        return frozenset(id for id in self._concepts if concept_id in self.above(id))

    def related(self, a: str, b: str) -> Relation:
        """What ``a`` is to ``b``: ``related("lung_cancer", "nsclc") == "broader"``."""
        if a == b:
            return "same"
        if self.is_a(a, b):
            return "narrower"
        return "broader" if self.is_a(b, a) else "different"

    def parts(self, concept_id: str) -> frozenset[str]:
        """The drugs of a regimen; of anything else, the thing itself."""
        components = self._concepts[concept_id].components
        return frozenset[str]().union(*(self.parts(id) for id in components)) if components else frozenset({concept_id})

    def english_terms(self, text: str) -> list[str]:
        """English names of everything recognised in a text, for lexical search of English literature.

        For each concept its label, then its other main names; brands and short abbreviations are left out.
        """
        terms: list[str] = []
        for mention in self.recognise(text):
            label, *others = self._concepts[mention.concept_id].names_en
            terms.extend((label, *[name for name in others if len(name) > 3][: _TERMS_A_CONCEPT - 1]))
        return list(dict.fromkeys(terms))

    def recognise(self, text: str, language: str | None = None) -> list[Mention]:
        """What a text names, in the order of the text.

        The longest name wins; where one name means several things, there is a mention for each. Case, accents,
        hyphens, plurals and small misspellings do not matter, save in short abbreviations.

        Parameters
        ----------
        language
            ``"fr"`` or ``"en"``; found out where not given. It settles abbreviations only: names of both languages
            are recognised in either.
        """
        meant = AGED.sub(_blank, self._not_meant.sub(_blank, text))
        sure, weak, shared = self._named(meant)
        around = [*sure, *weak]
        bladder = any(self.is_a(mention.concept_id, "urothelial_carcinoma") for mention in around)
        sure.extend(list(stages(meant, around, self._cancers, bladder)))
        sure.extend(ages(text))
        if any(map(self._says_cancer, sure)):
            sure.extend(weak)
        if not _shouted(meant):
            sure.extend(settle(meant, sure, self._rules, self._forms, language, self.is_a))
        sure.extend(self._sharing_a_noun(text, sure, shared))
        return [self._in_context(mention, text) for mention in _apart(sure)]

    def _distinctive(self, names: Iterable[Name]) -> Iterator[tuple[str, bool]]:
        """Words that say what is meant on their own, the names of one word, and whether they name a drug."""
        for name in names:
            words, _ = words_of(name.text)
            if len(words) == 1:
                yield words[0], self._concepts[name.concept_ids[0]].category is Category.DRUG

    def _named(self, text: str) -> tuple[list[Mention], list[Mention], list[Mention]]:
        """What is recognised by name, and by weak and shared names (see `Name`)."""
        parts = tokens(text)
        readings = [self._speller.read(part.folded) for part in parts]
        shouted = _shouted(text)
        sure: list[Mention] = []
        weak: list[Mention] = []
        shared: list[Mention] = []
        at = 0
        while at < len(parts):
            found = None if parts[at].function else self._longest(text, parts, readings, at, shouted)
            if found is None:
                at += 1
                continue
            start, end = parts[at].start, parts[found[0] - 1].end
            for entry in found[1]:
                mentions = (Mention(id, start, end, text[start:end]) for id in entry.concept_ids)
                (shared if entry.shared else weak if entry.weak else sure).extend(mentions)
            at = found[0]
        return sure, weak, shared

    def _says_cancer(self, mention: Mention) -> bool:
        """Whether a mention shows that the text is about cancer."""
        concept = self._concepts[mention.concept_id]
        return (
            concept.category in _SAYS_CANCER
            or concept.dimension in _DIMENSIONS_OF_CANCER
            or any(self.is_a(concept.id, root) for root in _ROOTS_OF_CANCER)
        )

    def _sharing_a_noun(self, text: str, found: list[Mention], shared: list[Mention]) -> Iterator[Mention]:
        """Adjectives that share a cancer's noun: ``gastric or oesophageal cancer``, ``cancers coliques et rectaux``."""
        cancers = [mention for mention in found if mention.concept_id in self._cancers]
        for mention in reversed(shared):
            after = any(m.start > mention.end and _LINK.fullmatch(text[mention.end : m.start]) for m in cancers)
            before = any(m.end < mention.start and _LINK.fullmatch(text[m.end : mention.start]) for m in cancers)
            if after or before:
                cancers.append(mention)
                yield mention

    def _longest(
        self, text: str, parts: list[Token], readings: list[str], at: int, shouted: bool
    ) -> tuple[int, list[Entry]] | None:
        """Where the longest name that starts at a word ends, and its entries."""
        best: tuple[int, list[Entry]] | None = None
        key = corrected = ""
        gaps = 0
        for end in range(at, min(at + LONGEST_NAME, len(parts))):
            part = parts[end]
            if part.folded in _ENDS_A_PHRASE and (end + 1 == len(parts) or not parts[end + 1].glued):
                break
            if part.function:
                continue
            gaps += end > at and not part.glued
            key += part.folded
            corrected += readings[end]
            if not (self._index.may_start(key) or (corrected != key and self._index.may_start(corrected))):
                break
            entries = self._index.entries(key) or (self._index.entries(corrected) if corrected != key else ())
            if not entries:
                continue
            surface = text[parts[at].start : part.end]
            fitting = [entry for entry in entries if entry.fits(surface, gaps, shouted)]
            if fitting:
                best = (end + 1, fitting)
        return best

    def _in_context(self, mention: Mention, text: str) -> Mention:
        absent = negated(text, mention.start)
        category = self._concepts[mention.concept_id].category
        before = category in INTERVENTIONS and prior(text, mention.start, mention.end)
        return replace(mention, negated=absent, prior=before) if absent or before else mention


@cache
def _loaded() -> Lexicon:
    return Lexicon()


def _blank(match: re.Match[str]) -> str:
    """As many line breaks as a match is long: they part what stands around it, and keep the offsets."""
    return "\n" * len(match.group())


def _lines(name: str) -> tuple[str, ...]:
    text = (files("corpora.lexicon") / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _shouted(text: str) -> bool:
    """Whether a text is written in capitals, so that they tell nothing."""
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return capitals > 20 and capitals > 2 * small


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Mentions in the order of the text, without those inside a longer one."""
    kept: list[Mention] = []
    for mention in sorted(set(mentions), key=lambda m: (m.start, -m.end, m.concept_id)):
        span = (mention.start, mention.end)
        if not any(m.start <= span[0] and span[1] <= m.end and (m.start, m.end) != span for m in kept[-8:]):
            kept.append(mention)
    return kept
