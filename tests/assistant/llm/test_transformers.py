"""The transformers engine, with the same tiny model as llama.cpp's tests. Needs the torch extra."""

from pathlib import Path

import pytest

from assistant.grammar import sentence_grammar
from assistant.llm import ChatMessage, completed
from assistant.llm.llama_cpp import LlamaCpp
from assistant.llm.transformers import Transformers
from corpora.errors import SourcierError

pytest.importorskip("torch", reason="the torch extra is not installed")
pytest.importorskip("xgrammar", reason="the torch extra is not installed")

QUESTION = [ChatMessage("system", "You are careful."), ChatMessage("user", "Does the drug prolong survival?")]
GRAMMAR = sentence_grammar([2], {2: ["0.7", "95%"]}, "en", max_items=8)


@pytest.fixture(scope="module")
def model(tiny_model: Path):
    model = Transformers(tiny_model, threads=1, context=512)
    yield model
    model.close()


def test_it_writes_under_the_grammar_what_llama_cpp_writes(tiny_model: Path, model: Transformers):
    here = completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=300))
    other = LlamaCpp(tiny_model, threads=1, context=512)
    there = completed(other.stream(QUESTION, grammar=GRAMMAR, max_tokens=300))
    other.close()
    assert here.text == there.text
    assert here.stop_reason == there.stop_reason == "stop"


def test_it_reads_a_folder_of_safetensors(tiny_model: Path, model: Transformers, tmp_path: Path):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    where = {"gguf_file": tiny_model.name, "local_files_only": True}
    read = AutoModelForCausalLM.from_pretrained(tiny_model.parent, **where)
    plain = type(read)(type(read.config)(**{k: v for k, v in read.config.to_dict().items() if "quantiz" not in k}))
    plain.load_state_dict(read.state_dict())
    plain.save_pretrained(tmp_path)
    AutoTokenizer.from_pretrained(tiny_model.parent, **where).save_pretrained(tmp_path)
    again = Transformers(tmp_path, threads=1, context=512)
    expected = completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=40)).text
    assert completed(again.stream(QUESTION, grammar=GRAMMAR, max_tokens=40)).text == expected


def test_a_seed_repeats_a_sampled_text(model: Transformers):
    one, same, other = (
        completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=40, temperature=1.0, seed=seed)).text
        for seed in (1, 1, 2)
    )
    assert one == same != other


def test_a_stop_text_ends_the_generation_and_is_left_out(model: Transformers):
    whole = completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=300)).text
    cut = completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=300, stop=[whole[9:12]]))
    assert cut.text == whole[:9]


def test_a_prompt_beyond_the_context_is_refused(model: Transformers):
    with pytest.raises(SourcierError) as raised:
        completed(model.stream([ChatMessage("user", "survival " * 400)]))
    assert raised.value.key == "llm.prompt_too_long"


def test_a_broken_grammar_is_refused(model: Transformers):
    with pytest.raises(SourcierError) as raised:
        completed(model.stream(QUESTION, grammar="root ::= ("))
    assert raised.value.key == "llm.grammar_refused"


def test_a_folder_without_a_model_is_refused(tmp_path: Path):
    with pytest.raises(SourcierError) as raised:
        completed(Transformers(tmp_path).stream(QUESTION))
    assert raised.value.key == "llm.not_loaded"
