"""llama.cpp in process, with a tiny model of random weights: what it says is nonsense, how it says it is not."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.grammar import sentence_grammar
from assistant.llm import ChatMessage, completed
from assistant.llm.llama_cpp import LlamaCpp
from corpora.errors import SourcierError
from tests.assistant.test_grammar import accepts

RULES = ChatMessage("system", "You are careful. You write one sentence. " * 3)
QUESTION = [RULES, ChatMessage("user", "Does the drug prolong survival?")]
OTHER_QUESTION = [RULES, ChatMessage("user", "Does the drug prolong life, and at what price?")]
GRAMMAR = sentence_grammar([2], {2: ["0.7", "95%"]}, "en", max_items=8)


@pytest.fixture
def model(tiny_model: Path):
    model = LlamaCpp(tiny_model, threads=1, context=512)
    yield model
    model.close()


def test_pieces_arrive_one_by_one_and_make_up_the_text(model: LlamaCpp):
    stream = model.stream(QUESTION, max_tokens=8)
    pieces = []
    while True:
        try:
            pieces.append(next(stream))
        except StopIteration as end:
            generation = end.value
            break
    assert len(pieces) > 1
    assert generation.text == "".join(pieces)
    assert generation.completion_tokens == 8
    assert generation.stop_reason == "length"


def test_the_grammar_is_obeyed_to_its_end(model: LlamaCpp):
    generation = completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=400))
    assert generation.stop_reason == "stop"
    assert generation.text.startswith("[2] ")
    assert generation.text.endswith(".")


def test_sampled_sentences_are_those_that_the_grammar_means(model: LlamaCpp):
    generations = [
        completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=400, temperature=1.0, seed=n)) for n in range(12)
    ]
    whole = [generation.text for generation in generations if generation.stop_reason == "stop"]
    assert len(whole) > 6
    assert all(accepts(GRAMMAR, text) for text in whole)


def test_the_text_does_not_depend_on_what_was_asked_before(tiny_quantised_model: Path):
    def asked(model: LlamaCpp, messages: list[ChatMessage]) -> str:
        # Sampled from a flat distribution, a text shows differences in the last bits that a greedy one would hide.
        return completed(model.stream(messages, max_tokens=300, temperature=2.0, seed=5)).text

    model = LlamaCpp(tiny_quantised_model, threads=1, context=512)
    first = asked(model, QUESTION)
    asked(model, OTHER_QUESTION)
    again = asked(model, QUESTION)
    repeated = asked(model, QUESTION)
    asked(model, [ChatMessage("user", "Hello")])
    later = asked(model, QUESTION)
    model.close()
    fresh = LlamaCpp(tiny_quantised_model, threads=1, context=512)
    elsewhere = asked(fresh, QUESTION)
    fresh.close()
    assert first == again == repeated == later == elsewhere


def test_a_seed_repeats_a_sampled_text(model: LlamaCpp):
    one, same, other = (
        completed(model.stream(QUESTION, max_tokens=40, temperature=1.0, seed=seed)).text for seed in (1, 1, 2)
    )
    assert one == same != other


def test_the_rules_are_evaluated_once(model: LlamaCpp):
    first = completed(model.stream(QUESTION, max_tokens=2)).prompt_tokens
    second = completed(model.stream(OTHER_QUESTION, max_tokens=2)).prompt_tokens
    assert second < first / 2


def test_a_redraft_evaluates_almost_nothing(model: LlamaCpp):
    completed(model.stream(QUESTION, max_tokens=20))
    again = completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=2))
    assert again.prompt_tokens < 40


def test_a_text_begun_is_continued(model: LlamaCpp):
    begun = completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=400)).text[:12]
    rest = completed(model.stream([*QUESTION, ChatMessage("assistant", begun)], max_tokens=10))
    assert rest.completion_tokens == 10
    assert not rest.text.startswith("<|im_start|>")


def test_a_stop_text_ends_the_generation_and_is_left_out(model: LlamaCpp):
    whole = completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=400)).text
    cut = completed(model.stream(QUESTION, grammar=GRAMMAR, max_tokens=400, stop=[whole[9:12]]))
    assert cut.text == whole[:9]


def test_closing_the_stream_stops_the_decoding(model: LlamaCpp):
    stream = model.stream(QUESTION, max_tokens=400)
    next(stream)
    stream.close()
    assert completed(model.stream(OTHER_QUESTION, max_tokens=3)).completion_tokens == 3


# A program of its own: other tests of this process may hold sockets.
_SOCKETS_WITH_A_MODEL = """
import stat, sys
from pathlib import Path
from assistant.llm import ChatMessage, completed
from assistant.llm.llama_cpp import LlamaCpp

