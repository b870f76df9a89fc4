"""Abbreviations that mean different things, settled by what else the text is about."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpora.lexicon.concept import Mention
from corpora.lexicon.tables import table


@dataclass(frozen=True)
class Rule:
    """``form`` names ``concept_id`` where one of the cues is there.

    A cue is ``*`` (always), ``fr`` or ``en`` (the text's language), a concept's id (something that is that concept is
    recognised in the text), or two cues joined by ``&``.
    """

    form: str
    concept_id: str
    cues: tuple[str, ...]


def rules() -> dict[str, tuple[Rule, ...]]:
    """The rules by form, in the order in which they are tried."""
    found: dict[str, tuple[Rule, ...]] = {}
    for row in table("ambiguous"):
        rule = Rule(row["form"], row["concept"], tuple(row["cues"].split("|")))
        found[rule.form] = (*found.get(rule.form, ()), rule)
    return found


def pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Where any of the forms stands as a word of its own, an ``s`` after it left out of the group."""
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})s?(?![\w'’]|-\w)")


def settle(
    text: str,
    found: Sequence[Mention],
    by_form: dict[str, tuple[Rule, ...]],
    forms: re.Pattern[str],
    language: str,
    is_a: Callable[[str, str], bool],
) -> Iterator[Mention]:
    """Mentions of the ambiguous forms of a text whose meaning the rest of it, ``found``, settles."""
    around = {mention.concept_id for mention in found}
    verdicts: dict[str, str | None] = {}
    for match in forms.finditer(text):
        form = match.group(1)
        if form not in verdicts:
            verdicts[form] = next(
                (rule.concept_id for rule in by_form[form] if _applies(rule, around, language, is_a)), None
            )
        concept = verdicts[form]
        if concept is not None:
            yield Mention(concept, match.start(), match.end(), match.group())


def _applies(rule: Rule, around: set[str], language: str, is_a: Callable[[str, str], bool]) -> bool:
    return any(all(_holds(part, around, language, is_a) for part in cue.split("&")) for cue in rule.cues)


def _holds(cue: str, around: set[str], language: str, is_a: Callable[[str, str], bool]) -> bool:
    if cue == "*":
        return True
    if cue in ("fr", "en"):
        return cue == language
    return any(is_a(concept, cue) for concept in around)
