"""A misspelt word's one plausible reading among the words of the lexicon."""

from collections import defaultdict
from collections.abc import Collection, Iterable

_ONE_EDIT_FROM = 6
_TWO_EDITS_FROM = 10
_SHORT = 7
_REMEMBERED = 50_000
# Endings that only drug names have: a word that ends so is a drug's name already, perhaps one not in the lexicon.
_STEMS = ("mab", "nib", "lib", "rib", "sib", "gib", "limus", "mid", "platin", "taxel", "rubicin", "stat", "tecan")


class Speller:
    """Finds the lexicon's word that a misspelt word stands for.

    One edit (a letter missing, added, changed, or two swapped) from six letters on; in the names of drugs, two from ten
    on. Short words keep their first letter.

    Parameters
    ----------
    known
        The folded words of the lexicon, which are never misspelt.
    targets
        Those of them that a misspelt word may stand for, and whether they are drugs' names. Read when the first unknown
        word is met.
    everyday
        Folded common words that resemble one of them and mean themselves.
    """

    def __init__(self, known: Collection[str], targets: Iterable[tuple[str, bool]], everyday: frozenset[str]) -> None:
        self._known = known
        self._targets = targets
        self._everyday = everyday
        self._drugs: set[str] = set()
        self._by_part: defaultdict[str, list[str]] = defaultdict(list)
        self._readings: dict[str, str] = {}

    def read(self, word: str) -> str:
        """The word that a folded word stands for: itself where it is known, common, too short or ambiguous."""
        if len(word) < _ONE_EDIT_FROM or word in self._known or not word.isalpha():
            return word
        reading = self._readings.get(word)
        if reading is None:
            if len(self._readings) > _REMEMBERED:
                self._readings.clear()
            reading = word if word in self._everyday else self._nearest(word)
            self._readings[word] = reading
        return reading

    def _nearest(self, word: str) -> str:
        if not self._by_part:
            self._arrange()
        most = 2 if len(word) >= _TWO_EDITS_FROM and not word.endswith(_STEMS) else 1
        best, fewest = {word}, most + 1
        for candidate in {c for part in _parts(word) for c in self._by_part.get(part, ())}:
            if abs(len(candidate) - len(word)) > most or (len(word) <= _SHORT and candidate[0] != word[0]):
                continue
            edits = edits_between(word, candidate, most)
            if edits > 1 and candidate not in self._drugs:
                continue
            if edits < fewest:
                best, fewest = {candidate}, edits
            elif edits == fewest:
                best.add(candidate)
        return best.pop() if len(best) == 1 and fewest <= most else word

    def _arrange(self) -> None:
        targets = {(word, drug) for word, drug in self._targets if len(word) >= _ONE_EDIT_FROM and word.isalpha()}
        self._drugs.update(word for word, drug in targets if drug)
        for word in {word for word, _ in targets}:
            for part in _parts(word):
                self._by_part[part].append(word)


def _parts(word: str) -> tuple[str, ...]:
    """Pieces of a word: two words that differ by few edits share one."""
    return (f"^{word[:4]}", f"^{word[0]}${word[-4:]}", f"${word[-6:]}")


def edits_between(a: str, b: str, most: int) -> int:
    """Edits that turn one word into the other, swaps of neighbours included; ``most + 1`` where there are more."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        previous, row = row, [i] + [0] * len(b)
        for j, other in enumerate(b, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return most + 1
        before = previous
    return min(row[-1], most + 1)
