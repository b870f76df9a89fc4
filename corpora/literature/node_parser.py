"""The same passages as llama-index nodes, for a pipeline of that ecosystem."""

from collections.abc import Sequence
from typing import Any

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, NodeRelationship, TextNode

from corpora.literature.passages import LONGEST, SHORTEST, passages_of
from corpora.literature.source import Page, Passage, Section, Source, SourceKind


def document_of(source: Source) -> Document:
    """A source as a llama-index document; its sections and pages travel in the metadata."""
    return Document(
        id_=source.id,
        text=source.text,
        metadata={
            "title": source.title,
            "kind": source.kind.value,
            "language": source.language,
            "year": source.year,
            "journal": source.journal,
            "retracted": source.retracted,
            "sections": [[s.name, s.start, s.end] for s in source.sections],
            "pages": [[p.number, p.start, p.end] for p in source.pages],
        },
        excluded_embed_metadata_keys=["kind", "language", "year", "journal", "retracted", "sections", "pages"],
        excluded_llm_metadata_keys=["sections", "pages"],
    )


def node_of(passage: Passage, metadata: dict[str, Any]) -> TextNode:
    """A passage as a llama-index node, its span and section kept."""
    node = TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=metadata | {"section": passage.section, "page": passage.page},
        excluded_embed_metadata_keys=[*metadata.keys() - {"title"}, "page"],
    )
    node.relationships[NodeRelationship.SOURCE] = Document(id_=passage.source_id, text="").as_related_node_info()
    return node


class PassageNodeParser(NodeParser):
    """Cuts documents made by ``document_of``, or any others, into the passages that the library uses.

    Parameters
    ----------
    longest, shortest
        As for ``passages_of``, in characters.
    """

    longest: int = LONGEST
    shortest: int = SHORTEST

    @classmethod
    def class_name(cls) -> str:
        return "PassageNodeParser"

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:
        parsed: list[BaseNode] = []
        for node in nodes:
            metadata = {key: value for key, value in node.metadata.items() if key not in ("sections", "pages")}
            passages = passages_of(_source_of(node), self.longest, self.shortest)
            parsed.extend(node_of(passage, metadata) for passage in passages)
        return parsed


def _source_of(node: BaseNode) -> Source:
    metadata = node.metadata
    return Source(
        id=node.node_id,
        kind=SourceKind(metadata.get("kind", SourceKind.ARTICLE.value)),
        title=str(metadata.get("title", "")),
        text=node.get_content(),
        language=str(metadata.get("language", "en")),
        sections=tuple(Section(name, start, end) for name, start, end in metadata.get("sections", ())),
        pages=tuple(Page(number, start, end) for number, start, end in metadata.get("pages", ())),
    )
