"""Our backends as llama-index models, and the other way round."""

from pathlib import Path

import pytest
from llama_index.core.llms import ChatMessage as IndexMessage

from assistant.grammar import sentence_grammar
from assistant.llm import ChatMessage, completed
from assistant.llm.llama_cpp import LlamaCpp
from assistant.llm.llama_index import BackendLLM, IndexBackend

GRAMMAR = sentence_grammar([2], {2: ["0.7"]}, "en", max_items=6)
QUESTION = [ChatMessage("system", "You are careful."), ChatMessage("user", "Does it work?")]
THEIRS = [IndexMessage(role=message.role, content=message.content) for message in QUESTION]


@pytest.fixture
def backend(tiny_model: Path):
    backend = LlamaCpp(tiny_model, threads=1, context=512)
    yield backend
    backend.close()


def test_a_conversation_through_llama_index_gives_the_backends_text(backend: LlamaCpp):
    ours = completed(backend.stream(QUESTION, grammar=GRAMMAR)).text
    assert BackendLLM(backend).chat(THEIRS, grammar=GRAMMAR).message.content == ours


def test_a_streamed_conversation_grows_to_the_same_text(backend: LlamaCpp):
    replies = list(BackendLLM(backend).stream_chat(THEIRS, grammar=GRAMMAR))
    assert replies[-1].message.content == "".join(reply.delta for reply in replies)
    assert len(replies) > 1


def test_a_single_prompt_is_completed_whole_or_streamed(backend: LlamaCpp):
    llm = BackendLLM(backend, num_output=12)
    assert llm.complete("Does it work?").text == list(llm.stream_complete("Does it work?"))[-1].text


def test_a_llama_index_model_serves_as_a_backend(backend: LlamaCpp):
    ours = completed(backend.stream(QUESTION, grammar=GRAMMAR)).text
    through = IndexBackend(BackendLLM(backend), grammar_argument="grammar")
    assert completed(through.stream(QUESTION, grammar=GRAMMAR)).text == ours
    assert through.name == "tiny"
