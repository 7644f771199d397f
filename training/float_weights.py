"""One layer of an int8 LiteRT file put back to float32: where its rounding would be seen, and it is cheap."""

from __future__ import annotations

from typing import Any

import numpy as np
from tensorflow.lite.python import schema_py_generated as schema
from tensorflow.lite.tools import flatbuffer_utils

from training.settings import TrainingError


def with_float_weights(content: bytes, plain: bytes, shape: tuple[int, ...]) -> bytes:
    """The int8 file with the weights of this shape [outputs, height, width, inputs] taken from the float32 file of the same network.

    The operation then runs in float32, its activations too; everything else stays as it is. TrainingError where no such weights are found.
    """
    small = flatbuffer_utils.convert_bytearray_to_object(bytearray(content))
    exact = flatbuffer_utils.convert_bytearray_to_object(bytearray(plain))
    moved: dict[int, int] = {}
    changed = 0
    for graph, other in zip(small.subgraphs, exact.subgraphs, strict=True):
        for tensor in graph.tensors:
            if tensor.type == schema.TensorType.INT8 and _shape(tensor) == shape:
                source = next((one for one in other.tensors if one.type == schema.TensorType.FLOAT32 and _shape(one) == shape), None)
                if source is None:
                    raise lost_weights("float32", shape)
                tensor.buffer = _buffer(small, exact.buffers[source.buffer].data, source.buffer, moved)
                tensor.type, tensor.quantization = schema.TensorType.FLOAT32, None
                changed += 1
    if not changed:
        raise lost_weights("int8", shape)
    return bytes(flatbuffer_utils.convert_object_to_bytearray(small))


def lost_weights(name: str, shape: tuple[int, ...]) -> TrainingError:
    """What is said of a conversion that arranged its weights otherwise than the TensorFlow this was written for."""
    return TrainingError(
        "TensorFlow converted the network, but the weights “{weights}” are not found in the result. "
        "No model was written, and what was trained is kept; export it again with another version of TensorFlow.",
        weights=f"{name} ({' x '.join(map(str, shape))})",
    )


def _shape(tensor: Any) -> tuple[int, ...]:
    return tuple(int(length) for length in tensor.shape) if tensor.shape is not None else ()


def _buffer(model: Any, data: Any, source: int, moved: dict[int, int]) -> int:
    """The place of a float32 buffer in the file; one that several graphs share is added once."""
    if source not in moved:
        added = schema.BufferT()
        added.data = np.asarray(data, dtype=np.uint8)
        model.buffers.append(added)
        moved[source] = len(model.buffers) - 1
    return moved[source]
