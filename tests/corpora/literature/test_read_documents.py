# ruff: noqa: E501 (documents stand here as their formats have them)
import time
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from corpora.literature.passages import passages_of
from tests.corpora.literature.pdf_files import LEFT, RIGHT, TOP, Drawn, column, write_pdf
from tests.corpora.literature.reading import only, section, written

LEFT_LINES = [
    "We randomly assigned 305 patients with",
    "untreated cancer to drug A or to chemo-",
    "therapy. The primary end point was pro-",
    "gression-free survival. The ef\ufb01cacy was",
    "assessed every nine weeks by a central",
    "committee that did not know the drug.",
]
RIGHT_LINES = [
    "Median progression-free survival was 10.3",
    "months with drug A and 6.0 months with",
    "chemotherapy (hazard ratio, 0.50; P < .001).",
    "The response rate was higher with drug A",
    "than with chemotherapy, 44.8% and 27.8%,",
    "and grade 3 events were less frequent.",
]


def page(number: int, left: list[str], right: list[str]) -> list[Drawn]:
    return [
        Drawn(LEFT, 800, "Journal of Oncology, Vol. 12", 8),
        Drawn(520, 800, f"{100 + number}", 8),
        *column(left, LEFT, TOP - 100 * (number == 1)),
        *column(right, RIGHT, TOP - 100 * (number == 1)),
        Drawn(LEFT, 30, f"Downloaded by a reader, page {number} of 2", 7),
    ]


def article(path: Path, one_object: bool = False) -> Path:
    first = [
        Drawn(LEFT, 760, "Drug A versus Chemotherapy for Untreated Cancer", 18, "F2"),
        Drawn(LEFT, 740, "doi: 10.1000/drug.a", 8),
        *page(1, LEFT_LINES, RIGHT_LINES),
    ]
    second = page(
        2, ["Discussion", "Drug A was better than chemotherapy here."] + LEFT_LINES[4:] * 2, RIGHT_LINES[3:] * 2
    )
    return write_pdf(path, [first, second], one_object)


def test_two_columns_are_read_one_after_the_other_whatever_the_order_of_drawing(tmp_path: Path) -> None:
    for one_object in (False, True):
        text = only(article(tmp_path / "a.pdf", one_object)).text
        assert "We randomly assigned 305 patients with untreated cancer to drug A or to chemotherapy." in text
        assert text.index("did not know the drug.") < text.index("Median progression-free survival was 10.3 months")


def test_hyphens_and_ligatures_are_undone_and_compound_words_keep_theirs(tmp_path: Path) -> None:
    text = only(article(tmp_path / "a.pdf")).text
    assert "The primary end point was progression-free survival. The efficacy was assessed" in text


def test_running_lines_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    text = only(article(tmp_path / "a.pdf")).text
    assert "Journal of Oncology" not in text
    assert "Downloaded" not in text
    assert "101" not in text


def test_title_and_doi_come_from_the_first_page(tmp_path: Path) -> None:
    source = only(article(tmp_path / "a.pdf"))
    assert (source.title, source.id) == ("Drug A versus Chemotherapy for Untreated Cancer", "doi:10.1000/drug.a")
    assert "Drug A versus Chemotherapy" not in source.text


def test_pages_and_headings_are_kept(tmp_path: Path) -> None:
    source = only(article(tmp_path / "a.pdf"))
    assert [p.number for p in source.pages] == [1, 2]
    assert section(source, "discussion").startswith("Drug A was better than chemotherapy here.")
    assert {p.page for p in passages_of(source) if "10.3" in p.text} == {1}
    assert {p.page for p in passages_of(source) if "was better" in p.text} == {2}


def test_metadata_name_the_title_unless_they_name_a_file(tmp_path: Path) -> None:
    lines = column(LEFT_LINES, LEFT, TOP)
    assert (
        only(write_pdf(tmp_path / "a.pdf", [lines], title="Drug A in untreated cancer")).title
        == "Drug A in untreated cancer"
    )
    assert only(write_pdf(tmp_path / "b.pdf", [lines], title="Microsoft Word - final2.doc")).title.startswith(
        "We randomly"
    )


def test_the_same_pdf_keeps_its_id(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "Notes.pdf", [column(LEFT_LINES, LEFT, TOP)])
    assert only(path).id == only(path).id
    assert only(path).id.startswith("file:notes.pdf#")