model = LlamaCpp(Path(sys.argv[1]), threads=1, context=512)
assert completed(model.stream([ChatMessage("user", "Hello")], max_tokens=2)).completion_tokens == 2
opened = [entry for entry in Path("/dev/fd").iterdir() if entry.exists()]
assert opened
print(sum(stat.S_ISSOCK(entry.stat().st_mode) for entry in opened))
"""


def test_no_socket_is_open_while_the_model_is_loaded(tiny_model: Path):
    program = [sys.executable, "-c", _SOCKETS_WITH_A_MODEL, str(tiny_model)]
    assert subprocess.run(program, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True).stdout == "0\n"


def test_loading_does_not_block_the_caller(tiny_model: Path):
    model = LlamaCpp(tiny_model, threads=1, context=512)
    loading = model.start("You are careful.")
    assert loading.result(timeout=60) is not None
    assert model.start() is loading
    model.close()


def test_calls_from_several_threads_take_turns(model: LlamaCpp):
    alone = completed(model.stream(QUESTION, max_tokens=20)).text
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(completed(model.stream(QUESTION, max_tokens=20)).text))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [alone] * 3


def test_it_opens_again_after_being_closed(model: LlamaCpp):
    first = completed(model.stream(QUESTION, max_tokens=5)).text
    model.close()
    model.close()
    assert completed(model.stream(QUESTION, max_tokens=5)).text == first


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (None, "llm.model_missing"),
        (b"PK\x03\x04 not a model", "llm.not_gguf"),
        (b"GGUF\x03\0\0\0", "llm.model_damaged"),
    ],
)
def test_a_file_that_is_no_model_is_named_with_a_remedy(tmp_path: Path, content: bytes | None, key: str):
    file = tmp_path / "model.gguf"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SourcierError) as raised:
        completed(LlamaCpp(file).stream(QUESTION))
    assert raised.value.key == key
    assert raised.value.hint("fr")


def test_a_truncated_model_is_refused(tiny_model: Path, tmp_path: Path):
    file = tmp_path / "model.gguf"
    file.write_bytes(tiny_model.read_bytes()[:200_000])
    with pytest.raises(SourcierError) as raised:
        completed(LlamaCpp(file, context=512).stream(QUESTION))
    assert raised.value.key == "llm.not_loaded"


def test_a_context_beyond_the_models_training_is_refused(tiny_model: Path):
    with pytest.raises(SourcierError, match="trained for 1024"):
        completed(LlamaCpp(tiny_model, context=2048).stream(QUESTION))


def test_a_prompt_beyond_the_context_is_refused_with_both_sizes(model: LlamaCpp):
    with pytest.raises(SourcierError, match="context holds 512") as raised:
        completed(model.stream([ChatMessage("user", "survival " * 400)]))
    assert raised.value.key == "llm.prompt_too_long"
    assert completed(model.stream(QUESTION, max_tokens=2)).completion_tokens == 2


def test_a_broken_grammar_is_refused(model: LlamaCpp):
    with pytest.raises(SourcierError) as raised:
        completed(model.stream(QUESTION, grammar="root ::= ("))
    assert raised.value.key == "llm.grammar_refused"
