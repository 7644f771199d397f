"""The text of a label file: strict JSON in, one shape per line out, and the checksum that says whether somebody else wrote it."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn, Self

import numpy as np

from dspic_gui.sentence import SaidError, Sentence

LARGEST_FILE = 16 * 1024 * 1024
DEEPEST = 64
OWN = "dspic"

_SHOWN = 80
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')


class LabelError(SaidError, ValueError):
    """A label file that cannot be read or written; the text names the file, the shape (counted from 0) and the value.

    `problem` is what is wrong without file and shape, `consequence` says what is safe.
    """

    def __init__(self, name: str, template: str, shape: int | None = None, **values: Any) -> None:
        self.problem = Sentence(template, **{key: value if isinstance(value, Sentence) else shown(value) for key, value in values.items()})
        super().__init__(self.problem)
        self.name, self.shape = name, shape
        self.consequence = Sentence("Nothing was taken from this file.")
        self._whole: Sentence | None = None

    @classmethod
    def of(cls, sentence: Sentence) -> Self:
        """An error that says just this, because it is about more than one place in one file."""
        made = cls("", "")
        made.problem = made._whole = sentence
        return made

    @property
    def values(self) -> dict[str, str]:
        """The values that `problem` names."""
        return {name: str(value) for name, value in self.problem.values.items()}

    @property
    def place(self) -> str:
        """The file, and the shape where it is one shape."""
        return self.name if self.shape is None else f"{self.name}, shapes[{self.shape}]"

    @property
    def sentence(self) -> Sentence:
        """Where, what is wrong, and what is safe."""
        if self._whole is not None:
            return self._whole
        return Sentence("{place}: {problem} {consequence}", place=self.place, problem=self.problem, consequence=self.consequence)


def shown(value: Any) -> str:
    """The value as JSON writes it, cut to a length that fits a message."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=repr)
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def canonical(content: Any) -> bytes:
    """The canonical JSON: keys sorted, no spaces, UTF-8. ValueError for what JSON cannot say (NaN, half a character)."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode("utf-8")


def digest(content: Any) -> str:
    """The SHA-256 of the canonical JSON, as 64 hex digits."""
    return hashlib.sha256(canonical(content)).hexdigest()


class WrittenShape(dict[str, Any]):
    """A shape that was checked and has its texts made, so that a file of many shapes is written anew for the one that changed."""

    def __init__(self, shape: Mapping[str, Any]) -> None:
        super().__init__(shape)
        self.line = _line(shape)
        self.canonical = canonical(shape)


def checksum(document: Mapping[str, Any], name: str) -> str:
    """The digest of all of a label file but the checksum in it; LabelError for what would not survive being written again."""
    own = document.get(OWN)
    if isinstance(own, dict):
        document = {**document, OWN: {key: value for key, value in own.items() if key != "checksum"}}
    with sayable(name):
        return hashlib.sha256(_canonical_document(document)).hexdigest()


@contextmanager
def sayable(name: str) -> Iterator[None]:
    """Turn what JSON cannot say (half a character, a number beyond every program) into a LabelError on that file."""
    try:
        yield
    except UnicodeEncodeError:
        raise LabelError(name, "the file holds half a character (a lone surrogate).") from None
    except ValueError:
        raise LabelError(name, "the file holds a number that is too large for any program (beyond 1.8e308).") from None


def _canonical_document(document: Mapping[str, Any]) -> bytes:
    """`canonical(document)`, with the texts of written shapes used as they are."""
    shapes = document.get("shapes")
    if not isinstance(shapes, list) or not all(isinstance(shape, WrittenShape) for shape in shapes):
        return canonical(document)
    rest = canonical({**document, "shapes": []})
    before = canonical({key: value for key, value in document.items() if key < "shapes"})[1:-1]
    place = len(before) + (2 if before else 1) + len(b'"shapes":[')
    return rest[:place] + b",".join(shape.canonical for shape in shapes) + rest[place:]


def load_strictly(content: bytes, name: str) -> dict[str, Any]:
    """The JSON object in a file; LabelError for anything that another reader could understand differently."""
    document = _parse(_decode(content, name), name)
    if not isinstance(document, dict):
        raise LabelError(name, "a label file holds one JSON object, not {value}.", value=document)
    _check_depth(content, name)
    return document


def laid_out(document: Mapping[str, Any]) -> bytes:
    """The bytes of a label file: each top-level key on a line, each shape on a line, so that versions compare well."""
    lines = [f"{_line(key)}: {_shapes(value) if key == 'shapes' else _line(value)}" for key, value in document.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8")


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _shapes(shapes: Iterable[Any]) -> str:
    rows = [shape.line if isinstance(shape, WrittenShape) else _line(shape) for shape in shapes]
    return "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"


def _decode(content: bytes, name: str) -> str:
    if len(content) > LARGEST_FILE:
        raise LabelError(name, "the file is larger than 16 MiB ({size} bytes).", size=len(content))
    if not content.strip():
        raise LabelError(name, "the file is empty.")
    if content.startswith(b"\xef\xbb\xbf"):
        raise LabelError(name, "the file begins with a byte-order mark, which labelme refuses.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise LabelError(name, "the file is not UTF-8 text (byte {at}).", at=problem.start) from None


def _parse(text: str, name: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        content = dict(pairs)
        if len(content) != len(pairs):
            repeated = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise LabelError(name, "the key “{key}” stands twice in one object, so one of the two would be lost.", key=repeated)
        return content

    def constant(word: str) -> NoReturn:
        raise LabelError(name, "{word} is not a number that JSON knows.", word=word)

    try:
        return json.loads(text, object_pairs_hook=unique, parse_constant=constant)
    except LabelError:
        raise
    except json.JSONDecodeError as problem:
        template = "the text is no complete JSON (line {line}, column {column})."
        raise LabelError(name, template, line=problem.lineno, column=problem.colno) from None
    except RecursionError:
        raise LabelError(name, "the JSON is nested more than {limit} deep.", limit=DEEPEST) from None
    except ValueError:
        raise LabelError(name, "the file holds a number with more than 4,300 digits.") from None


def _check_depth(content: bytes, name: str) -> None:
    letters = np.frombuffer(_STRING.sub(b"", content), np.uint8) | 0x20
    depth = np.cumsum((letters == ord("{")).astype(np.int8) - (letters == ord("}")), dtype=np.int32)
    if depth.max() > DEEPEST:
        raise LabelError(name, "the JSON is nested more than {limit} deep.", limit=DEEPEST)
