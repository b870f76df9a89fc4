"""Publications about another publication: letters, comments, editorials and editorial notices.

They repeat the methods and the numbers of the study that they speak of, and are not that study.
"""

import re

TYPES = frozenset({
    "comment", "letter", "editorial", "news", "newspaper article", "published erratum", "retraction of publication",
    "expression of concern", "retraction notice", "correspondence", "commentary", "article-commentary",
    "letter to the editor", "correction", "partial-retraction", "retraction", "reply", "book-review", "addendum",
    "introductory journal article", "lettre", "éditorial", "commentaire", "erratum",
})  # fmt: skip
"""Publication types of MEDLINE, article types of JATS and journals' headings, in lower case."""

_TITLE = re.compile(
    r"\W*(?:comments? (?:on|to)\b|commentary (?:on|to)\b|commentary:|(?:letter|lettre) (?:to|re)\b|"
    r"(?:in )?(?:reply|réponse) (?:to|à|aux?)\b(?! (?:treatment|traitement))|"
    r"(?:the )?authors?[’'`]? (?:reply|response)\b|réponse des auteurs|"
    r"lettre (?:à la rédaction|à l[’']éditeur|au rédacteur)|commentaires? (?:sur|de l[’']article)\b|"
    r"(?:author |publisher )?(?:correction|corrigendum|erratum|errata|corrigenda)(?: to| for| in| à| au)?\b\s?[:.–—]|"
    r"(?:correction|corrigendum|erratum) (?:to|for|à)\b|"
    r"(?:retraction|withdrawal|rétractation)(?: note| notice)?(?: to| of)?\s?[:.–—]|retraction note\b|"
    r"(?:notice of )?retraction of\b(?= [“\"«'‘])|(?:editorial )?expression of concern\b|editorial:|éditorial\s?:)",
    re.IGNORECASE,
)


def titled_as_commentary(title: str) -> bool:
    """Whether a title announces a letter, a comment, a reply or an editorial notice."""
    return _TITLE.match(title) is not None
