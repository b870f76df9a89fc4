# ruff: noqa: E501 (documents stand here as their formats have them)
from pathlib import Path

from corpora.literature.source import NoticeKind, SourceKind
from tests.corpora.literature.reading import all_of, only, section, written

ARTICLE = """<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>
<Article><Journal><JournalIssue><PubDate><MedlineDate>2016 Jan-Feb</MedlineDate></PubDate></JournalIssue>
<Title>The Journal</Title><ISOAbbreviation>J Oncol</ISOAbbreviation></Journal>
<ArticleTitle>Drug A in <i>EGFR</i>-mutant cancer.</ArticleTitle>
<ELocationID EIdType="doi" ValidYN="Y">10.1000/{pmid}</ELocationID>
<Abstract><AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">Drug A is new.</AbstractText>
<AbstractText Label="RESULTS" NlmCategory="RESULTS">Survival at 10&#xa0;mg/m<sup>2</sup> was 0·60 (p&lt;0·001).</AbstractText></Abstract>
<AuthorList><Author><LastName>Martin</LastName><Initials>A</Initials></Author><Author><CollectiveName>A Group</CollectiveName></Author></AuthorList>
<Language>eng</Language><DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>
<AccessionNumber>NCT01234567</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
<PublicationTypeList>{types}</PublicationTypeList></Article>
<MeshHeadingList><MeshHeading><DescriptorName UI="D1">Lung Neoplasms</DescriptorName></MeshHeading></MeshHeadingList>
{extra}</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>
<ArticleId IdType="pmc">PMC99</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"""
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
"""
TRIAL = "<PublicationType>Randomized Controlled Trial</PublicationType><PublicationType>Clinical Trial, Phase III</PublicationType>"


def pubmed(*articles: str) -> str:
    return (
        f"{HEAD}<PubmedArticleSet>{''.join(articles)}<DeleteCitation><PMID>1</PMID></DeleteCitation></PubmedArticleSet>"
    )


def article(pmid: str = "7", types: str = TRIAL, extra: str = "") -> str:
    return ARTICLE.format(pmid=pmid, types=types, extra=extra)


def test_an_article_is_read_with_its_sections_and_identifiers(tmp_path: Path) -> None:
    source = only(written(tmp_path, "a.xml", pubmed(article())))
    assert (source.id, source.title, source.year, source.journal) == (
        "doi:10.1000/7",
        "Drug A in EGFR-mutant cancer.",
        2016,
        "J Oncol",
    )
    assert source.identifiers == {"doi": "10.1000/7", "pmid": "7", "pmcid": "PMC99", "nct": "NCT01234567"}
    assert section(source, "background") == "Drug A is new."
    assert section(source, "results") == "Survival at 10 mg/m2 was 0.60 (p<0.001)."
    assert source.authors == ("Martin A", "A Group")
    assert source.about["mesh"] == ["Lung Neoplasms"]
    assert (source.kind, source.design.randomised, source.design.phase) == (SourceKind.TRIAL_REPORT, True, "3")


def test_a_gzipped_annual_file_is_read_and_deleted_citations_are_passed_over(tmp_path: Path) -> None:
    sources, rejected = all_of(written(tmp_path, "pubmed26n0001.xml.gz", pubmed(article("7"), article("8"))))
    assert [s.id for s in sources] == ["doi:10.1000/7", "doi:10.1000/8"]
    assert not rejected


def test_a_french_abstract_beside_the_english_one_is_kept_as_a_section(tmp_path: Path) -> None:
    other = '<OtherAbstract Type="Publisher" Language="fre"><AbstractText>Le médicament A est nouveau.</AbstractText></OtherAbstract>'
    other += '<OtherAbstract Type="Publisher" Language="chi"><AbstractText>中文</AbstractText></OtherAbstract>'
    source = only(written(tmp_path, "a.xml", pubmed(article(extra=other))))
    assert section(source, "résumé") == "Le médicament A est nouveau."
    assert "中文" not in source.text


def test_retraction_and_correction_are_told_apart(tmp_path: Path) -> None:
    links = '<CommentsCorrectionsList><CommentsCorrections RefType="{}"><RefSource>J</RefSource></CommentsCorrections></CommentsCorrectionsList>'
    retracted = article(
        "7", TRIAL + "<PublicationType>Retracted Publication</PublicationType>", links.format("RetractionIn")
    )
    corrected = article("8", extra=links.format("ErratumIn"))
    commented = article("9", extra=links.format("RetractionOf"))
    sources, _ = all_of(written(tmp_path, "a.xml", pubmed(retracted, corrected, commented)))
    assert [s.notices for s in sources] == [(NoticeKind.RETRACTION,), (NoticeKind.CORRECTION,), ()]


def test_an_article_without_an_abstract_is_known_by_its_title(tmp_path: Path) -> None:
    bare = article().replace(article()[article().index("<Abstract>") : article().index("</Abstract>") + 11], "")
    source = only(written(tmp_path, "a.xml", pubmed(bare)))
    assert source.text == section(source, "title") == "Drug A in EGFR-mutant cancer."


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    import tracemalloc

    from corpora.literature.readers import read

    path = written(tmp_path, "big.xml", pubmed(*(article(str(n)) for n in range(1, 601))))
    tracemalloc.start()
    count = sum(1 for _ in read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 600
    assert peak < 3_000_000


def test_exponents_and_corrected_names_do_not_mislead(tmp_path: Path) -> None:
    text = (
        article()
        .replace("m<sup>2</sup>", "m<sup>2</sup>, 10<sup>9</sup> cells")
        .replace("<AuthorList>", '<AuthorList><Author ValidYN="N"><LastName>Wrong</LastName></Author>')
    )
    source = only(written(tmp_path, "a.xml", pubmed(text)))
    assert "10 mg/m2, 10⁹ cells" in source.text
    assert source.authors == ("Martin A", "A Group")


def test_a_book_is_known_by_its_doi(tmp_path: Path) -> None:
    book = '<PubmedBookArticle><BookDocument><PMID>9</PMID><ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId><ArticleId IdType="doi">10.1000/book</ArticleId></ArticleIdList><Book><BookTitle>Book</BookTitle><AuthorList Type="editors"><Author><LastName>Ed</LastName><Initials>E</Initials></Author></AuthorList></Book><ArticleTitle>Chapter</ArticleTitle></BookDocument></PubmedBookArticle>'
    source = only(written(tmp_path, "a.xml", pubmed(book)))
    assert (source.id, source.authors) == ("doi:10.1000/book", ("Ed E",))
