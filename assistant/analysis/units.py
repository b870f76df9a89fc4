"""Units (UCUM) as a clinician writes them."""

from corpora.catalogue import Language, say

_WORDS = frozenset({"a", "mo", "wk", "d"})


def unit_in_words(unit: str, language: Language) -> str:
    """``"a"`` as "years"; nothing for counts and plain numbers; others as they are."""
    if unit in _WORDS:
        return say(f"analysis.unit_{unit}", language)
    return "" if unit in ("", "1") or unit.startswith("{") else unit.replace("ug", "µg")
