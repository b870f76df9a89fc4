"""Which of two arms is the control, by their names."""

import re

from assistant.effects.arms import ArmMention

_CONTROL = re.compile(
    r"(?i)\b(?:placebo|controls?|standard|alone|observation|usual|conventional|only|sham|no|without|"
    r"best supportive care|"
    r"watchful|surveillance|témoin|contrôle|seule?|single[- ]agent|monotherapy|delayed|deferred|SOC|BSC)\b"
)
# Chemotherapy is the control of a new kind of drug, not of surgery.
_CHEMOTHERAPY = re.compile(r"(?i)\bchemotherapy\b")
_NEW_DRUG = re.compile(r"(?i)(?:mab|nib|parib|lisib|ciclib|limus|leucel|vedotin|tecan)\b")


def experimental_first(one: ArmMention, other: ArmMention) -> tuple[ArmMention, ArmMention]:
    """The arm under trial before the control, where the names tell them apart; else in the order of the text."""
    if is_control(one, other) and not is_control(other, one):
        return other, one
    return one, other


def is_control(arm: ArmMention, other: ArmMention) -> bool:
    """Whether an arm's name says that it is the control of the other, or is part of the other's."""
    if _WITHOUT.match(arm.name) or _WITHOUT.match(other.name):
        return bool(_WITHOUT.match(arm.name))
    contained = arm.key < other.key or (arm.key != other.key and _bare(arm.name) in _bare(other.name))
    contains = arm.key > other.key or (arm.key != other.key and _bare(other.name) in _bare(arm.name))
    if contained or (_CHEMOTHERAPY.search(arm.name) and _NEW_DRUG.search(other.name) and not contains):
        return True
    return bool(_CONTROL.search(arm.name)) and not contains


_WITHOUT = re.compile(r"(?i)(?:no|non|without|sans)\b")


def _bare(name: str) -> str:
    return re.sub(r"(?i)\s+(?:groups?|arms?)$", "", name).lower()
