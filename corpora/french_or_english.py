"""French or English: which of the two a question, a note or a sentence is written in, however short.

Of whole documents, in more languages, :mod:`corpora.literature.language` tells.
"""

import re
import unicodedata

from corpora.catalogue import Language


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_FRENCH = _words(
    """
    le la les l un une des du de d et ou où est sont à au aux en dans sur sous pour par avec sans chez que qu
    qui quoi quel quelle quels quelles ce cet cette ces ça se s son sa ses il elle ne n pas moins après avant
    vers faut peut doit fait est-ce je j mon ma mes nous vous y mieux meilleur meilleure donne mais si car
    combien lesquels contre entre selon depuis comme aussi toutes tous stade sein chimio survie
    """
)
_ENGLISH = _words(
    """
    a the an of and or is are was were does do did in on for to with without by from at as than that this these
    those it its his her their him she he we i my what which who how when should would could can may after
    before versus any if not no more less better worse about give get has have had will be been but only some
    much there out up line added use treatment instead rather whether still also both trial
    """
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)


def french_or_english(text: str, default: Language = "en") -> Language:
    """English or French, by function words, accents and elisions; ``default`` where nothing tells."""
    lowered = unicodedata.normalize("NFC", text.lower())
    words = [w for word in _WORD.findall(lowered.replace("’", "'")) for w in (word, *word.split("-")[1:])]
    french = sum(word in _FRENCH for word in words) + len(re.findall(r"\b[ldnjscmtq]u?['’]", lowered))
    french += sum(2 for word in words if re.search(r"[éèêàçùûîôœë]", word))
    french += len(re.findall(r"\s[?:;!]", text)) + len(re.findall(r"\b[1-4](?:re|ère|er|e|ème)\b", lowered))
    english = sum(word in _ENGLISH for word in words) + len(re.findall(r"\w['’](?:s|t|re|d|ll|ve)\b", lowered))
    if french == english:
        return default
    return "fr" if french > english else "en"
