from corpora.literature.node_parser import PassageNodeParser, document_of
from corpora.literature.passages import passages_of
from corpora.literature.starter.cards import starter_sources


def test_llama_index_gets_the_same_passages_with_their_places() -> None:
    card = next(iter(starter_sources()))
    nodes = PassageNodeParser().get_nodes_from_documents([document_of(card)])
    expected = passages_of(card)
    assert [(n.node_id, n.text, n.start_char_idx, n.metadata["section"]) for n in nodes] == [
        (p.id, p.text, p.start, p.section) for p in expected
    ]
    assert nodes[0].ref_doc_id == card.id
