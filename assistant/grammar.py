"""The grammar under which a model drafts: which sources it may cite, and which digits it may print.

Written in the subset of EBNF that llama.cpp (GBNF), xgrammar and vLLM read alike. A sentence is words, single spaces
and a little punctuation. Digits come only from literals: the numbers that the evidence prints, and names that carry
digits. What may stand beside a literal keeps it from growing into another number: no digit, no decimal sign, no
letter, and no second number after a mere space (``2 555``). The one full stop ends the sentence.
"""

import re
from collections.abc import Mapping, Sequence

from assistant.numbers import names_with_digits
from corpora.catalogue import Language

_NO_BREAK = "\u00a0\u202f"
_THOUSANDS = rf"[1-9]\d{{0,2}}(?:[, {_NO_BREAK}]\d{{3}})+(?!\d)(?:[.·]\d+)?"
_NUMBER = rf"(?:{_THOUSANDS}|\d*[.·]\d+|\d+,\d+|\d+)"
_PERCENT = rf"(?:[ {_NO_BREAK}]?%)"
_PRINTED = re.compile(rf"(?<![\w.])[-−]?{_NUMBER}(?:{_PERCENT}?[-–/:]{_NUMBER})*{_PERCENT}?")
_CITATION = re.compile(r"\[\d+\]")
_SINGLE = re.compile(rf"{_NUMBER}{_PERCENT}?")
_SINGLE_NUMBER = re.compile(_NUMBER)
_NO_LEADING_ZERO = re.compile(r"(?<!\d)(?=[.,·]\d)")
_SPACED_PERCENT = re.compile(rf"[ {_NO_BREAK}]%")
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿŒœŸΑ-Ωα-ω"
_CAPITALS = "A-ZÀ-ÖØ-ÞŒ"
_FEWEST_ITEMS = 3
_MOST_IN_PARENTHESES = 20


def number_literals(text: str) -> list[str]:
    """The numbers as a text prints them, each once: with their per cent sign, ranges (``3-4``) whole and in parts."""
    plain = _CITATION.sub(" ", text)
    for name in sorted(names_with_digits(text), key=len, reverse=True):
        plain = plain.replace(name, " " * len(name))
    found: dict[str, None] = {}
    for match in _PRINTED.finditer(plain):
        found[match.group()] = None
        for part in _SINGLE.findall(match.group()):
            found[part] = None
    return list(found)


def answer_grammar(
    citations: Sequence[int],
    numbers: Sequence[str],
    language: Language,
    max_sentences: int,
    *,
    names: Sequence[str] = (),
    max_items: int = 60,
) -> str:
    """The grammar of an answer of 1 to ``max_sentences`` lines, each one sentence that ends like ``… survival [1][3].``

    Parameters
    ----------
    citations
        Citation numbers allowed, from 1.
    numbers
        Numbers allowed, as printed (``"0.70"``, ``"95%"``, ``"2,555"``).
    language
        Whose decimal sign and per cent spacing are allowed beside the printed ones.
    names
        Names that carry digits (``"HER2"``), as printed.
    max_items
        Words and numbers in a sentence, at most.

    Raises
    ------
    ValueError
        If there is nothing to cite.
    """
    if not citations or max_sentences < 1:
        raise ValueError("an answer cites something and has a sentence")
    cite = " | ".join(_quoted(str(n)) for n in sorted(set(citations)))
    rules = [
        f"root ::= line{{1,{max_sentences}}}",
        r'line ::= body " " cite{1,3} ".\n"',
        f'cite ::= "[" ({cite}) "]"',
        *_sentence_rules("", numbers, names, language, max_items),
        *_word_rules(names),
    ]
    return "\n".join(rules) + "\n"


def sentence_grammar(
    citations: Sequence[int],
    numbers_by_citation: Mapping[int, Sequence[str]],
    language: Language,
    *,
    names: Sequence[str] = (),
    max_items: int = 60,
) -> str:
    """The grammar of one sentence, its citation first: ``[2] Overall survival was longer (hazard ratio 0.60).``

    After ``[2]`` only the numbers of citation 2 are allowed; the caller moves the marker to the sentence's end.

    Parameters
    ----------
    citations
        Citation numbers allowed, from 1.
    numbers_by_citation
        Numbers that each citation's source prints, as printed; none for a citation that is not in it.
    language, names, max_items
        As for :func:`answer_grammar`.

    Raises
    ------
    ValueError
        If there is nothing to cite.
    """
    allowed = sorted(set(citations))
    if not allowed:
        raise ValueError("a sentence cites something")
    rules = ["root ::= " + " | ".join(f'"[{n}] " body{n} "."' for n in allowed)]
    for n in allowed:
        rules += _sentence_rules(str(n), numbers_by_citation.get(n, ()), names, language, max_items)
    return "\n".join(rules + _word_rules(names)) + "\n"


