"""A love plot: how far two groups differ in each covariate, before weighting and after it (Love 2002)."""

from collections.abc import Sequence

from assistant.analysis.results import Balance
from corpora.catalogue import Language
from ui.cohorts.words import cohort_words
from ui.markup import Markup, svg_tag, tag
from ui.words import hidden

_ROW, _TOP, _LIMIT = 20.0, 26.0, 0.1
_STEPS = (0.25, 0.5, 1.0, 2.0, 4.0)


def love_plot(balance: Sequence[Balance], language: Language, width: int) -> Markup:
    """Absolute standardised differences, a covariate a row: an open ring before weighting, a full disc after it."""
    t = cohort_words(language)
    rows = sorted(balance, key=lambda b: -abs(b.before))
    most = max([0.2, *(abs(x) for b in rows for x in (b.before, b.after))])
    end = next((step for step in _STEPS if step >= most), most)
    left = min(width * 0.45, 14.0 + 6.2 * max(len(b.covariate) for b in rows))
    right, height = width - 16.0, _TOP + _ROW * len(rows) + 24

    def x(difference: float) -> float:
        return round(left + min(abs(difference), end) / end * (right - left), 1)

    bottom = height - 22
    shapes = [
        svg_tag("line", x1=x(_LIMIT), x2=x(_LIMIT), y1=_TOP - 6, y2=bottom, class_="love-limit"),
        svg_tag("line", x1=left, x2=right, y1=bottom, y2=bottom, class_="km-axis"),
    ]
    for tick in (0.0, _LIMIT, end / 2, end):
        words = f"{tick:.2f}" if 0 < tick < 1 else f"{tick:.1f}"
        shapes.append(svg_tag("text", words, x=x(tick), y=bottom + 15, text_anchor="middle", class_="km-soft"))
    for i, row in enumerate(rows):
        y = _TOP + i * _ROW + 6
        name = row.covariate if len(row.covariate) * 6.2 < left else row.covariate[: int(left / 6.2) - 1] + "…"
        shapes += [
            svg_tag("text", name, x=0, y=y + 4),
            svg_tag("line", x1=x(row.before), x2=x(row.after), y1=y, y2=y, class_="love-moved"),
            svg_tag("circle", cx=x(row.before), cy=y, r=4, class_="love-before"),
            svg_tag("circle", cx=x(row.after), cy=y, r=4, class_="love-after"),
        ]
    legend = [
        svg_tag("circle", cx=6, cy=8, r=4, class_="love-before"),
        svg_tag("text", t("before_weighting"), x=16, y=12, class_="km-soft"),
        svg_tag("circle", cx=width / 2 + 6, cy=8, r=4, class_="love-after"),
        svg_tag("text", t("after_weighting"), x=width / 2 + 16, y=12, class_="km-soft"),
    ]
    drawing = svg_tag(
        "svg", legend, shapes, view_box=f"0 0 {width} {height:g}", width=width, height=f"{height:g}",
        class_="km love", aria_hidden="true", focusable="false",
    )  # fmt: skip
    return tag("div", drawing, hidden(_spoken(rows, language)))


def _spoken(rows: Sequence[Balance], language: Language) -> str:
    t = cohort_words(language)
    return " ".join(
        t("balance_spoken", covariate=row.covariate, before=f"{row.before:.2f}",
          after=f"{row.after:.2f}")
        for row in rows
    )  # fmt: skip
