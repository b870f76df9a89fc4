"""What a text names."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files

from corpora.french_or_english import french_or_english
from corpora.lexicon.ages import AGED, ages
from corpora.lexicon.concept import INTERVENTIONS, Category, Concept, Mention
from corpora.lexicon.context import pattern, rules, settle
from corpora.lexicon.folding import Token, fold, tokens, words_of
from corpora.lexicon.index import LONGEST_NAME, Entry, NameIndex
from corpora.lexicon.staging import stages
from corpora.lexicon.tables import Name
from corpora.lexicon.typos import Speller
from corpora.lexicon.words_around import negated, prior

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
_END = re.compile(r"\s*(?:$|[?.,;:!)]|[-–—]\s|(?:ones|patients|pts)\b)")
_ENDS_A_PHRASE = frozenset(".;!?:\n")
_GLUED_UP_TO = 4
_NEAR = 8
_LINK_UP_TO = 20
_ENOUGH_TO_TELL = 600

_LONGEST_QUESTION = 400
# What is said of the organ, not of its cancer: renal impairment, toxicité rénale.
_OF_THE_ORGAN = re.compile(
    r"(?i)\s*(?:toxicit|impairment|function|failure|metasta|mets\b|dysfunction|injur|clearance|arter|protection|fibrosis|"
    r"embol|biops|insufficien|enzyme|disease|vein|obstruction|fracture)"
)
_OF_THE_ORGAN_BEFORE = re.compile(
    r"(?i)\b(?:toxicités?|insuffisance|insuffisante?|fonction|atteinte|m[ée]ta(?:stase)?s?|dysfonction|clairance|protection|"
    r"artère|artérielle|intra-artérielle|fibrose|embolie|biopsie|maladie|veine|fracture|obstruction|bilan)\s+$"
)


class Recogniser:
    """Finds the mentions of concepts in texts.

    Parameters
    ----------
    concepts
        By id.
    names
        Of all of them.
    is_a
        Whether the first concept is the second or a kind of it.
    """

    def __init__(
        self, concepts: Mapping[str, Concept], names: Sequence[Name], is_a: Callable[[str, str], bool]
    ) -> None:
        self._concepts = concepts
        self._is_a = is_a
        self._rules = rules()
        self._forms = pattern(self._rules)
        everyday = frozenset(fold(word) for word in _lines("everyday_words"))
        self._index = NameIndex(names, everyday, frozenset(self._rules))
        self._speller = Speller(self._index.words, _distinctive(names, concepts), everyday)
        self._not_meant = _phrases(_lines("not_meant"))
        self._cancers = frozenset(id for id in concepts if is_a(id, "cancer"))

    def recognise(self, text: str, language: str | None) -> list[Mention]:
        """See `corpora.lexicon.Lexicon.recognise`."""
        language = language or french_or_english(text[:_ENOUGH_TO_TELL])
        meant = AGED.sub(_blank, self._not_meant.sub(_blank, text))
        shouted = _shouted(meant)
        sure, weak, shared = self._named(meant, shouted)
        around = [*sure, *weak]
        bladder = any(self._is_a(mention.concept_id, "urothelial_carcinoma") for mention in around)
        sure.extend(list(stages(meant, around, self._cancers, bladder)))
        sure.extend(ages(text))
        settled = [] if shouted else self._settled(meant, sure, language)
        if any(map(self._says_cancer, (*sure, *settled))):
            sure.extend(weak)
            settled = [] if shouted else self._settled(meant, sure, language)
        sure.extend(settled)
        sure.extend(self._sharing_a_noun(text, sure, shared, language))
        return [self._in_context(mention, text) for mention in _apart(sure)]

    def _named(self, text: str, shouted: bool) -> tuple[list[Mention], list[Mention], list[Mention]]:
        """What is recognised by name, and by weak and shared names (see `Name`)."""
        parts = tokens(text)
        readings = [self._speller.read(part.folded) for part in parts]
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
            if not entries or (len(key) <= _GLUED_UP_TO and _is_cut(text, parts[at].start, part.end)):
                continue
            surface = text[parts[at].start : part.end]
            fitting = [entry for entry in entries if entry.fits(surface, gaps, shouted)]
            if fitting:
                best = (end + 1, fitting)
        return best

    def _settled(self, text: str, found: list[Mention], language: str) -> list[Mention]:
        return list(settle(text, found, self._rules, self._forms, language, self._is_a))

    def _says_cancer(self, mention: Mention) -> bool:
        """Whether a mention shows that the text is about cancer."""
        concept = self._concepts[mention.concept_id]
        return (
            concept.category in _SAYS_CANCER
            or concept.dimension in _DIMENSIONS_OF_CANCER
            or any(self._is_a(concept.id, root) for root in _ROOTS_OF_CANCER)
        )

    def _sharing_a_noun(
        self, text: str, found: list[Mention], shared: list[Mention], language: str
    ) -> Iterator[Mention]:
        """Adjectives that share a cancer's noun (``gastric or oesophageal cancer``, ``cancers coliques et rectaux``).

        In English, also those that end a phrase: ``chemo for gastric, any use?`` In a question about the treatment of
        cancer that names no cancer otherwise, any: ``FOLFIRINOX ou CISGEM, biliaire 1re ligne ?``
        """
        cancers = [mention for mention in found if mention.concept_id in self._cancers]
        about_cancer = any(map(self._says_cancer, found))
        alone = about_cancer and not cancers and len(text) <= _LONGEST_QUESTION
        for mention in reversed(shared):
            near = (m for m in cancers if 0 < _between(mention, m) <= _LINK_UP_TO)
            linked = any(_LINK.fullmatch(text[min(m.end, mention.end) : max(m.start, mention.start)]) for m in near)
            ends = about_cancer and language == "en" and _END.match(text, mention.end)
            of_the_organ = _OF_THE_ORGAN_BEFORE.search(text, 0, mention.start) or _OF_THE_ORGAN.match(text, mention.end)
            if linked or ends or (alone and not of_the_organ):
                cancers.append(mention)
                yield mention

    def _in_context(self, mention: Mention, text: str) -> Mention:
        absent = negated(text, mention.start)
        category = self._concepts[mention.concept_id].category
        before = category in INTERVENTIONS and prior(text, mention.start, mention.end)
        return replace(mention, negated=absent, prior=before) if absent or before else mention


def _between(a: Mention, b: Mention) -> int:
    """How many characters part two mentions; negative where they overlap."""
    return max(a.start, b.start) - min(a.end, b.end)


def _distinctive(names: Iterable[Name], concepts: Mapping[str, Concept]) -> Iterator[tuple[str, bool]]:
    """Words that say what is meant on their own, the names of one word, and whether they name a drug."""
    for name in names:
        words, _ = words_of(name.text)
        if len(words) == 1:
            yield words[0], concepts[name.concept_ids[0]].category is Category.DRUG


def _blank(match: re.Match[str]) -> str:
    """As many line breaks as a match is long: they part what stands around it, and keep the offsets."""
    return "\n" * len(match.group())


def _lines(name: str) -> tuple[str, ...]:
    text = (files("corpora.lexicon") / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _is_cut(text: str, start: int, end: int) -> bool:
    """Whether a letter or digit touches a span, so that it is a piece of something else (``40cpm``, ``Flt3L``)."""
    return text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()


def _shouted(text: str) -> bool:
    """Whether a text is written in capitals, so that they tell nothing."""
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return capitals > 20 and capitals > 2 * small


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Mentions in the order of the text, without those inside a longer one."""
    kept: list[Mention] = []
    for mention in sorted(set(mentions), key=lambda m: (m.start, -m.end, m.concept_id)):
        span = (mention.start, mention.end)
        if not any(m.start <= span[0] and span[1] <= m.end and (m.start, m.end) != span for m in kept[-_NEAR:]):
            kept.append(mention)
    return kept