def _sentence_rules(
    mark: str, numbers: Sequence[str], names: Sequence[str], language: Language, max_items: int
) -> list[str]:
    """The rules ``body<mark>`` and those below it that depend on the numbers allowed.

    An item is a word and the number that follows it, if any; so two numbers never have a mere space between them,
    unless the first is a percentage (``95% 0.41``), which ends in a sign.
    """
    literals = {form for number in numbers for form in _forms(number, language)}
    literals |= {name for name in names if name[0].isdigit()}
    percentages = {literal for literal in literals if literal.endswith("%")}
    percent_first = f'(percentage{mark} " ")? ' if percentages else ""
    most = max(max_items, _FEWEST_ITEMS)
    if not literals:
        return [
            f'body{mark} ::= start ((" " | pause) item{mark}){{{_FEWEST_ITEMS},{most}}}',
            f'item{mark} ::= chunk | "(" chunk ((" " | pause) chunk){{0,{_MOST_IN_PARENTHESES}}} ")"',
        ]
    return [
        f"body{mark} ::= (start tail{mark}? | number{mark}) "
        f'(" " item{mark} | pause (item{mark} | figure{mark})){{{_FEWEST_ITEMS},{most}}}',
        f'item{mark} ::= said{mark} | "(" (said{mark} | figure{mark}) '
        f'(" " said{mark} | pause (said{mark} | figure{mark})){{0,{_MOST_IN_PARENTHESES}}} ")" (" " figure{mark})?',
        f"said{mark} ::= chunk tail{mark}?",
        f'tail{mark} ::= " " {percent_first}figure{mark} | compared{mark}',
        f"figure{mark} ::= number{mark} | compared{mark}",
        f'compared{mark} ::= [<>=≤≥] " "? literal{mark}',
        f'number{mark} ::= literal{mark} ("-" chunk)?',
        f"literal{mark} ::= {_prefix_tree(literals)}",
        *([f"percentage{mark} ::= {_prefix_tree(percentages)}"] if percentages else []),
    ]


def _word_rules(names: Sequence[str]) -> list[str]:
    """The rules that all sentences of a grammar share. A chunk is words and names joined by hyphens and the like."""
    named = {name for name in names if not name[0].isdigit()}
    name = " | name" if named else ""
    return [
        f"start ::= ([{_CAPITALS}] [{_LETTERS}]*{name}) joined*",
        "chunk ::= piece joined*",
        'joined ::= [-\'’/] piece | "+"',
        f"piece ::= [{_LETTERS}]+{name}",
        f'pause ::= [,;:] " " | [ {_NO_BREAK}] [;:] " " | " – "',
        *([f"name ::= {_prefix_tree(named)}"] if named else []),
    ]


def _forms(printed: str, language: Language) -> set[str]:
    """A printed number, and the same number as the language spells it."""
    forms = {printed, _SINGLE_NUMBER.sub(lambda number: _spelled(number.group(), language), printed)}
    forms |= {_NO_LEADING_ZERO.sub("0", form) for form in forms}
    forms |= {form.replace("-", "−", 1) for form in forms if form.startswith("-")}
    forms = {form for form in forms if not form.startswith(",")}
    forms |= {_SPACED_PERCENT.sub("%", form) for form in forms}
    if language == "fr":
        forms |= {
            f"{form[:-1]}{space}%"
            for form in forms
            if form[-2:-1].isdigit()
            for space in f" {_NO_BREAK}"
            if form[-1] == "%"
        }
        forms |= {form.replace("\u202f", space) for form in forms for space in " \u00a0"}
    return forms


def _spelled(number: str, language: Language) -> str:
    """One number with the decimal sign and the thousands separator of a language."""
    whole, _, fraction = number.replace("·", ".").partition(".")
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:[, {_NO_BREAK}]\d{{3}})+", whole):
        whole = re.sub(rf"[, {_NO_BREAK}]", "," if language == "en" else "\u202f", whole)
    elif not fraction:
        whole, _, fraction = whole.partition(",")
    return f"{whole}{',' if language == 'fr' else '.'}{fraction}" if fraction else whole


def _prefix_tree(literals: set[str]) -> str:
    """An expression for a set of literals that shares their beginnings, so that few alternatives are open at a time."""
    ends = "" in literals
    by_first: dict[str, set[str]] = {}
    for literal in sorted(literals - {""}):
        by_first.setdefault(literal[0], set()).add(literal)
    alternatives = []
    for members in by_first.values():
        shared = _shared_beginning(members)
        rest = {member[len(shared) :] for member in members}
        alternatives.append(_quoted(shared) + (f" {_prefix_tree(rest)}" if rest != {""} else ""))
    joined = " | ".join(alternatives)
    if ends:
        return f"({joined})?"
    return f"({joined})" if len(alternatives) > 1 else joined


def _shared_beginning(texts: set[str]) -> str:
    """The longest beginning of all texts: that of the first and the last in order."""
    first, last = min(texts), max(texts)
    length = next(
        (at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last))
    )
    return first[:length]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
