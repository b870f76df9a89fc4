"""The E-value: how strong unmeasured confounding would have to be (VanderWeele and Ding, Ann Intern Med 2017;167:268-74)."""

import math

from assistant.analysis.results import Interval


def e_value_of(risk_ratio: float) -> float:
    """The E-value of a risk ratio; 1 where there is no effect."""
    away = max(risk_ratio, 1 / risk_ratio)
    return away + math.sqrt(away * (away - 1))


def e_values(hazard_ratio: Interval, *, rare: bool) -> tuple[float | None, float | None]:
    """E-values of a hazard ratio and of the bound of its interval nearer to 1 (1 where the interval contains 1).

    Parameters
    ----------
    rare
        Whether less than 15 % have the event by the end of follow-up: then the hazard ratio stands for the risk ratio;
        otherwise it is converted by the paper's formula for common outcomes.
    """
    if hazard_ratio.value is None:
        return None, None
    as_risk = (lambda ratio: ratio) if rare else _common
    value = e_value_of(as_risk(hazard_ratio.value))
    if hazard_ratio.low is None or hazard_ratio.high is None:
        return value, None
    if hazard_ratio.low <= 1 <= hazard_ratio.high:
        return value, 1.0
    nearer = hazard_ratio.low if hazard_ratio.low > 1 else hazard_ratio.high
    return value, e_value_of(as_risk(nearer))


def _common(hazard_ratio: float) -> float:
    return float((1 - 0.5 ** math.sqrt(hazard_ratio)) / (1 - 0.5 ** math.sqrt(1 / hazard_ratio)))
