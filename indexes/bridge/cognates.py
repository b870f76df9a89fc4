"""French words that are English ones in another dress: found in the library's own vocabulary by their skeleton."""

import re
from collections.abc import Iterable

_REPLACEMENTS = (
    ("oe", "e"),
    ("ae", "e"),
    ("ph", "f"),
    ("th", "t"),
    ("rh", "r"),
    ("ch", "c"),
    ("qu", "c"),
    ("k", "c"),
    ("y", "i"),
    ("ou", "u"),
)
_ENDINGS = (("eur", "or"), ("our", "or"), ("air", "ar"), ("eux", "os"), ("ous", "os"), ("if", "iv"))
_DOUBLED = re.compile(r"(.)\1")
_LAST_VOWELS = re.compile(r"(?<=..)[aeiou]+$")
_SHORTEST = 4
_SHORTEST_NEAR = 6
_PREFIX = 3


def skeleton(term: str) -> str:
    """What the spellings of a word of Greek or Latin origin have in common in both languages."""
    for ending, other in _ENDINGS:
        if term.endswith(ending) and len(term) > len(ending) + 2:
            term = term[: -len(ending)] + other
            break
    for one, other in _REPLACEMENTS:
        term = term.replace(one, other)
    return _LAST_VOWELS.sub("", _DOUBLED.sub(r"\1", term))


def prefixes(term: str) -> list[str]:
    """With what the English form of a French term may begin."""
    starts = {term}
    if term.startswith(("oe", "ae")):
        starts.add(term[1:])
    if term.startswith("e"):
        # œdème, edema; état, state; étiologie, aetiology.
        starts |= {f"s{term[1:]}", f"a{term}", f"o{term}"}
    if term.startswith("c"):
        starts.add(f"k{term[1:]}")
    return sorted({start[:_PREFIX] for start in starts})


def cognates(term: str, vocabulary: Iterable[tuple[str, int]]) -> list[tuple[str, float]]:
    """The English terms that a French term most resembles, each with how sure that is (0…1).

    Parameters
    ----------
    vocabulary
        English index terms with their document frequency.
    """
    wanted = skeleton(term)
    if len(wanted) < _SHORTEST and not any(sign.isdigit() for sign in term):
        return []
    near: list[tuple[float, int, str]] = []
    for english, frequency in vocabulary:
        likeness = _likeness(wanted, skeleton(english))
        if likeness:
            near.append((likeness, frequency, english))
    if not near:
        return []
    best = max(near)[0]
    return [(english, likeness) for likeness, _, english in sorted(near, reverse=True)[:3] if likeness == best]


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _SHORTEST_NEAR or longer - shorter > 3:
        return 0.0
    if one.startswith(other) or other.startswith(one):
        return 0.6
    if longer - shorter > 1:
        return 0.0
    return 0.5 if _one_edit_apart(one, other) else 0.0


def _one_edit_apart(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    return one[start + 1 :] == other[start + 1 :] if len(one) == len(other) else one[start:] == other[start + 1 :]
