"""What of a survival curve may be shown: its points, numbers at risk, events and follow-up.

All functions are pure, on the arrays of one group's Kaplan-Meier table. The group itself must have passed
:meth:`corpora.cohorts.disclosure.releases.Releases.release` with ``bears_outcomes=True``.

What can be read off a published curve: how many events lie between two of its points, up to the rounding of survival,
and at least ``events_between_points`` of them; how many patients, up to ``round_counts_to``, are still followed at a
tick. What cannot: when any one patient had an event or was last seen, or a count of 1 to 10 patients at a tick, with an
event, or without one. The median is the one time printed as it is: with at least ``smallest_cell`` events up to it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.disclosure.policy import Policy


def publishable_points(
    times: NDArray[np.float64],
    n_events: NDArray[np.int64],
    n_at_risk: NDArray[np.int64],
    *,
    policy: Policy,
    landmarks: Sequence[float] = (),
) -> NDArray[np.int64]:
    """Positions of the times at which the curve may have a point.

    From each point on, events are gathered until there are ``events_between_points`` of them; there the next point
    stands, unless fewer would then be left before the next landmark, whose printed survival must not differ from a
    point's by a few events. A point leaves at least ``smallest_at_risk`` patients at risk behind it. On a group of 100
    patients with 60 events that makes five steps.

    Parameters
    ----------
    times, n_events, n_at_risk
        The distinct times, events at each, and patients at risk just before it. Shape (times,), in order of time.
    landmarks
        Those that :func:`publishable_landmarks` allows, in days, in order.
    """
    total = np.cumsum(n_events)
    remaining = np.asarray(n_at_risk) - np.asarray(n_events)
    fixed = [int(np.searchsorted(times, day, side="right")) - 1 for day in landmarks if day >= times[0]]
    chosen: list[int] = []
    printed = 0
    for position in range(len(times)):
        if remaining[position] < policy.smallest_at_risk:
            break
        while fixed and fixed[0] < position:
            printed = int(total[fixed.pop(0)])
        until_landmark = int(total[fixed[0]] - total[position]) if fixed else None
        room = until_landmark is None or until_landmark == 0 or until_landmark >= policy.events_between_points
        if n_events[position] and room and total[position] - printed >= policy.events_between_points:
            chosen.append(position)
            printed = int(total[position])
    return np.asarray(chosen, np.int64)


def publishable_point_days(days: NDArray[np.float64], *, policy: Policy) -> NDArray[np.float64]:
    """The days of a curve's points, rounded up to ``round_points_to``: an exact one is the day of somebody's event."""
    return np.asarray(np.ceil(np.asarray(days) / policy.round_points_to) * policy.round_points_to, np.float64)


def publishable_at_risk(n: int, at_risk: Sequence[int], *, policy: Policy) -> list[int | None]:
    """Numbers at risk at the ticks of a curve, ``None`` where not shown, each rounded to ``round_counts_to``.

    A number is shown where at least ``smallest_at_risk`` are left and where the drop since the number shown before it
    (the group's size ``n`` to begin with) is none, or of at least ``smallest_cell``.

    Parameters
    ----------
    at_risk
        Exact, in order of time, never growing.
    """
    shown: list[int | None] = []
    last = n
    for number in at_risk:
        drop = last - number
        if number >= policy.smallest_at_risk and (drop == 0 or drop >= policy.smallest_cell):
            shown.append(min(n, max(policy.smallest_cell, _rounded(number, policy.round_counts_to))))
            last = number
        else:
            shown.append(None)
    return shown


def publishable_events(events: int, n: int, *, policy: Policy) -> int | None:
    """A group's events, rounded to ``round_counts_to``; ``None`` where they, or those without, are under the limit."""
    if min(events, n - events) < policy.smallest_cell:
        return None
    return min(n, max(policy.smallest_cell, _rounded(events, policy.round_counts_to)))


def publishable_landmarks(
    landmarks: Sequence[float],
    times: NDArray[np.float64],
    n_events: NDArray[np.int64],
    n_at_risk: NDArray[np.int64],
    *,
    policy: Policy,
) -> list[bool]:
    """Which round times (e.g. 2 and 5 years) may have their survival printed.

    At least ``smallest_at_risk`` are followed beyond it, and since the landmark printed before it there are no events,
    or at least ``events_between_points``.

    Parameters
    ----------
    landmarks
        Days, in order.
    times, n_events, n_at_risk
        As in :func:`publishable_points`, with all times (censored ones too).
    """
    allowed: list[bool] = []
    printed = 0
    total = np.concatenate([[0], np.cumsum(n_events)])
    for landmark in landmarks:
        after = int(np.searchsorted(times, landmark, side="right"))
        followed = int(n_at_risk[after]) if after < len(times) else 0
        since = int(total[after]) - printed
        fit = followed >= policy.smallest_at_risk and (since == 0 or since >= policy.events_between_points)
        if fit:
            printed = int(total[after])
        allowed.append(fit)
    return allowed


def publishable_median(
    median: float,
    times: NDArray[np.float64],
    n_events: NDArray[np.int64],
    n_at_risk: NDArray[np.int64],
    *,
    policy: Policy,
) -> bool:
    """Whether a quantile of survival (a median, a bound of its interval) may be printed.

    At least ``smallest_cell`` events lie up to it, and at least ``smallest_at_risk`` patients were at risk then.
    """
    if not np.isfinite(median):
        return False
    up_to = int(np.searchsorted(times, median, side="right"))
    if up_to == 0 or int(n_events[:up_to].sum()) < policy.smallest_cell:
        return False
    return int(n_at_risk[up_to - 1]) >= policy.smallest_at_risk


def publishable_survival(values: NDArray[np.float64], *, policy: Policy) -> NDArray[np.float64]:
    """Survival probabilities rounded to ``survival_decimals``: exact ones would tell the counts that they come from."""
    return np.asarray(np.round(values, policy.survival_decimals), np.float64)


def publishable_days(days: float | None, *, policy: Policy) -> float | None:
    """A time of follow-up (its median, its end) rounded to ``round_days_to``; ``None`` stays."""
    if days is None or not np.isfinite(days):
        return None
    return float(_rounded(days, policy.round_days_to))


def publishable_quartiles(values: NDArray[np.float64], *, policy: Policy) -> tuple[float, float, float] | None:
    """Quartiles of a number, or ``None`` where fewer than ``smallest_cell`` patients lie on either side of one.

    Each is the mean of the ``smallest_cell`` values around the quartile, to three significant figures, so that it is
    nobody's own value. Missing values (NaN) are left out.
    """
    known = np.sort(values[np.isfinite(values)])
    if len(known) < 4 * policy.smallest_cell:
        return None
    half = policy.smallest_cell // 2
    quartiles = []
    for share in (0.25, 0.5, 0.75):
        middle = round(share * (len(known) - 1))
        quartiles.append(float(f"{known[middle - half : middle + half + 1].mean():.3g}"))
    return quartiles[0], quartiles[1], quartiles[2]


def _rounded(number: float, base: int) -> int:
    return base * int(np.floor(number / base + 0.5))
