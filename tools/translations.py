"""Gathers every text that a user can read into the file of a translator, and makes of it the file that the program loads.

Run as `python -m tools.translations zh_CN`: resources/translations/dspic_zh_CN.ts is made or brought up to date, and where texts
are translated in it, dspic_zh_CN.qm is written beside it.
"""

from __future__ import annotations

import string
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from tools.translated_texts import gathered

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES, _LANGUAGE = 0x42, 0x69, 0xA7
_END, _TRANSLATION, _SOURCE, _CONTEXT, _COMMENT = 1, 3, 6, 7, 8


def update(path: Path) -> None:
    """Bring a .ts file up to date with the code: pylupdate6 reads qt/, and a list of the texts that it cannot see."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "texts.py"
        listed.write_text("".join(f"translate({text.context!r}, {text.source!r})\n" for text in gathered()), encoding="utf-8")
        program = Path(sys.executable).with_name("pylupdate6")
        subprocess.run([str(program), "--no-obsolete", "--ts", str(path), str(ROOT / "dspic_gui" / "qt"), str(listed)], check=True)
    _without_places(path)


def release(path: Path) -> tuple[int, list[str]]:
    """Write the .qm file of a .ts file: how many texts are translated, and what is wrong with those that were left out."""
    wrong: list[str] = []
    records: list[tuple[int, bytes]] = []
    for context, source, comment, said in _translated(path):
        if not fields(said) <= fields(source):
            wrong.append(f"{context}: “{said}” names {', '.join(sorted(fields(said) - fields(source)))}, which “{source}” has not.")
            continue
        record = _part(_TRANSLATION, said.encode("utf-16-be"))
        record += b"".join(_part(tag, text.encode()) for tag, text in ((_COMMENT, comment), (_SOURCE, source), (_CONTEXT, context)))
        records.append((_elf_hash((source + comment).encode()), record + bytes([_END])))
    if records:
        path.with_suffix(".qm").write_bytes(_MAGIC + _sections(records, path.stem.partition("_")[2]))
    return len(records), wrong


def fields(text: str) -> set[str]:
    """The named fields in braces; a text with broken braces has one that nothing else has."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"a broken brace"}


def main(language: str) -> int:
    """Update and release one language; 1 where a translation is wrong."""
    path = FOLDER / f"dspic_{language}.ts"
    update(path)
    translated, wrong = release(path)
    print(f"{path}: {translated} texts are translated.", *wrong, sep="\n")
    return 1 if wrong else 0


def _without_places(path: Path) -> None:
    """Take file names and lines out: they change with every edit, and some are of a file that is gone."""
    tree = ElementTree.parse(path)
    for message in tree.iter("message"):
        for place in message.findall("location"):
            message.remove(place)
    ElementTree.indent(tree, " ")
    tree.write(path, encoding="utf-8", xml_declaration=True)


def _translated(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Context, text, comment and translation of every message that a translator has finished."""
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            said = message.find("translation")
            if said is not None and said.text and said.get("type") not in ("unfinished", "vanished", "obsolete"):
                yield context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""), said.text


def _sections(records: list[tuple[int, bytes]], language: str) -> bytes:
    hashes, messages = [], b""
    for number, record in records:
        hashes.append(struct.pack(">II", number, len(messages)))
        messages += record
    parts = ((_LANGUAGE, language.encode()), (_HASHES, b"".join(sorted(hashes))), (_MESSAGES, messages))
    return b"".join(_part(tag, content) for tag, content in parts)


def _part(tag: int, content: bytes) -> bytes:
    return struct.pack(">BI", tag, len(content)) + content


def _elf_hash(text: bytes) -> int:
    number = 0
    for byte in text:
        number = ((number << 4) + byte) & 0xFFFFFFFF
        high = number & 0xF0000000
        number = (number ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return number or 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
