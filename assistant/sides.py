"""The two sides of a comparison that a question asks for, and whether a source compared them."""

import itertools
import re
from collections.abc import Sequence

from assistant.answer import Fit
from assistant.matching import is_generic, relation
from corpora.lexicon import INTERVENTIONS, MEDICINES, Category, Lexicon, Mention

VERSUS = re.compile(
    r"\b(?:vs\.?|versus|against|compared (?:to|with)|as good as|rather than|instead of|"
    r"contre|comparée?s? (?:à|au|aux)|par rapport (?:à|au|aux)|plut[oô]t qu(?:e|')|au lieu d[eu'])",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\b(?:or|ou)\b", re.IGNORECASE)
_WHICH = re.compile(
    r"(?i)\b(?:differences?|différences?|better|best|mieux|meilleure?s?|superior|supérieure?s?|lequel|laquelle|which|"
    r"plus efficace|head[- ]to[- ]head|face à face)\b"
)
_DOSE = (
    r"(?:[\s,(]*(?:AUC ?\d|\d[\d.,]*\s?(?:m?g|µg|mcg|GBq|IU|UI)\S*|once|twice|daily|weekly|monthly|depot|per|a|square|"
    r"met(?:er|re)s?|week|day|every \d \w+|for \d+ \w+|fois|par|jour|mg/j)\)?)*"
)
_JOINED = re.compile(
    rf"(?i)^{_DOSE}\s*(?:\+|/|-|&|plus|and|with|et|avec|en association avec|associée?s? à)?\s*"
    r"(?:un peu d['e] ?|some |a (?:bit|little) (?:of )?)?$"
)
_COMBINED = re.compile(
    r"(?i)^\s*(?:\+|-|plus|avec|en association avec|associée?s? à|combined with|ajoutée?s? à|added to)\s*$"
)
_REACH = 40
_SERVING = frozenset({Fit.SAME, Fit.NARROWER})

Side = tuple[str, ...]


def sides(text: str, language: str, lexicon: Lexicon) -> tuple[Side, Side] | None:
    """The medicines set against each other: ``((pembrolizumab,), (pembrolizumab, chemotherapy))``; ``None`` where none are.

    Procedures are left out: trials name them in too many words to tell that an arm is not one.
    """
    mentions = lexicon.recognise(text, language)
    for word in (*VERSUS.finditer(text), *_EITHER.finditer(text)):
        before = [m for m in mentions if m.end <= word.start()]
        after = [m for m in mentions if m.start >= word.end()]
        if not before or not after or not _medicine(before[-1], lexicon) or not _medicine(after[0], lexicon):
            continue
        if not _adjoins(text[before[-1].end : word.start()]) or not _adjoins(text[word.end() : after[0].start]):
            continue
        left, right = _joined(text, before[::-1], lexicon), _joined(text, after, lexicon)
        left, right = (
            _repeated(text, left, right, before[::-1], word.start()),
            _repeated(text, right, left, after, word.end()),
        )
        # "A or B" may ask about each; "which is better" and "A alone or A and B" ask for a comparison.
        nested = set(left) < set(right) or set(right) < set(left)
        if set(left) != set(right) and (nested or VERSUS.match(word.group()) or _WHICH.search(text)):
            return left, right
    return None


def joined(text: str, language: str, lexicon: Lexicon) -> tuple[Side, ...]:
    """The medicines that a question asks about in combination: those with a plus sign, or the like, between them."""
    medicines = [m for m in lexicon.recognise(text, language) if _medicine(m, lexicon)]
    pairs = [
        (first.concept_id, second.concept_id)
        for first, second in itertools.pairwise(medicines)
        if not first.prior and not second.prior and _COMBINED.match(text[first.end : second.start])
    ]
    return tuple(pair for pair in pairs if not any(i == "placebo" or is_generic(i, lexicon) for i in pair))


def options(text: str, language: str, lexicon: Lexicon) -> Side:
    """The procedures that a question offers as alternatives, groups of procedures left out."""
    mentions = lexicon.recognise(text, language)
    found: list[str] = []
    for word in (*VERSUS.finditer(text), *_EITHER.finditer(text)):
        before = [m for m in mentions if m.end <= word.start()]
        after = [m for m in mentions if m.start >= word.end()]
        if (
            before
            and after
            and _adjoins(text[before[-1].end : word.start()])
            and _adjoins(text[word.end() : after[0].start])
        ):
            pair = [m.concept_id for m in (before[-1], after[0])]
            if all(lexicon.concept(i).category in INTERVENTIONS for i in pair):
                found += [i for i in pair if lexicon.concept(i).category is Category.PROCEDURE]
    return tuple(dict.fromkeys(i for i in found if not is_generic(i, lexicon)))


def compared(arms: Sequence[frozenset[str]], asked: tuple[Side, Side], lexicon: Lexicon, *, whole: bool = True) -> bool:
    """Whether two arms stand for the two sides; an arm of which nothing is recognised stands for any.

    Where one side is the other and more, the smaller must have an arm without the addition. Where the sides are ``whole``
    (all the medicines that the question names), neither arm may be given what sets the other side apart.
    """
    if len(arms) < 2 or any(not arm for arm in arms):
        return True
    return any(
        _is(arms[i], asked[0], asked[1], lexicon, whole and arms[i] != arms[j])
        and _is(arms[j], asked[1], asked[0], lexicon, whole and arms[i] != arms[j])
        for i in range(len(arms))
        for j in range(len(arms))
        if i != j
    )


def _is(arm: frozenset[str], side: Side, other: Side, lexicon: Lexicon, whole: bool) -> bool:
    if not all(_holds(arm, asked, lexicon) for asked in side):
        return False
    apart = whole or set(side) < set(other)
    added = [asked for asked in other if apart and not _holds(frozenset(side), asked, lexicon)]
    return not added or not all(_holds(arm, asked, lexicon) for asked in added)


def _holds(arm: frozenset[str], asked: str, lexicon: Lexicon) -> bool:
    # A small class may stand for its member, but one of its drugs not for a regimen.
    parts = lexicon.parts(asked)
    if asked not in parts and all(any(lexicon.is_a(held, part) for held in arm) for part in parts):
        return True
    return any(
        relation(asked, held, lexicon, components=True) in _SERVING
        or (lexicon.is_a(asked, held) and not is_generic(held, lexicon))
        for held in arm
    )


def _medicine(mention: Mention, lexicon: Lexicon) -> bool:
    return lexicon.concept(mention.concept_id).category in MEDICINES


def _adjoins(between: str) -> bool:
    return len(between) <= _REACH and not re.search(r"[.;?!:]\s", between)


def _repeated(text: str, side: Side, other: Side, mentions: Sequence[Mention], at: int) -> Side:
    """A side with what its part of the sentence shares with the other: "Kadcyla, and some Xeloda, versus Kadcyla"."""
    shared = [
        m.concept_id
        for m in mentions
        if m.concept_id in other and not m.prior and not re.search(r"[.;?!:]", text[min(m.start, at) : max(m.end, at)])
    ]
    return tuple(dict.fromkeys((*side, *shared)))


def _joined(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Side:
    """The first mention, and those joined to it by a plus sign or an "and"."""
    side = [mentions[0]]
    for mention in mentions[1:]:
        first, second = sorted((side[-1], mention), key=lambda m: m.start)
        if (
            first.end > second.start
            or not _medicine(mention, lexicon)
            or not _JOINED.match(text[first.end : second.start])
        ):
            break
        side.append(mention)
    given = tuple(dict.fromkeys(m.concept_id for m in side))
    return tuple(i for i in given if i != "placebo") or given
