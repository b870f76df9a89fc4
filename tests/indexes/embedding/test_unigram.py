"""The unigram tokenizer, against the tokenizers library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from indexes.embedding.unigram import Unigram, normalised

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", *"abcdenortumé", "▁tu", "tumo", "mour", "r", "▁the", "ab", "abc", "bc"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.1, *(-6.0 - i / 7 for i in range(12)), -5.3, -7.7, -7.9, -6.1, -4.2, -6.7, -8.3, -6.9]
MINE = Unigram(PIECES, SCORES, begin=0, end=2, unknown=3)


def reference() -> Tokenizer:
    """The same tokenizer as XLM-RoBERTa's is built in the tokenizers library."""
    tokenizer = Tokenizer(models.Unigram(list(zip(PIECES, SCORES, strict=True)), unk_id=3))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


@given(st.text(alphabet="abcdenortumé ½xﬁ\u00a0", max_size=60))
def test_it_splits_as_the_tokenizers_library_does(text: str) -> None:
    assert MINE.ids(text, 10_000) == reference().encode(text).ids


def test_a_mark_typed_in_a_text_is_text() -> None:
    assert MINE.ids("</s>", 100).count(2) == 1


def test_a_long_text_keeps_both_marks() -> None:
    ids = MINE.ids("tumour " * 50, 10)
    assert len(ids) == 10
    assert (ids[0], ids[-1]) == (0, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\u200bb", "a b"), ("a\x07b", "ab"), ("ﬁ½", "fi1⁄2"), ("plain text", "plain text"), ("a\tb", "a b")],
)
def test_invisible_characters_part_words_and_control_characters_vanish(text: str, expected: str) -> None:
    assert normalised(text) == expected


@given(st.text(max_size=40))
def test_any_text_has_ids_between_the_marks(text: str) -> None:
    ids = MINE.ids(text, 100)
    assert (ids[0], ids[-1]) == (0, 2)
    assert all(0 <= each < len(PIECES) for each in ids)
