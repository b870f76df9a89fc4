"""Which arm a ratio compares with which, and in which direction.

The words decide where they say it (``HR for A versus B``). Elsewhere the arms come from the text and the direction
from what it prints beside the ratio: a hazard ratio under 1 and a longer median survival belong to the same arm.
"""

import re

from assistant.effects.arms import ArmMention
from assistant.effects.compared import ArmFigure, Pair, name_of
from assistant.effects.comparison_as_spelt import as_listed, as_spelt, as_stated
from assistant.effects.comparison_by_numbers import by_numbers
from assistant.effects.comparison_by_words import by_words
from assistant.effects.control_arm import experimental_first, is_control
from assistant.effects.endpoints import EndpointKind
from assistant.effects.ratios import Ratio
from assistant.effects.reading import Reading, Sentence

# Words of a comparison between patients, not between arms: prognostic factors, subgroups against each other.
_OTHER_GROUPS = re.compile(
    r"(?i)\b(?:risk factors?|(?<!for )(?<!other )prognostic|predict\w+|multivaria\w+|univaria\w+|"
    r"independent\w*|associated with|"
    r"correlat\w+|"
    r"(?:compared (?:with|to)|than|versus|vs\.?) (?:in )?(?:those|patients|subjects) (?:with|without|whose|"
    r"who had|who did)\b|"
    r"(?:subset|subgroup|patients|those|women|men) who (?:developed|achieved|responded|experienced|converted|"
    r"completed|discontinued)|responders|"
    r"expression|expressing|levels?|score|baseline|biopsy|related to|depress\w+|facteurs? (?:de risque|"
    r"pronostiques?|associés?)|than (?:those|patients) (?:with|"
    r"without)|per unit|carriers)\b"
)
# Without such a word, a ratio in a sentence that names no arm may compare anything.
_BETWEEN_ARMS = re.compile(
    r"(?i)\b(?:groups|arms|difference|differ|improv\w*|prolong\w*|longer|superior\w*|(?:non-?)?inferior\w*|"
    r"benefit|favou?r\w*|"
    r"respectively|vs?|versus|efficacy|similar|primary|no (?:significant )?(?:advantage|effect)|groupes|bras|"
    r"amélior\w*|différence)\b"
)
_NO_TREATMENT = re.compile(r"(?i)\b(?:placebo|controls?|usual care|observation|sham|CG|UC|témoins?)\b")
_SOME_GROUP = re.compile(r"(?i)(?<!either )(?<!treatment )(?<!between )\b(?:group|arm)\b")


def compare(
    reading: Reading,
    sentence: Sentence,
    ratio: Ratio,
    ratios: list[Ratio],
    figures: list[ArmFigure],
    kind: EndpointKind,
    endpoint_key: str,
    last: Pair | None,
) -> Pair | None:
    """The two arms that a ratio compares, or ``None`` where that cannot be told with some certainty."""
    spelt = as_spelt(reading, sentence, ratio)
    if spelt is not None:
        return spelt
    arms = (
        as_stated(reading, sentence, ratio)
        or as_listed(reading, sentence, ratio, ratios)
        or by_numbers(reading, ratio, figures, kind, endpoint_key)
        or by_words(reading, sentence, ratio, kind)
    )
    if arms is not None:
        return None if _against_custom(reading, *arms) else _pair(reading, *arms)
    return _usual(reading, sentence, last)


def _against_custom(reading: Reading, first: ArmMention, second: ArmMention) -> bool:
    """Whether a control is held against the arm under trial, which a text that does so says: else a clause was misread."""
    reversed_ = bool(_NO_TREATMENT.search(first.name)) and not _NO_TREATMENT.search(second.name)
    return reversed_ and reading.pairs[first.key, second.key] <= reading.pairs[second.key, first.key]


def _pair(reading: Reading, first: ArmMention, second: ArmMention) -> Pair:
    return Pair(name_of(reading, first), name_of(reading, second))


def _usual(reading: Reading, sentence: Sentence, last: Pair | None) -> Pair | None:
    """The two arms of the trial, where the sentence names neither.

    As the ratio before compared them, else the arm under trial against the control, else as "A versus B" has them.
    """
    trial = reading.trial
    if trial is None or sentence.arms or _SOME_GROUP.search(reading.plain, sentence.start, sentence.end):
        return None
    if _OTHER_GROUPS.search(reading.plain, sentence.start, sentence.end):
        return None
    if last is not None:
        return last
    if not _BETWEEN_ARMS.search(reading.plain, sentence.start, sentence.end):
        return None
    one = ArmMention(-1, -1, trial.names[0], trial.first)
    other = ArmMention(-1, -1, trial.names[1], trial.second)
    forward, backward = reading.pairs[one.key, other.key], reading.pairs[other.key, one.key]
    if is_control(one, other) != is_control(other, one):
        first, second = experimental_first(one, other)
    elif max(forward, backward) > min(forward, backward) == 0:
        first, second = (one, other) if forward > backward else (other, one)
    else:
        return None
    return _pair(reading, first, second)
