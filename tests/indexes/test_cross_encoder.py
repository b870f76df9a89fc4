"""Models that read two texts together: the way they are loaded, asked and heeded. Their weights here are random."""

from pathlib import Path

import numpy as np
import pytest

from assistant.entailment import ModelEntailment
from corpora.errors import SourcierError
from indexes.cross_encoder import CrossEncoder

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "trastuzumab", "improves", "survival", "placebo"]


def made(folder: Path, labels: list[str]) -> Path:
    """A small classifier with random weights, as transformers keeps it."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast, set_seed

    folder.mkdir()
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(WORDS) + "\n")
    set_seed(1)
    shape = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    config = BertConfig(vocab_size=len(WORDS), id2label=dict(enumerate(labels)), num_labels=len(labels), **shape)
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(vocabulary)).save_pretrained(folder)
    return folder


def test_a_reranker_gives_each_passage_a_share(tmp_path: Path) -> None:
    model = CrossEncoder(made(tmp_path / "model", ["relevance"]), threads=1)
    scores = model.scores("survival", ["trastuzumab improves survival", "placebo", "trastuzumab improves survival"])
    assert all(0 < score < 1 for score in scores)
    assert scores[0] == pytest.approx(scores[2])
    assert scores[0] != pytest.approx(scores[1])


def test_a_pair_that_is_too_long_is_cut_in_its_first_text(tmp_path: Path) -> None:
    model = CrossEncoder(made(tmp_path / "model", ["relevance"]), threads=1)
    assert np.isfinite(model.logits(["survival " * 2000], ["placebo"])).all()


def test_a_sentence_is_implied_where_one_passage_passes_the_threshold(tmp_path: Path) -> None:
    model = CrossEncoder(made(tmp_path / "model", ["entailment", "neutral", "contradiction"]), threads=1)
    passages = ["trastuzumab improves survival", "placebo"]
    assert ModelEntailment(model, threshold=0.0).implies(passages, "survival")
    assert not ModelEntailment(model, threshold=1.0).implies(passages, "survival")


def test_a_model_without_the_class_is_refused(tmp_path: Path) -> None:
    model = CrossEncoder(made(tmp_path / "model", ["relevance"]), threads=1)
    with pytest.raises(SourcierError) as refused:
        ModelEntailment(model)
    assert "relevance" in refused.value.message("en")
