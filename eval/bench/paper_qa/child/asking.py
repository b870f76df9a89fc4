"""paper-qa's ``Docs`` and its local index over the cards, with its defaults but for what no network allows."""

import re
import time
from pathlib import Path
from typing import Any

from paperqa import Docs, Settings, __version__
from paperqa.agents.search import SearchIndex
from piped_models import Ask, PipedEmbedder, PipedModel


def offline_settings() -> Settings:
    """The defaults without metadata look-ups, and one request at a time: the bench has one model."""
    settings = Settings()
    settings.parsing.use_doc_details = False
    settings.answer.max_concurrent_requests = 1
    return settings


async def ask_all(task: dict[str, Any], ask: Ask, folder: Path) -> dict[str, Any]:
    """All but ``call`` and ``refused`` of the report."""
    settings, embedder, model = offline_settings(), PipedEmbedder(ask), PipedModel(ask)
    docs, index = await hold(task["cards"], settings, embedder, model, folder)
    by_meaning = [await search_by_meaning(docs, question, settings, embedder) for question in task["questions"]]
    by_words = [await search_by_words(index, question, settings) for question in task["questions"]]
    drafts = [
        await draft(docs, question, settings, embedder, model) for question in task["questions"][: task["drafted"]]
    ]
    return {"version": __version__, "by_meaning": by_meaning, "by_words": by_words, "drafts": drafts}


async def hold(
    cards: list[dict[str, Any]], settings: Settings, embedder: PipedEmbedder, model: PipedModel, folder: Path
) -> tuple[Docs, SearchIndex]:
    """Every card read and chunked by paper-qa, in one ``Docs`` and in its local index.

    The citation is given, because paper-qa would ask the language model for that of each card; so the cards are added
    to the index one by one, as its own directory reader does, and not by that reader.
    """
    docs = Docs()
    index = SearchIndex(
        fields=[*SearchIndex.REQUIRED_FIELDS, "title", "year"], index_name="cards", index_directory=folder
    )
    for number, card in enumerate(cards):
        file = folder / f"{number}.txt"
        file.write_text(card["text"], encoding="utf-8")
        one = Docs()
        await one.aadd(
            file,
            citation=card["citation"],
            dockey=card["id"],
            settings=settings,
            llm_model=model,
            embedding_model=embedder,
        )
        entry = {"title": card["title"], "year": str(card["year"]), "file_location": file.name, "body": card["text"]}
        await index.add_document(entry, document=one)
        await docs.aadd_texts(one.texts, next(iter(one.docs.values())), settings, embedder)
    await index.save_index()
    return docs, index


async def search_by_meaning(docs: Docs, question: str, settings: Settings, embedder: PipedEmbedder) -> dict[str, Any]:
    """The cards of the chunks that paper-qa would put before the model, best first."""
    start = time.perf_counter()
    found = await docs.retrieve_texts(question, settings.answer.evidence_k, settings, embedder)
    ms = 1000 * (time.perf_counter() - start)
    return {"ms": ms, "ids": list(dict.fromkeys(str(text.doc.dockey) for text in found))}


async def search_by_words(index: SearchIndex, question: str, settings: Settings) -> dict[str, Any]:
    """The cards that the local index finds for the question's words, as paper-qa's search tool asks it."""
    start = time.perf_counter()
    found = await index.query(
        # Its query language takes a dash or a capital OR for an operator, and refuses the whole question.
        " ".join(re.findall(r"\w+", question.lower())),
        top_n=settings.agent.search_count,
        field_subset=[name for name in index.fields if name != "year"],
    )
    ms = 1000 * (time.perf_counter() - start)
    return {"ms": ms, "ids": list(dict.fromkeys(str(key) for one in found for key in one.docs))}


async def draft(
    docs: Docs, question: str, settings: Settings, embedder: PipedEmbedder, model: PipedModel
) -> dict[str, Any]:
    """Summaries of what was found, then the answer."""
    before, start = model.calls, time.perf_counter()
    session = await docs.aget_evidence(question, settings, embedding_model=embedder, summary_llm_model=model)
    evidence_ms = 1000 * (time.perf_counter() - start)
    # Where no summary is relevant, asking on would summarise all of them a second time.
    gathered = settings.model_copy(deep=True)
    gathered.answer.get_evidence_if_no_contexts = False
    session = await docs.aquery(session, gathered, llm_model=model, summary_llm_model=model, embedding_model=embedder)
    return {
        "answer": session.raw_answer,
        "contexts": {context.id: str(context.text.doc.dockey) for context in session.contexts},
        "evidence_ms": evidence_ms,
        "done_ms": 1000 * (time.perf_counter() - start),
        "calls": model.calls - before,
    }
