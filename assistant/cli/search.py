"""``sourcier search``: ranked sources without an answer."""

import json as json_format
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import LibraryOption, settings_for

if TYPE_CHECKING:
    from assistant.batch import BatchQuestion
    from corpora.lexicon import Lexicon
    from indexes.retrieval import Retriever


def search(
    query: Annotated[str | None, typer.Argument(help="What to look for, in English or French.")] = None,
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help="How many sources.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="A JSONL file of queries (id, question).")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="With --batch: the JSONL file to write.")] = None,
    library: LibraryOption = None,
) -> None:
    """Rank the library's sources for a query."""
    from assistant.batch import BatchQuestion, read_questions
    from assistant.opening import open_library, open_reranker
    from corpora.lexicon import Lexicon
    from indexes.retrieval import Retriever

    if (query is None) == (batch is None):
        raise typer.BadParameter("give a query, or --batch with --out", param_hint="QUERY")
    settings = settings_for(library)
    opened = open_library(settings, read_only=True)
    try:
        retriever, lexicon = Retriever(opened, open_reranker(settings)), Lexicon.load()
        if batch is not None:
            if out is None:
                raise typer.BadParameter("--batch needs --out", param_hint="--out")
            with out.open("w", encoding="utf-8") as file:
                for question in read_questions(batch):
                    record = {"id": question.id, **ranked(question, retriever, lexicon, k)}
                    file.write(json_format.dumps(record, ensure_ascii=False) + "\n")
            return
        assert query is not None
        result = ranked(BatchQuestion(id="", question=query), retriever, lexicon, k)
    finally:
        opened.close()
    if json:
        typer.echo(json_format.dumps(result, ensure_ascii=False, indent=2))
        return
    for row in result["sources"]:
        typer.echo(f"{row['score']:.3f}  {row['id']}  {row['title']}")


def ranked(question: "BatchQuestion", retriever: "Retriever", lexicon: "Lexicon", k: int) -> dict[str, Any]:
    """The sources ranked for a query after redaction, best first, each with its score and best passage."""
    from assistant.question import understand

    understood = understand(question.question, lexicon, previous=question.previous, language=question.lang)
    hits = retriever.search_sources(
        understood.search_text,
        language=understood.language,
        lexical_terms=lexicon.english_terms(understood.search_text),
        k=k,
    )
    return {
        "query": understood.text,
        "language": understood.language,
        "sources": [
            {
                "id": hit.source.id,
                "kind": hit.source.kind.value,
                "title": hit.source.title,
                "year": hit.source.year or None,
                "score": round(hit.score, 6),
                "passage": {"id": hit.passage.id, "text": hit.passage.text, "page": hit.passage.page or None},
            }
            for hit in hits
        ],
    }
