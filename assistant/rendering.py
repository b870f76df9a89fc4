"""English terms of a source in the answer's language: by the curated translations, else by the lexicon, else as a quote."""

import re
from functools import cache
from importlib.resources import files

from corpora.catalogue import Language, say
from corpora.lexicon import Lexicon

_WORDS = re.compile(r"[^\W\d_]+")
# Words that may join recognised terms without changing what they name.
_JOINTS = {
    "plus": "plus", "and": "et", "or": "ou", "with": "avec", "without": "sans", "alone": "seul", "followed": "suivi",
    "by": "de", "then": "puis", "added": "ajouté", "to": "à", "no": "sans", "the": "", "of": "de", "in": "dans",
}  # fmt: skip


@cache
def curated_french() -> dict[str, str]:
    """The starter library's terms and conclusions in French, by their English wording."""
    folder = files("corpora.literature.starter") / "french"
    pairs: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".tsv"):
            for line in file.read_text(encoding="utf-8").splitlines():
                english, _, french = line.partition("\t")
                if french:
                    pairs[english] = french
    return pairs


def render(term: str, language: Language, lexicon: Lexicon) -> str:
    """A short term (arm, endpoint, condition) in a language; English in quotation marks where nothing translates it."""
    if language == "en" or not _WORDS.search(term):
        return term
    curated = curated_french().get(term)
    if curated:
        return curated
    return _by_lexicon(term, lexicon) or say("findings.as_printed", language, quote=term)


def translated(text: str, language: Language) -> str | None:
    """A longer text in a language where a curated translation exists."""
    return text if language == "en" else curated_french().get(text)


def _by_lexicon(term: str, lexicon: Lexicon) -> str | None:
    """The term in French, if every word of it is a lexicon entry or a joint."""
    pieces: list[str] = []
    at = 0
    for mention in [*lexicon.recognise(term, "en"), None]:
        end = mention.start if mention else len(term)
        between = term[at:end]
        for word in _WORDS.findall(between):
            if word.lower() not in _JOINTS:
                return None
        pieces.append(_WORDS.sub(lambda m: _JOINTS[m.group().lower()], between))
        if mention:
            pieces.append(lexicon.label(mention.concept_id, "fr"))
            at = mention.end
    return re.sub(r"\s+", " ", "".join(pieces)).strip() or None
