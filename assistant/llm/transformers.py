"""Transformers: safetensors folders and GGUF files through PyTorch, on a GPU where there is one, under a grammar.

Needs the ``torch`` extra. Nothing is asked of a hub: the files are on the machine.
"""

import threading
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from assistant.llm.backend import ChatMessage, Generation
from assistant.llm.cores import usable_cores
from corpora.errors import SourcierError

_CUT_CHARACTER = "\ufffd"


class Transformers:
    """A causal language model of Hugging Face transformers. Nothing is loaded before the first call.

    Parameters
    ----------
    model
        A folder with configuration, tokenizer and safetensors, or one GGUF file.
    threads
        Processor threads of PyTorch; 0 for the physical cores that this process may use.
    context
        Context window in tokens, prompt and answer together.
    """

    def __init__(self, model: Path, *, threads: int = 0, context: int = 4096) -> None:
        self.model = model
        self.threads = threads or usable_cores()
        self.context = context
        self._turn = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None
        self._compiler: Any = None

    @property
    def name(self) -> str:
        """The file's or folder's name."""
        return self.model.stem if self.model.suffix == ".gguf" else self.model.name

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        grammar: str | None = None,
        max_tokens: int = 256,
        temperature: float = 0.0,
        seed: int = 0,
        stop: Sequence[str] = (),
    ) -> Generator[str, None, Generation]:
        """See :class:`assistant.llm.backend.Backend`."""
        with self._turn:
            model, tokenizer = self._load()
            constraint = self._matcher(grammar) if grammar else None
            prompt = _prompt(tokenizer, messages)
            if prompt.shape[1] >= self.context:
                raise SourcierError("llm.prompt_too_long", tokens=prompt.shape[1], context=self.context)
            most = min(max_tokens, self.context - prompt.shape[1])
            began = time.perf_counter()
            first = began
            generated: list[int] = []
            text, whole, reason = "", "", "length"
            for token in _tokens(model, prompt, constraint, temperature, seed, most):
                if not generated:
                    first = time.perf_counter()
                if token in _end_tokens(model, tokenizer):
                    reason = "stop"
                    break
                generated.append(token)
                whole = tokenizer.decode(generated, skip_special_tokens=True)
                ended = [whole.index(end) for end in stop if end in whole]
                settled = min(ended) if ended else _settled(whole, stop)
                if settled > len(text):
                    piece, text = whole[len(text) : settled], whole[:settled]
                    yield piece
                if ended:
                    reason, whole = "stop", text
                    break
            if len(whole) > len(text):
                yield whole[len(text) :]
            now = time.perf_counter()
            return Generation(
                whole, reason, prompt.shape[1], len(generated), 1000 * (first - began), 1000 * (now - first)
            )

    def close(self) -> None:
        """Release the model."""
        with self._turn:
            self._loaded, self._compiler = None, None

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            if not self.model.exists():
                raise SourcierError("llm.model_missing", path=self.model)
            try:
                import torch
                from transformers import AutoModelForCausalLM, AutoTokenizer
                from transformers.utils.logging import disable_progress_bar
            except ImportError as error:
                raise SourcierError("llm.extra_missing") from error
            torch.set_num_threads(self.threads)
            disable_progress_bar()
            device = "cuda" if torch.cuda.is_available() else "cpu"
            where: dict[str, Any] = {"local_files_only": True}
            folder = self.model
            if self.model.is_file():
                folder, where["gguf_file"] = self.model.parent, self.model.name
            try:
                tokenizer = AutoTokenizer.from_pretrained(folder, **where)
                dtype = torch.bfloat16 if device == "cuda" else torch.float32
                model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, **where)
            except (OSError, ValueError, KeyError, ImportError) as error:
                raise SourcierError("llm.not_loaded", path=self.model, context=self.context) from error
            self._loaded = model.to(device).eval(), tokenizer
        return self._loaded

    def _matcher(self, grammar: str) -> Any:
        """A matcher that follows the tokens and says which may come next."""
        import xgrammar

        model, tokenizer = self._load()
        if self._compiler is None:
            vocabulary = xgrammar.TokenizerInfo.from_huggingface(
                tokenizer, vocab_size=model.config.vocab_size, stop_token_ids=sorted(_end_tokens(model, tokenizer))
            )
            self._compiler = xgrammar.GrammarCompiler(vocabulary, max_threads=self.threads)
        try:
            return xgrammar.GrammarMatcher(self._compiler.compile_grammar(grammar))
        except RuntimeError as error:
            raise SourcierError("llm.grammar_refused", backend="xgrammar") from error


def _settled(text: str, stop: Sequence[str]) -> int:
    """How many characters of an unfinished text are sure: not half a character, nor the beginning of a stop text."""
    sure = len(text.rstrip(_CUT_CHARACTER))
    for end in stop:
        for length in range(min(len(end), sure), 0, -1):
            if text[:sure].endswith(end[:length]):
                sure -= length
                break
    return sure


def _prompt(tokenizer: Any, messages: Sequence[ChatMessage]) -> Any:
    """The prompt's token ids, of shape (1, tokens)."""
    turns = [{"role": message.role, "content": message.content} for message in messages]
    continued = turns[-1]["role"] == "assistant"
    encoded = tokenizer.apply_chat_template(
        turns,
        add_generation_prompt=not continued,
        continue_final_message=continued,
        return_tensors="pt",
        return_dict=True,
    )
    return encoded["input_ids"]


def _end_tokens(model: Any, tokenizer: Any) -> set[int]:
    """The tokens that end an answer, of the model's configuration and of the tokenizer."""
    ends = model.generation_config.eos_token_id
    known = set(ends if isinstance(ends, list) else [ends]) | {tokenizer.eos_token_id}
    return {token for token in known if token is not None}


def _tokens(
    model: Any, prompt: Any, constraint: Any, temperature: float, seed: int, most: int
) -> Generator[int, None, None]:
    """At most ``most`` tokens after a prompt, the end token included; greedy at temperature 0."""
    import torch

    random = torch.Generator(device=model.device).manual_seed(seed)
    given, cache = prompt.to(model.device), None
    for _ in range(most):
        with torch.inference_mode():
            output = model(input_ids=given, past_key_values=cache, use_cache=True, logits_to_keep=1)
        cache, logits = output.past_key_values, output.logits[:, -1, :].float()
        if constraint is not None:
            _mask(constraint, logits)
        if temperature == 0:
            chosen = logits.argmax(dim=-1)
        else:
            weights = torch.softmax(logits / temperature, dim=-1)
            chosen = torch.multinomial(weights, 1, generator=random)[:, 0]
        token = int(chosen)
        if constraint is not None:
            constraint.accept_token(token)
        yield token
        given = chosen[:, None]


def _mask(constraint: Any, logits: Any) -> None:
    """Set the logits, of shape (1, vocabulary), of tokens that may not come next to minus infinity, in place."""
    import xgrammar

    allowed = xgrammar.allocate_token_bitmask(1, logits.shape[-1])
    constraint.fill_next_token_bitmask(allowed)
    xgrammar.apply_token_bitmask_inplace(logits, allowed.to(logits.device))
