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
