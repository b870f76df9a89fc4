"""Reads a BERT encoder from a folder as model hubs lay it out: ``config.json`` and ``model.safetensors``.

Source of the format: https://github.com/huggingface/safetensors (uint64 length of a JSON header, the header, the
tensors).
"""

import json
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ValidationError

from corpora.errors import SourcierError
from indexes.embedding.bert import BertWeights, Floats

_MODEL_TYPES_WITH_OFFSET = ("roberta", "xlm-roberta")


class _Config(BaseModel):
    """The fields of ``config.json`` that matter here; hubs write many more, so unknown ones are passed over."""

    model_type: str
    num_hidden_layers: int
    num_attention_heads: int
    layer_norm_eps: float = 1e-12
    hidden_act: str = "gelu"
    pad_token_id: int = 0


def read_bert_folder(folder: Path) -> BertWeights:
    """The folder's encoder.

    Raises
    ------
    SourcierError
        If it is not a BERT or XLM-RoBERTa encoder with GELU, or a tensor is missing.
    """
    try:
        config = _Config.model_validate_json((folder / "config.json").read_bytes())
    except ValidationError as error:
        raise SourcierError("weights.not_bert", folder=folder.name, problem=error.errors()[0]["msg"]) from error
    offset_types = config.model_type in _MODEL_TYPES_WITH_OFFSET
    if not (offset_types or config.model_type == "bert") or config.hidden_act != "gelu":
        raise SourcierError("weights.not_bert", folder=folder.name, problem=f"{config.model_type}, {config.hidden_act}")
    tensors = {_bare(name): values for name, values in read_safetensors(folder / "model.safetensors").items()}
    try:
        positions = tensors["embeddings.position_embeddings.weight"]
        # RoBERTa counts positions from the padding id's successor.
        first = config.pad_token_id + 1 if offset_types else 0
        return BertWeights(
            layers=config.num_hidden_layers,
            heads=config.num_attention_heads,
            epsilon=config.layer_norm_eps,
            words=tensors["embeddings.word_embeddings.weight"],
            positions=positions[first:] + tensors["embeddings.token_type_embeddings.weight"][0],
            tensors=tensors,
        )
    except KeyError as error:
        raise SourcierError("weights.not_bert", folder=folder.name, problem=str(error)) from error


def read_safetensors(file: Path) -> dict[str, Floats]:
    """The file's floating-point tensors as float32, by name."""
    data = np.memmap(file, np.uint8, "r")
    length = int.from_bytes(bytes(data[:8]), "little")
    header = json.loads(bytes(data[8 : 8 + length]))
    found: dict[str, Floats] = {}
    for name, about in header.items():
        if name == "__metadata__" or about["dtype"] not in ("F32", "F16", "BF16"):
            continue
        start, end = (8 + length + at for at in about["data_offsets"])
        raw = data[start:end].tobytes()
        if about["dtype"] == "BF16":
            values = (np.frombuffer(raw, "<u2").astype(np.uint32) << 16).view(np.float32)
        else:
            values = np.frombuffer(raw, "<f4" if about["dtype"] == "F32" else "<f2").astype(np.float32)
        found[name] = values.reshape(about["shape"])
    return found


def _bare(name: str) -> str:
    """The tensor's name without the name of the model around the encoder."""
    return name.removeprefix("bert.").removeprefix("roberta.").removeprefix("model.")
