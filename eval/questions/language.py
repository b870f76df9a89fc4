"""Which language a text is written in, told by its function words."""

import re

from corpora.catalogue import Language

# Words that only one of the two languages has ("a", "on", "me", "or", "an", "sur" and the like are left out).
_ENGLISH_WORDS = """
the of and with was were is are not than from by this that these those which who whom whose there their its had has
have been being did does do no but when while against among between after before under over without as at for into it
both each more less fewer only also versus
"""
_FRENCH_WORDS = """
le la les du des une et avec était étaient est sont pas que qui dont où par pour dans cette ces ce aux au chez sans
sous entre après avant contre mais ni ne aucun aucune plus moins il elle ils elles leur leurs été être ont avait
avaient lorsque selon ainsi seul seule
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_FRENCH = frozenset(_FRENCH_WORDS.split())
_ELISION = re.compile(r"\b(?:[ldnscj]|qu)['’](?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


def language_of(text: str, leave_out: tuple[str, ...] = ()) -> Language | None:
    """English or French; ``None`` where neither has more function words.

    Quotations are left out, and so is what ``leave_out`` names (titles of sources): they keep their own language.
    """
    for title in leave_out:
        if title:
            text = text.replace(title, " ")
    text = _QUOTED.sub(" ", text)
    words = [word.casefold() for word in _WORD.findall(text)]
    english = sum(word in _ENGLISH for word in words)
    french = sum(word in _FRENCH for word in words) + len(_ELISION.findall(text))
    french += sum(bool(re.search(r"[éèêàçùûîôœ]", w)) for w in words)
    if english == french:
        return None
    return "en" if english > french else "fr"
