"""Which format a file is in. Its content decides; its name only where the content leaves it open."""

import json
import re
from enum import StrEnum
from pathlib import PurePath

from corpora.errors import SourcierError
from corpora.literature.readers.encoding import decoded, encoding_of, looks_binary


class Format(StrEnum):
    """The formats that can be read."""

    PUBMED_XML = "PubMed XML"
    JATS = "JATS"
    NBIB = "NBIB"
    RIS = "RIS"
    JSON = "JSON"
    JSONL = "JSONL"
    PDF = "PDF"
    DOCX = "DOCX"
    HTML = "HTML"
    MARKDOWN = "Markdown"
    TEXT = "text"
    CIVIC = "CIViC"


_PUBMED_ROOTS = frozenset({"PubmedArticleSet", "PubmedArticle", "MedlineCitationSet", "MedlineCitation",
                           "PubmedBookArticleSet", "PubmedBookArticle"})  # fmt: skip
_JATS_ROOTS = frozenset({"article", "pmc-articleset", "articles", "records", "OAI-PMH", "collection"})
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)")
_PROLOGUE = re.compile(r"\A(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[.*?\]\s*(?=>))*>)*", re.DOTALL)
_HTML_START = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_HTML_TAGS = re.compile(r"<(?:p|div|h[1-6]|table|ul|span|article|section|meta)\b[^>]*>", re.IGNORECASE)
_NBIB = re.compile(r"\A\s*(?:PMID|PMC|OWN|STAT|OCOLC)\s*- ")
_RIS = re.compile(r"\A(?:[^\r\n]{0,200}[\r\n]+){0,9}?\s*TY {1,2}- ?[A-Z]{3,10}[ \t]*[\r\n]")
"""The first record, perhaps behind some lines of the program that wrote it."""
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|---\s*$|\*\*\S|[-*] \S|```)", re.MULTILINE)
_PACKED = (
    (b"\xd0\xcf\x11\xe0", "readers.old_office"),
    (b"{\\rtf", "readers.old_office"),
    (b"\x89PNG", "readers.image"),
    (b"\xff\xd8\xff", "readers.image"),
    (b"GIF8", "readers.image"),
    (b"II*\0", "readers.image"),
    (b"MM\0*", "readers.image"),
    (b"Rar!", "readers.archive"),
    (b"7z\xbc\xaf", "readers.archive"),
    (b"BZh", "readers.archive"),
    (b"\xfd7zXZ", "readers.archive"),
    (b"\x28\xb5\x2f\xfd", "readers.archive"),
)
_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".parquet"})


def format_of(head: bytes, name: str) -> Format:
    """The format of a file.

    Parameters
    ----------
    head
        Its first bytes, unpacked; 64 kilobytes are plenty.
    name
        Its name; ``.gz`` at the end is ignored.

    Raises
    ------
    SourcierError
        Where it is none that can be read: an image, an archive, a table, an old office format, binary data.
    """
    suffix = PurePath(name.lower().removesuffix(".gz")).suffix
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SourcierError("readers.empty", file=name)
    if b"%PDF-" in head[:1_024]:
        return Format.PDF
    if head.startswith(b"PK\x03\x04"):
        if suffix in _TABLES:
            raise SourcierError("readers.table", file=name)
        return Format.DOCX
    for magic, key in _PACKED:
        if head.startswith(magic):
            raise SourcierError(key, file=name)
    if suffix == ".pdf":
        raise SourcierError("readers.corrupt_pdf", file=name)
    if looks_binary(head):
        raise SourcierError("readers.binary", file=name)
    text = decoded(_whole_characters(head)).lstrip("\ufeff")
    return _format_of_text(text, suffix, name)


def _whole_characters(head: bytes) -> bytes:
    """The head without a character that the cut went through."""
    if encoding_of(head) != "utf-8":
        return head[: len(head) // 4 * 4]
    for back in range(1, min(4, len(head)) + 1):
        if head[-back] >= 0xC0:
            return head[:-back]
        if head[-back] < 0x80:
            break
    return head


def _format_of_text(text: str, suffix: str, name: str) -> Format:
    start = text.lstrip()
    if start.startswith("<"):
        return _format_of_markup(text, suffix, name)
    if start.startswith(("{", "[")) and (found := _format_of_json(start, suffix)):
        return found
    if _NBIB.match(text):
        return Format.NBIB
    if _RIS.match(text):
        return Format.RIS
    header = start.split("\n", 1)[0].lower()
    if "\t" in header and "evidence_statement" in header:
        return Format.CIVIC
    if suffix in _TABLES:
        raise SourcierError("readers.table", file=name)
    if suffix in (".html", ".htm", ".xhtml") or len(_HTML_TAGS.findall(text)) > 5:
        return Format.HTML
    if suffix in (".md", ".markdown") or (suffix not in (".txt", ".text") and len(_MARKDOWN.findall(text)) > 2):
        return Format.MARKDOWN
    return Format.TEXT


def _format_of_markup(text: str, suffix: str, name: str) -> Format:
    body = _PROLOGUE.sub("", text, count=1)
    root = _ROOT.match(body)
    tag = root["name"] if root else ""
    if tag in _PUBMED_ROOTS:
        return Format.PUBMED_XML
    if tag in _JATS_ROOTS and not (tag == "article" and suffix in (".html", ".htm")):
        return Format.JATS
    if _HTML_START.search(text) or tag.lower() in (
        "p",
        "div",
        "html",
        "table",
        "section",
        "span",
        "meta",
        "h1",
        "main",
    ):
        return Format.HTML
    if suffix == ".xml" or text.lstrip().startswith("<?xml"):
        if "<!ENTITY" in text[: len(text) - len(body)]:
            raise SourcierError("readers.xml_entity", file=name)
        raise SourcierError("readers.unknown_xml", file=name, root=tag or "?")
    return Format.HTML if suffix in (".html", ".htm") or _HTML_TAGS.search(text) else Format.TEXT


def _format_of_json(start: str, suffix: str) -> Format | None:
    """JSON, JSON lines, or ``None`` where the brace only begins a text."""
    if suffix in (".jsonl", ".ndjson"):
        return Format.JSONL
    line = start.split("\n", 1)[0]
    if start[0] == "{" and "\n" in start:
        try:
            json.loads(line)
        except ValueError:
            return Format.JSON if suffix == ".json" or re.match(r'\{\s*"', start) else None
        return Format.JSONL
    return Format.JSON if suffix == ".json" or re.match(r'[\[{]\s*(?:["{\[\]}])', start) else None
