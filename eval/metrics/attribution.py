"""Citation recall and precision as ALCE defines them (Gao et al., EMNLP 2023, section 3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Judge = Callable[[str, Sequence[int]], bool]
"""Whether sources, by their citation numbers and taken together, support a statement."""


@dataclass(frozen=True)
class Cited:
    """A statement with the numbers of the sources that it cites."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class StatementVerdict:
    """What the judge said of one statement: supported as a whole, and which of its citations are not superfluous."""

    supported: bool
    precise: tuple[bool, ...]


@dataclass(frozen=True)
class Attribution:
    """Of one answer.

    Attributes
    ----------
    recall
        Statements that their citations support together, of all statements; ``None`` where nothing is stated.
    precision
        Citations that support their statement alone, or without which it would not be supported, of all citations
        given; as ALCE counts, 0 where none is given, and ``None`` where nothing is stated.
    """

    recall: float | None
    precision: float | None
    statements: tuple[StatementVerdict, ...]


def attribution(statements: Sequence[Cited], supports: Judge) -> Attribution:
    """Score the statements of an answer. A statement without citations is not supported."""
    verdicts = tuple(_verdict(statement, supports) for statement in statements)
    given = sum(len(verdict.precise) for verdict in verdicts)
    return Attribution(
        recall=sum(v.supported for v in verdicts) / len(verdicts) if verdicts else None,
        precision=sum(sum(v.precise) for v in verdicts) / max(1, given) if verdicts else None,
        statements=verdicts,
    )


def _verdict(statement: Cited, supports: Judge) -> StatementVerdict:
    cited = tuple(dict.fromkeys(statement.citations))
    if not cited:
        return StatementVerdict(False, ())
    if not supports(statement.text, cited):
        return StatementVerdict(False, tuple(False for _ in cited))
    if len(cited) == 1:
        return StatementVerdict(True, (True,))
    return StatementVerdict(True, tuple(_needed(statement.text, n, cited, supports) for n in cited))


def _needed(text: str, n: int, cited: tuple[int, ...], supports: Judge) -> bool:
    """ALCE: a citation is superfluous if alone it does not support the statement, and the others do without it."""
    return supports(text, (n,)) or not supports(text, tuple(other for other in cited if other != n))
