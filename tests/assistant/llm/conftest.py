"""A language model of a few hundred kilobytes with random weights: it speaks gibberish, through the real engines."""

from pathlib import Path

import gguf
import numpy as np
import pytest

_CONTEXT = 1024
_WIDTH, _HEADS, _LAYERS, _HIDDEN = 64, 4, 2, 96
_CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
_SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
_MERGES = ["Ġ t", "Ġ a", "o n", "i n", "r e", "0 .", "Ġ (", "7 5", "0. 7"]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model's GGUF file."""
    return write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture(scope="session")
def tiny_quantised_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in four bits: like the models in use, its logits depend on how a prompt is cut into batches."""
    return write_tiny_model(tmp_path_factory.mktemp("model") / "tiny-q4.gguf", quantised=True)


def write_tiny_model(path: Path, seed: int = 0, quantised: bool = False) -> Path:
    """Write a Qwen2 architecture with byte-level tokens, a few merged ones, and a ChatML template, as GGUF."""
    random = np.random.default_rng(seed)
    tokens = _byte_letters() + [merge.replace(" ", "") for merge in _MERGES] + _SPECIAL
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_name("tiny")
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_HIDDEN)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(10000.0)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([gguf.TokenType.NORMAL] * (len(tokens) - 3) + [gguf.TokenType.CONTROL] * 3)
    writer.add_token_merges(_MERGES)
    writer.add_bos_token_id(len(tokens) - 3)
    writer.add_eos_token_id(len(tokens) - 1)
    writer.add_add_bos_token(False)
    writer.add_chat_template(_CHATML)

    def tensor(name: str, *shape: int, scale: float = 0.4) -> None:
        weights = random.normal(0.0, scale, shape).astype(np.float32)
        if quantised and name.startswith("blk.") and len(shape) == 2:
            four_bits = gguf.GGMLQuantizationType.Q4_0
            writer.add_tensor(name, gguf.quants.quantize(weights, four_bits), raw_dtype=four_bits)
        else:
            writer.add_tensor(name, weights)

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(_WIDTH, np.float32))

    tensor("token_embd.weight", len(tokens), _WIDTH)
    tensor("output.weight", len(tokens), _WIDTH)
    ones("output_norm.weight")
    for layer in range(_LAYERS):
        block = f"blk.{layer}"
        ones(f"{block}.attn_norm.weight")
        ones(f"{block}.ffn_norm.weight")
        for part in "qkv":
            tensor(f"{block}.attn_{part}.weight", _WIDTH, _WIDTH)
            tensor(f"{block}.attn_{part}.bias", _WIDTH)
        tensor(f"{block}.attn_output.weight", _WIDTH, _WIDTH)
        tensor(f"{block}.ffn_gate.weight", _HIDDEN, _WIDTH)
        tensor(f"{block}.ffn_up.weight", _HIDDEN, _WIDTH)
        tensor(f"{block}.ffn_down.weight", _WIDTH, _HIDDEN)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _byte_letters() -> list[str]:
    """The 256 letters that stand for bytes in byte-level BPE, in the order of the bytes."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    letters, spare = [], 256
    for byte in range(256):
        if byte in plain:
            letters.append(chr(byte))
        else:
            letters.append(chr(spare))
            spare += 1
    return letters
