"""Lines that are headings of a scientific article, where nothing but their words tells it."""

import re

from corpora.literature.word_list import phrases

_HEADINGS = phrases(
    "abstract|summary|background|introduction|objective|objectives|aim|aims|purpose|methods|method|"
    "materials and methods|material and methods|patients and methods|methods and materials|subjects and methods|"
    "study design|study population|patients|participants|eligibility criteria|treatment|treatments|interventions|"
    "procedures|randomization|randomisation|randomization and masking|randomisation and masking|outcomes|endpoints|"
    "end points|assessments|statistical analysis|statistical analyses|statistical methods|results|findings|efficacy|"
    "safety|toxicity|adverse events|patient characteristics|survival|discussion|conclusion|conclusions|interpretation|"
    "limitations|case report|case presentation|acknowledgments|acknowledgements|funding|references|bibliography|"
    "conflict of interest|conflicts of interest|competing interests|data availability|author contributions|"
    "supplementary material|appendix|keywords|key words|trial registration|results and discussion|"
    "résumé|contexte|objectif|objectifs|but|buts|méthode|méthodes|matériel et méthodes|matériels et méthodes|"
    "patients et méthodes|malades et méthodes|résultats|observation|observations|cas clinique|commentaires|"
    "analyse statistique|tolérance|efficacité|références|bibliographie|remerciements|mots clés|mots-clés|"
    "conflits d'intérêts|déclaration de liens d'intérêts|discussion et conclusion"
)
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.)\s+")
_LONGEST = 60


def known_heading(line: str) -> bool:
    """Whether a whole line is such a heading, numbered or not, with a colon or not."""
    stripped = line.strip()
    if not stripped or len(stripped) > _LONGEST:
        return False
    words = _NUMBER.sub("", stripped).rstrip(" :.").replace("’", "'").lower()
    return words in _HEADINGS and (stripped[0].isupper() or stripped[0].isdigit())
