"""Survival curves as SVG and PNG."""

import re
import struct
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from assistant.analysis.curve_axis import time_axis, time_words
from assistant.analysis.curve_points import drawn_points
from assistant.analysis.results import AtRisk, Interval, PublishedCurve, PublishedIncidence
from tests.ui.cohorts.scripted import curves
from tests.ui.scripted import HOSTILE
from tests.ui.test_contrast import colours, contrast
from ui.cohorts.curve import curve_png, curve_svg, incidence_svg

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str, name: str) -> list[ElementTree.Element]:
    """The elements of a class."""
    return [e for e in ElementTree.fromstring(svg).iter() if e.get("class") == name]


def texts(svg: str) -> list[str]:
    """All words of the drawing, in order."""
    return [e.text or "" for e in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def one_curve(days: tuple[float, ...], ticks: tuple[float, ...] = ()) -> PublishedCurve:
    """A curve of one group that falls by a tenth a point."""
    survival = tuple(1 - 0.1 * (i + 1) for i in range(len(days)))
    at_risk = tuple(AtRisk(day, 50) for day in ticks)
    return PublishedCurve("all", 60, 30, days, survival, survival, survival, at_risk, Interval(None, None, None))


def test_a_curve_is_well_formed_svg_that_needs_no_style_sheet_of_the_page() -> None:
    svg = curve_svg(curves(["a", "b"]), "en", title="Survival")
    assert ElementTree.fromstring(svg).tag == f"{SVG}svg"
    assert set(re.findall(r"var\(--[\w-]+\)", svg)) == set(), "every variable has a fallback"


def test_each_published_point_is_marked_and_the_line_begins_when_all_were_without_event() -> None:
    svg = curve_svg([one_curve((100.0, 200.0))], "en")
    line = drawn(svg, "km-line")[1].get("points") or ""
    assert len(line.split()) == 3
    marks = [e for e in drawn(svg, "km-mark") if float(e.get("cy") or 0) > 30]
    assert len(marks) == 2 + 1, "two points, and the sample beside the numbers at risk"


def test_groups_differ_in_dashes_and_in_the_shape_of_their_marks_not_in_colour_alone() -> None:
    svg = curve_svg(curves(["a", "b"]), "en")
    lines = [e for e in drawn(svg, "km-line") if e.tag == f"{SVG}polyline"]
    assert len({e.get("stroke-dasharray") for e in lines}) == 2
    assert {e.tag for e in drawn(svg, "km-mark")} == {f"{SVG}circle", f"{SVG}polygon"}


def test_of_more_groups_than_colours_no_two_look_the_same() -> None:
    svg = curve_svg(curves([f"arm {i}" for i in range(9)]), "en", width=900)
    lines = [e for e in drawn(svg, "km-line") if e.tag == f"{SVG}polyline"]
    assert len({(e.get("style"), e.get("stroke-dasharray")) for e in lines}) == 9
    assert curve_png(curves([f"arm {i}" for i in range(9)]), "en").startswith(b"\x89PNG")


def test_survival_published_at_round_times_is_a_point_of_the_curve_too() -> None:
    plain = one_curve((1000.0,))
    marked = replace(plain, landmarks=((365.25, Interval(1.0, None, None)), (1005.0, Interval(0.9, 0.8, 0.95))))
    assert drawn_points(marked).days == (0.0, 365.25, 1000.0), "one beside a point says nothing new"
    assert drawn_points(marked).low[1] == 1.0


def test_numbers_at_risk_stand_under_the_axis_and_one_that_may_not_be_shown_is_a_dash() -> None:
    words = texts(curve_svg(curves(["a", "b"]), "fr"))
    at = words.index("Patients à risque")
    assert words[at + 1 :] == ["160", "138", "116", "94", "72", "50", "120", "98", "76", "54", "32", "–"]


def test_a_listener_hears_each_group_with_its_survival_and_median() -> None:
    label = ElementTree.fromstring(curve_svg(curves(["a", "b"]), "fr", title="Survie")).get("aria-label")
    assert label is not None
    assert "a, 160 patients : 76 % à 2 ans, 52 % à 5 ans, médiane 4.6 ans." in label
    assert "médiane non atteinte" in label


def test_hostile_labels_stay_text() -> None:
    svg = curve_svg(curves([HOSTILE, "b"]), "en", title=HOSTILE, width=2000)
    root = ElementTree.fromstring(svg)
    assert not list(root.iter(f"{SVG}script")) and not list(root.iter(f"{SVG}img"))
    assert any(HOSTILE in words for words in texts(svg))


def test_a_cumulative_incidence_rises_from_nothing_and_is_said_at_its_last_point() -> None:
    incidence = PublishedIncidence("all", (200.0, 800.0), (0.1, 0.3), (0.05, 0.2), (0.15, 0.4))
    svg = incidence_svg([incidence], "en")
    heights = [float(p.split(",")[1]) for p in (drawn(svg, "km-line")[1].get("points") or "").split()]
    assert heights == sorted(heights, reverse=True), "upwards on a screen is a smaller number"
    assert "all: 30% at 26.3 months." in svg
    assert "at risk" not in svg


def test_no_points_to_show_draws_an_empty_axis() -> None:
    assert "<svg" in curve_svg([one_curve(())], "en")


@pytest.mark.parametrize(("last", "unit"), [(3000.0, "years"), (700.0, "months"), (40.0, "days")])
def test_the_axis_is_in_the_unit_of_the_follow_up(last: float, unit: str) -> None:
    assert time_axis([one_curve((last,))]).unit == unit


def test_the_axis_has_its_ticks_where_numbers_at_risk_are_published() -> None:
    axis = time_axis([one_curve((900.0,), (0, 365, 730, 1096, 1461))])
    assert axis.ticks == (0, 365, 730, 1096, 1461)
    assert axis.labels == ("0", "1", "2", "3", "4")


def test_times_are_said_as_each_language_writes_them() -> None:
    assert (time_words(365.25, "years", "en"), time_words(365.25, "years", "fr")) == ("1 year", "1 an")
    assert time_words(913.125, "years", "fr") == "2.5 ans"
    assert time_words(182.625, "years", "fr") == "6 mois"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("group", range(1, 7))
def test_each_colour_stands_out_from_the_page(theme: str, group: int) -> None:
    from importlib.resources import files

    from assistant.analysis.curve_picture import COLOURS

    sheet = (files("ui.assets") / "curve.css").read_text(encoding="utf-8")
    dark = dict(re.findall(r"--curve-(\d): (#[0-9a-f]{6})", sheet.split("@media print")[0]))
    colour = dark[str(group)] if theme == "dark" else COLOURS[group - 1]
    assert contrast(colour, colours(theme)["paper"]) >= 4.5


def test_a_png_is_a_picture_of_two_hundred_dots_an_inch() -> None:
    png = curve_png(curves(["a $x$", "b"]), "fr")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", png[16:20])[0] == 1260
