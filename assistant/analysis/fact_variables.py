"""Which variable of a cohort records what a description says: by role, by concept, or by the words of its name."""

import re

from assistant.analysis.naming import plain
from corpora.cohorts.cohort import Role, Variable

_ROLES = {
    "age": (Role.AGE,),
    "sex": (Role.SEX,),
    "stage": (Role.STAGE,),
    "grade": (Role.GRADE,),
    "ecog": (Role.PERFORMANCE_STATUS,),
    "disease": (Role.DIAGNOSIS, Role.MORPHOLOGY),
}
# Words of a name or label, plain (no accents, no capitals, no underscores).
_NAMES = {
    "nodes": r"p?nodes?\b|(positive|involved|lymph) nodes?|lymph nodes examined positive|ganglions?|n ?pos|nb ?ganglions?",
    "size_mm": r"(tumou?r )?size|taille|t ?size|tumou?r diameter|diametre",
    "t": r"[cpy]{0,2}t|t (stage|category|class|classification)|(stade|classe|categorie) t|[cpy]t stage|ajcc t|tnm t",
    "n": r"[cpy]{0,2}n|n (stage|category|class|classification)|(stade|classe|categorie) n|[cpy]n stage|ajcc n|tnm n",
    "m": r"[cpy]{0,2}m|m (stage|category|class|classification)|(stade|classe|categorie) m|ajcc m|tnm m",
    "menopause": r"meno\w*|menopaus\w*( status)?|statut menopausique|inferred menopausal state",
    "prior_lines": r"(number of )?(prior|previous) (lines|therapies|treatments).*|lignes (anterieures|prealables).*",
    "er": r"er|re|ro|estrec|er status|(o?estrogen|oestrogen|estrogenes|oestrogenes)\b.*|recepteurs? (des |aux )?(o?estrogenes).*",
    "pr": r"pr|rp|pgr|progrec|pr status|progesterone\b.*|recepteurs? (de la |a la )?progesterone.*",
    "her2": r"her ?2\b.*|erbb2\b.*|statut her ?2",
    "ki67": r"ki ?-?67\b.*",
    "pd_l1": r"pd ?-?l1\b.*",
    "psa": r"psa\b.*",
    "ecog": r"ecog\b.*|performance status|ps|oms|statut oms|indice de performance|karno\w*.*|.*\bkarnofsky\b.*|ph ecog",
    "stage": r"(tumou?r )?stage|stade",
    "grade": r"(tumou?r |histologic(al)? )?grade|grade( histologique)?",
}
_CONCEPTS = {
    "er": ("er_positive", "er_negative"),
    "pr": ("progesterone_receptor", "pr_positive", "pr_negative"),
    "her2": ("her2", "her2_positive", "her2_negative"),
    "menopause": ("postmenopausal", "premenopausal"),
    "n": ("node_positive", "node_negative"),
    "m": ("metastatic", "m_0"),
    "ki67": ("ki67",),
    "pd_l1": ("pd_l1", "pd_l1_positive"),
    "psa": ("psa",),
}


def variables_for(kind: str, variables: tuple[Variable, ...]) -> tuple[Variable, ...]:
    """The variables that record a kind of fact, the surest first."""
    by_role = [v for role in _ROLES.get(kind, ()) for v in variables if v.role is role]
    concepts = set(_CONCEPTS.get(kind, ()))
    by_concept = [v for v in variables if concepts & {concept for _, concept in v.concepts}]
    pattern = _NAMES.get(kind)
    by_name = [v for v in variables if pattern and _called(v, pattern)]
    return tuple(dict.fromkeys((*by_role, *by_concept, *by_name)))


def _called(variable: Variable, pattern: str) -> bool:
    names = (plain(variable.name), plain(variable.label.en), plain(variable.label.fr))
    return any(re.fullmatch(pattern, name) for name in names)