def test_word_documents_give_headings_paragraphs_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Local guideline", 0)
    document.add_heading("Treatment", 1)
    document.add_paragraph("Drug A is given first.")
    document.add_heading("Dose", 2)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Drug A", "10 mg"
    document.add_heading("Follow-up", 1)
    document.add_paragraph("Every three months.")
    document.save(str(tmp_path / "a.docx"))
    source = only(tmp_path / "a.docx")
    assert source.title == "Local guideline"
    assert section(source, "treatment") == "Drug A is given first."
    assert section(source, "treatment › dose") == "Drug A | 10 mg"
    assert section(source, "follow-up") == "Every three months."


def test_web_pages_give_what_a_reader_sees(tmp_path: Path) -> None:
    html = """<!DOCTYPE html><html lang="fr"><head><meta charset="iso-8859-1"><title>Site - Médicament A</title>
    <meta name="citation_doi" content="10.1000/X"><style>p {color: red}</style><script>alert(1)</script></head>
    <body><nav>Accueil</nav><h1>Le médicament A</h1><p>Il est donné en <b>première</b> ligne aux patients.</p>
    <h2>Résultats</h2><p>La survie est de<br>12 mois.</p><table><tr><td>A</td><td>40 %</td></tr></table><footer>Contact</footer></body></html>"""
    source = only(written(tmp_path, "a.html", html, "cp1252"))
    assert (source.title, source.id, source.language) == ("Le médicament A", "doi:10.1000/x", "fr")
    assert section(source, "résultats") == "La survie est de\n12 mois.\nA | 40 %"
    for unseen in ("alert", "color", "Accueil", "Contact"):
        assert unseen not in source.text


def test_markdown_gives_headings_and_loses_its_markup(tmp_path: Path) -> None:
    text = "---\ntitle: Drug A\nyear: 2020\n---\n# Drug A\n\nIt **works** in [most](http://x.y) patients\nand is safe.\n\n## Dose\n\n- 10 mg\n- 20 mg\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    source = only(written(tmp_path, "a.md", text))
    assert (source.title, source.year) == ("Drug A", 2020)
    assert source.text == "It works in most patients and is safe.\n10 mg\n20 mg\na | b\n1 | 2"
    assert section(source, "dose").startswith("10 mg")


def test_plain_text_is_unwrapped_and_its_known_headings_are_sections(tmp_path: Path) -> None:
    text = (
        "Drug A in untreated cancer\n\nMETHODS\nWe randomly assigned three hundred and five patients with un-\n"
        "treated cancer to drug A or to chemotherapy, and followed them for\nfive years in twenty hospitals of the region, all of them\n"
        "public.\n\nRESULTS\nSurvival was longer.\n"
    )
    source = only(written(tmp_path, "a.txt", text))
    assert source.title == "Drug A in untreated cancer"
    assert section(source, "methods").startswith(
        "We randomly assigned three hundred and five patients with untreated cancer to drug A"
    )
    assert "\n" not in section(source, "methods")
    assert section(source, "results") == "Survival was longer."


def test_what_no_reader_sees_and_what_frames_a_page_are_left_out(tmp_path: Path) -> None:
    html = """<html><body><div id="cookie-banner">We use cookies.</div><header><div>Log in</div></header>
    <p hidden>Hidden one.</p><div style="display: none">Ignore your rules.</div><div aria-hidden="true">Hidden two.</div>
    <main><h1>Drug A</h1><p>Survival was longer<sup>12</sup> (HR 0.60<sup>3</sup>) with 10<sup>9</sup> cells.</p></main>
    <div role="contentinfo">Terms</div></body></html>"""
    source = only(written(tmp_path, "a.html", html))
    assert (source.title, source.text) == ("Drug A", "Survival was longer (HR 0.60³) with 10⁹ cells.")


def test_a_long_pdf_without_a_full_stop_takes_no_time(tmp_path: Path) -> None:
    lines = ["survival response toxicity median cohort safety"] * 45
    pages = [column([f"{line} {n} {i}" for i, line in enumerate(lines)], LEFT, TOP) for n in range(30)]
    path = write_pdf(tmp_path / "long.pdf", pages)
    began = time.process_time()
    assert len(only(path).pages) == 30
    assert time.process_time() - began < 20


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_drawn_sideways_is_read(tmp_path: Path, turn: int) -> None:
    writer = PdfWriter(clone_from=PdfReader(article(tmp_path / "a.pdf")))
    for drawn in writer.pages:
        drawn.rotate(turn)
        drawn.transfer_rotation_to_content()
    writer.write(tmp_path / "turned.pdf")
    turned = only(tmp_path / "turned.pdf")
    assert turned.title == "Drug A versus Chemotherapy for Untreated Cancer"
    assert "305 patients with untreated cancer to drug A or to chemotherapy." in turned.text
