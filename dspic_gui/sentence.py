"""Sentences for the user: English text that remembers its template and its values, so that a window can say it in another language."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Self

Templates = Mapping[str, str]
"""The type of a table of templates: what is in it is found by the program that gathers texts for translators."""

SYSTEM_REASONS: Templates = {
    "EACCES": "permission denied",
    "EBUSY": "device or resource busy",
    "EDQUOT": "disk quota exceeded",
    "EEXIST": "file exists",
    "EFBIG": "the file is too large",
    "EIO": "input/output error",
    "EISDIR": "is a directory",
    "ENAMETOOLONG": "file name too long",
    "ENODEV": "no such device",
    "ENOENT": "no such file or directory",
    "ENOSPC": "no space left on device",
    "ENOTCONN": "not connected",
    "ENOTDIR": "not a directory",
    "ENXIO": "it is a pipe or a device, not a file",
    "EPERM": "operation not permitted",
    "EROFS": "read-only file system",
    "ESTALE": "stale file handle",
    "ETIMEDOUT": "connection timed out",
}
"""What the system says most often, by its name for it; any other words of the system are shown as it says them."""


class Sentence(str):
    """The template filled with its values, as text; a value may be a sentence itself. Values are put in, never filled again.

    It is a `str` of the finished English sentence, so that files, commands and logs use it like any other text.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill the template."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, MappingProxyType(values)
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return _sentence, (self.template, dict(self.values))


def _sentence(template: str, values: dict[str, object]) -> Sentence:
    return Sentence(template, **values)


class SaidError(Exception):
    """An error whose text is a sentence for the user: what happened, what is safe, what to do. It may travel between processes."""

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template)
        self._said = template if isinstance(template, Sentence) else Sentence(template, **values)

    @property
    def sentence(self) -> Sentence:
        """What is said, with its template and values."""
        return self._said

    def __str__(self) -> str:
        return self.sentence

    def __reduce__(self) -> tuple[Any, ...]:
        return _error, (type(self), self.args, self.__dict__)


def _error(kind: type[SaidError], arguments: tuple[Any, ...], state: dict[str, Any]) -> SaidError:
    """The error as it was, without asking its `__init__`, whose arguments differ from kind to kind."""
    made = kind.__new__(kind, *arguments)
    made.__dict__.update(state)
    return made


class RuleError(SaidError, ValueError):
    """What a file says breaks a rule; the text is a part of the sentence on that file."""


def told(problem: BaseException) -> str:
    """What a problem says: its sentence where it has one, of the system its reason without number and path, else its plain text."""
    if isinstance(problem, OSError):
        return reason_of(problem)
    return problem.sentence if isinstance(problem, SaidError) else str(problem)


def plain(text: str) -> Sentence:
    """A text that is no template, for example a word out of a code book, for which there may be a translation."""
    return Sentence(_literal(text))


def reason_of(problem: OSError) -> str:
    """Why the system refused, in few words that fit a sentence."""
    if isinstance(problem, SaidError):
        return problem.sentence
    known = SYSTEM_REASONS.get(errno.errorcode.get(problem.errno or 0, ""))
    return Sentence(known) if known else (problem.strerror or str(problem)).lower()


def unreadable(problem: OSError, file: str) -> Sentence:
    """What is said of a file that is there and that the system does not give: it is not damaged, so nothing need be restored."""
    text = "{file} cannot be read ({reason}). Nothing was changed; reconnect the disk or mend the rights, then try again."
    return Sentence(text, file=file, reason=reason_of(problem))


MOST_CHARACTERS = 10_000
"""A text that a person wrote is not longer than this: about five printed pages."""


def writable(text: str, most: int = MOST_CHARACTERS) -> str:
    """The text as every file can hold it: halves of characters paired where both are there, else replaced by U+FFFD; cut to `most`.

    A long text cut by a program between the two halves of an emoji ends in half a character, which no UTF-8 can say.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text[:most]


def joined(separator: str, parts: Iterable[str]) -> Sentence:
    """Texts one after the other, of which each sentence stays one."""
    values = {f"part{place}": part for place, part in enumerate(parts)}
    return Sentence(_literal(separator).join(f"{{{name}}}" for name in values), **values)


def recognised(text: str, templates: Sequence[str]) -> str:
    """The sentence that this finished text was, where one of the templates gives just this text; else the text. The same for its values."""
    for template in templates:
        found = _pattern(template).fullmatch(text)
        if found:
            return Sentence(template, **{name: recognised(value, templates) for name, value in found.groupdict().items()})
    return text


def to_line(text: str) -> str:
    """A sentence as one line of JSON, for another process."""
    return json.dumps(_plain(text))


def from_line(line: str) -> str:
    """What `to_line` made a line of; ValueError, TypeError or KeyError for any other line."""
    said: str = _sentence_in(json.loads(line))
    return said


def _plain(value: object) -> object:
    if isinstance(value, Sentence):
        return {"template": value.template, "values": {name: _plain(one) for name, one in value.values.items()}}
    return value if isinstance(value, int | float) else str(value)


def _sentence_in(plain: Any) -> Any:
    if isinstance(plain, dict):
        return Sentence(plain["template"], **{name: _sentence_in(one) for name, one in plain["values"].items()})
    return plain


@lru_cache(maxsize=256)
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile("".join(f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)), re.DOTALL)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
