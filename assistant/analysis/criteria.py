"""Eligibility criteria in a small readable language, read into an expression.

``age >= 50 and stage in (II, III) and not treatment = chemotherapy``, or in French
``âge >= 50 et stade dans (II, III) et non traitement = chimiothérapie``. Grammar::

    any     = all { ("or" | "ou") all }
    all     = one { ("and" | "et" | ";") one }
    one     = ("not" | "non") one | "(" any ")" | comparison
    comparison = name ( sign value | ["not"] "in" "(" value { "," value } ")" | "between" value "and" value
                      | "is" ["not"] (value | "missing") )

A name or a value is one or more words; one that contains ``and``, ``or``, a sign or a bracket stands in quotation marks.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NoReturn

from corpora.errors import SourcierError
from corpora.lexicon.folding import fold

Sign = Literal["=", "<", "<=", ">", ">="]

_TOKEN = re.compile(
    r"(?P<quoted>\"[^\"]*\"|«[^»]*»|“[^”]*”|(?<!\w)'[^']*'(?!\w))|"
    r"(?P<sign><=|>=|!=|<>|==|=<|=>|[=<>≤≥≠])|(?P<mark>[(),;])|"
    r"(?P<word>[^\s()\",;=<>≤≥≠«»“”!]+)|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
_SIGNS: dict[str, tuple[Sign, bool]] = {
    "=": ("=", True),
    "==": ("=", True),
    "!=": ("=", False),
    "<>": ("=", False),
    "≠": ("=", False),
    "<": ("<", True),
    "<=": ("<=", True),
    "=<": ("<=", True),
    "≤": ("<=", True),
    ">": (">", True),
    ">=": (">=", True),
    "=>": (">=", True),
    "≥": (">=", True),
}
_AND = frozenset({"and", "et", "&&", "&"})
_OR = frozenset({"or", "ou", "||", "|"})
_NOT = frozenset({"not", "non", "pas", "sauf"})
_IN = frozenset({"in", "dans", "parmi"})
_IS = frozenset({"is", "est"})
_BETWEEN = frozenset({"between", "entre"})
_MISSING = frozenset({"missing", "unknown", "manquant", "manquante", "inconnu", "inconnue", "null", "na"})
_LONGEST = 4000
_DEEPEST = 40


@dataclass(frozen=True)
class Words:
    """A name or a value as it was typed, and where (from 1)."""

    text: str
    position: int


@dataclass(frozen=True)
class Comparison:
    """A variable held against values: one of them with ``=``, else exactly one. No values: whether it is missing."""

    name: Words
    sign: Sign
    values: tuple[Words, ...]
    negated: bool = False


@dataclass(frozen=True)
class Both:
    """All parts hold; or, with ``either``, at least one does."""

    parts: tuple["Expression", ...]
    either: bool = False


Expression = Comparison | Both


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return "" if self.kind == "quoted" else fold(self.text)


def read_criteria(text: str) -> Expression:
    """Read criteria. Negations are already pushed down to the comparisons: what is not known never fulfils any.

    Raises
    ------
    SourcierError
        Where the text is none, with the position.
    """
    if len(text) > _LONGEST:
        raise SourcierError("cohort_analysis.criteria_long", longest=_LONGEST)
    reader = _Reader(text)
    if not reader.tokens:
        raise SourcierError("cohort_analysis.criteria_empty")
    expression = reader.any(0)
    if reader.at < len(reader.tokens):
        reader.fail("connective")
    return expression


_Part = Callable[[int], "Expression"]


class _Reader:
    """A recursive descent over the tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            _Token(str(match.lastgroup), match.group(), match.start(), match.end())
            for match in _TOKEN.finditer(text)
            if match.lastgroup != "space"
        ]
        self.at = 0

    def any(self, depth: int) -> Expression:
        """Parts joined by "or"."""
        return self._joined(_OR, self.all, depth, either=True)

    def all(self, depth: int) -> Expression:
        """Parts joined by "and"."""
        return self._joined(_AND | {";"}, self.one, depth, either=False)

    def one(self, depth: int) -> Expression:
        """A part, negated or not, in brackets or not."""
        if depth > _DEEPEST:
            raise SourcierError("cohort_analysis.criteria_deep", deepest=_DEEPEST)
        if self._next_is(_NOT):
            self.at += 1
            return negate(self.one(depth + 1))
        if self._next_is({"("}):
            self.at += 1
            inner = self.any(depth + 1)
            self._take(")")
            return inner
        return self._comparison()

    def fail(self, expected: str) -> NoReturn:
        """Say what was expected where the reading stands."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        raise SourcierError(
            f"cohort_analysis.criteria_expected_{expected}",
            position=(token.start if token else len(self.text.rstrip())) + 1,
            found=f"“{token.text}”" if token else "∅",
        )

    def _joined(self, words: frozenset[str], part: _Part, depth: int, *, either: bool) -> Expression:
        parts = [part(depth)]
        while self._next_is(words):
            self.at += 1
            parts.append(part(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts), either)

    def _comparison(self) -> Comparison:
        name = self._words("name", _IN | _IS | _BETWEEN | _NOT)
        if self.at >= len(self.tokens):
            self.fail("sign")
        token = self.tokens[self.at]
        if token.kind == "sign":
            self.at += 1
            sign, positive = _SIGNS[token.text]
            return self._valued(name, sign, not positive)
        negated = self._skip(_NOT)
        if self._skip(_IN):
            return Comparison(name, "=", self._list(), negated)
        if negated:
            self.fail("sign")
        if self._skip(_IS):
            return self._valued(name, "=", self._skip(_NOT))
        if self._skip(_BETWEEN):
            low = self._words("value", _AND)
            if not self._skip(_AND | {"a"}):
                self.fail("connective")
            high = self._words("value", _AND | _OR)
            # A comparison has one sign; the two ends are told apart by their order.
            return Comparison(name, ">=", (low, high))
        return self.fail("sign")

    def _valued(self, name: Words, sign: Sign, negated: bool) -> Comparison:
        value = self._words("value", _AND | _OR)
        if sign == "=" and fold(value.text) in map(fold, _MISSING):
            return Comparison(name, sign, (), negated)
        return Comparison(name, sign, (value,), negated)

    def _list(self) -> tuple[Words, ...]:
        self._take("(")
        values = [self._words("value", frozenset())]
        while not self._next_is({")"}):
            if not (self._next_is({",", ";"}) or self._next_is(_OR)):
                self.fail("bracket")
            self.at += 1
            values.append(self._words("value", frozenset()))
        self._take(")")
        return tuple(values)

    def _words(self, expected: str, stops: frozenset[str]) -> Words:
        """The words up to a sign, a mark or one of ``stops``; or one thing in quotation marks."""
        first = self.at
        if first < len(self.tokens) and self.tokens[first].kind == "quoted":
            self.at += 1
            return Words(self.tokens[first].text[1:-1].strip(), self.tokens[first].start + 1)
        ends = {fold(word) for word in stops | _OR}
        # A band may be called "<=20".
        if expected == "value" and first < len(self.tokens) and self.tokens[first].kind == "sign":
            self.at += 1
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.kind != "word" or token.folded in ends:
                break
            self.at += 1
        if self.at == first or self.tokens[self.at - 1].kind == "sign":
            self.fail(expected)
        start, end = self.tokens[first].start, self.tokens[self.at - 1].end
        return Words(self.text[start:end], start + 1)

    def _next_is(self, words: frozenset[str] | set[str]) -> bool:
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        return token.kind != "quoted" and token.folded in {fold(word) for word in words}

    def _skip(self, words: frozenset[str] | set[str]) -> bool:
        found = self._next_is(words)
        self.at += found
        return found

    def _take(self, mark: str) -> None:
        if not self._skip({mark}):
            self.fail("bracket")


def negate(expression: Expression) -> Expression:
    """The opposite, by De Morgan's laws: what is not known fulfils neither."""
    if isinstance(expression, Both):
        return Both(tuple(map(negate, expression.parts)), not expression.either)
    return Comparison(expression.name, expression.sign, expression.values, not expression.negated)


def comparisons(expression: Expression) -> Sequence[Comparison]:
    """All comparisons, in order."""
    if isinstance(expression, Comparison):
        return [expression]
    return [each for part in expression.parts for each in comparisons(part)]
