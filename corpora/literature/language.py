"""The language that a text is written in, by its commonest words."""

import re
from collections import Counter

_WORDS = {
    "en": "the of and in to was were with for is that by this from are at or which have had not been be as on we after",
    "fr": "le la les des et du une dans est pour par que qui sur avec au aux ce cette ont été sont chez après en un",
    "de": "der die und das den mit von bei wurde wurden eine ist zu nach des auf für im nicht werden einer sich als",
    "es": "el los las del y en una con por para que fue se es un al lo como más pacientes fueron entre su sin este",
    "it": "il di che e la per con del della una sono è nel dei gli da alla delle in un non stato è stata pazienti sul",
    "pt": "o os as do da dos das e em uma com por para que foi no na um ao não mais foram pacientes entre como é",
    "nl": "de het een van en met voor werd bij zijn in op te dat niet door aan of werden uit is na ook naar deze",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _WORDS.items():
    for _word in set(_words.split()):
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1_500
_ENOUGH = 2


def detect_language(text: str, default: str = "en") -> str:
    """ISO 639-1 code of the language that a text is written in: en, fr, de, es, it, pt or nl.

    A word that several languages share counts a part for each. ``default`` where too few common words are met.
    """
    score: Counter[str] = Counter()
    for word in _WORD.findall(text[:_SAMPLE].lower()):
        for language in _LANGUAGES_OF.get(word, ()):
            score[language] += 1 / len(_LANGUAGES_OF[word])  # type: ignore[assignment]
    if not score:
        return default
    best, points = score.most_common(1)[0]
    return best if points >= _ENOUGH else default


_THREE_LETTERS = {
    "eng": "en", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "spa": "es", "ita": "it", "por": "pt",
    "dut": "nl", "nld": "nl", "jpn": "ja", "chi": "zh", "zho": "zh", "rus": "ru", "pol": "pl", "tur": "tr", "kor": "ko",
}  # fmt: skip
_NAMES = {"english": "en", "french": "fr", "français": "fr", "anglais": "en", "german": "de", "spanish": "es",
          "italian": "it", "portuguese": "pt", "dutch": "nl"}  # fmt: skip


def language_code(name: str) -> str:
    """The ISO 639-1 code for a two- or three-letter code or a language's name; empty where unknown."""
    name = name.strip().lower()
    primary = re.split(r"[-_]", name)[0]
    if len(primary) == 2:
        return primary
    return _THREE_LETTERS.get(primary) or _NAMES.get(primary, "")
