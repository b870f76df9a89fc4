# ruff: noqa: E501 (documents stand here as their formats have them)
from pathlib import Path

from corpora.literature.source import NoticeKind, SourceKind
from tests.corpora.literature.reading import all_of, only, section, written

ARTICLE = """<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article" xml:lang="en"><front>
<journal-meta><journal-title-group><journal-title>The Journal</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmid">7</article-id><article-id pub-id-type="pmc">123456</article-id>
<article-id pub-id-type="doi">10.1000/X</article-id>
<title-group><article-title>Drug A<xref ref-type="fn">*</xref> in cancer</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Martin</surname><given-names>Anne</given-names></name></contrib></contrib-group>
<pub-date pub-type="epub"><year>2015</year></pub-date><pub-date pub-type="ppub"><year>2016</year></pub-date>
{related}<abstract><sec><title>Methods</title><p>We randomly assigned 300 patients.</p></sec>
<sec><title>Results</title><p>Survival was longer.</p></sec></abstract>
<trans-abstract xml:lang="fr"><p>La survie était plus longue.</p></trans-abstract>
<abstract abstract-type="graphical"><p>A picture.</p></abstract></article-meta></front>
<body><sec><title>1. Methods</title><p>All patients <italic>consented</italic>&#8212;each one.</p>
<sec><title>Statistics</title><p>We used a log-rank test<xref>3</xref>.</p></sec></sec>
<sec><title>Results</title><p>See the table.</p><table-wrap><label>Table 1</label><caption><p>Response</p></caption>
<table><thead><tr><th>Arm</th><th>Rate</th></tr></thead><tbody><tr><td>A</td><td>40%</td></tr></tbody></table></table-wrap>
<p>Formula <tex-math>\\frac</tex-math>left out.</p></sec></body>
<back><ref-list><ref><mixed-citation>Somebody 2001</mixed-citation></ref></ref-list></back></article>"""


def test_abstract_body_and_tables_become_sections(tmp_path: Path) -> None:
    source = only(written(tmp_path, "a.nxml", ARTICLE.format(related="")))
    assert (source.id, source.title, source.year) == ("doi:10.1000/x", "Drug A in cancer", 2016)
    assert source.identifiers == {"doi": "10.1000/x", "pmid": "7", "pmcid": "PMC123456"}
    assert section(source, "abstract › methods") == "We randomly assigned 300 patients."
    assert section(source, "résumé") == "La survie était plus longue."
    assert section(source, "methods › statistics") == "We used a log-rank test3."
    assert "Table 1 Response\nArm | Rate\nA | 40%" in section(source, "results")
    assert "frac" not in source.text
    assert "picture" not in source.text
    assert "Somebody" not in source.text
    assert (source.kind, source.design.randomised) == (SourceKind.TRIAL_REPORT, True)


def test_an_article_set_is_read_one_by_one_and_namespaces_do_not_matter(tmp_path: Path) -> None:
    spaced = ARTICLE.format(related="").replace(
        "<article ", '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/" ', 1
    )
    sources, _ = all_of(written(tmp_path, "set.xml.gz", f"<pmc-articleset>{spaced}{spaced}</pmc-articleset>"))
    assert [s.title for s in sources] == ["Drug A in cancer"] * 2


def test_a_link_to_its_retraction_marks_the_article_and_a_retraction_notice_is_not_retracted(tmp_path: Path) -> None:
    link = '<related-article related-article-type="{}" xlink:href="x"/>'
    assert only(written(tmp_path, "a.xml", ARTICLE.format(related=link.format("retraction-forward")))).retracted
    notice = only(written(tmp_path, "b.xml", ARTICLE.format(related=link.format("retracted-article"))))
    assert NoticeKind.RETRACTION not in notice.notices


def test_named_characters_of_html_are_understood_without_the_dtd(tmp_path: Path) -> None:
    head = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "JATS-archivearticle1.dtd">'
    source = only(
        written(tmp_path, "a.xml", head + ARTICLE.format(related="").replace("each one", "&eacute;ach &le; one"))
    )
    assert "éach ≤ one" in source.text


BODY = '<article article-type="{type}"><front><article-meta><article-id pub-id-type="doi">10.1000/y</article-id><title-group><article-title>Drug A</article-title><subtitle>a randomised phase 3 trial</subtitle></title-group><contrib-group><contrib contrib-type="author"><collab>The Group<contrib-group><contrib><name><surname>Member</surname></name></contrib></contrib-group></collab></contrib></contrib-group></article-meta></front><body><sec><title>Results</title>{text}</sec></body>{more}</article>'


def test_marks_of_references_and_exponents_do_not_change_numbers(tmp_path: Path) -> None:
    text = """<p>HR 0.62<xref ref-type="bibr"><sup>3</sup></xref> in 30%<xref ref-type="bibr">5</xref>,<xref ref-type="bibr">6</xref> with
    10<sup>6</sup> cells<sup><xref ref-type="bibr">7</xref></sup> [<xref ref-type="bibr">4</xref>], and
    <inline-formula><alternatives><tex-math>p</tex-math><math><msup><mn>10</mn><mn>9</mn></msup><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></math></alternatives></inline-formula>.</p>"""
    source = only(written(tmp_path, "a.xml", BODY.format(type="research-article", text=text, more="")))
    assert source.text == "HR 0.62 in 30% with 10⁶ cells [4], and 10⁹=1/2."


def test_floating_and_grouped_tables_subtitles_and_groups_are_read(tmp_path: Path) -> None:
    table = "<table-wrap><label>{}</label><table><tr><td>A</td><td>12.1<xref ref-type='table-fn'><sup>a</sup></xref></td></tr></table></table-wrap>"
    grouped = f"<table-wrap-group>{table.format('Table 1')}</table-wrap-group>"
    floats = f"<floats-group>{table.format('Table 2')}</floats-group>"
    source = only(written(tmp_path, "a.xml", BODY.format(type="research-article", text=grouped, more=floats)))
    assert section(source, "results") == "Table 1\nA | 12.1"
    assert section(source, "tables and figures") == "Table 2\nA | 12.1"
    assert (source.title, source.authors) == ("Drug A: a randomised phase 3 trial", ("The Group",))


def test_a_letter_is_not_the_trial_that_it_speaks_of(tmp_path: Path) -> None:
    text = "<p>In that trial 300 patients were randomly assigned.</p>"
    source = only(written(tmp_path, "a.xml", BODY.format(type="letter", text=text, more="")))
    assert (source.kind, source.design.evidence_level) == (SourceKind.ARTICLE, 0)
