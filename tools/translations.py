"""Gathers every text that a user can read into the file of a translator, which the program reads as it is.

`python -m tools.translations zh_CN` makes resources/translations/dspic_zh_CN.ts or brings it up to date and names what nobody has
translated yet; `python -m tools.translations zh_CN TEXT TRANSLATION ...` translates too. `faults` is what the code check asks for.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from dspic_gui.language.translation_file import FOLDER, PREFIX, Message, fields, messages
from tools.translated_texts import gathered

ROOT = Path(__file__).resolve().parent.parent


def update(path: Path) -> None:
    """Bring a .ts file up to date with the code: pylupdate6 reads qt/, and a list of the texts that it cannot see.

    A text that moved to another class, or stands in one more, keeps its translation.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    before = {one.source: one.said for one in messages(path) if one.said} if path.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "texts.py"
        listed.write_text("".join(f"translate({text.context!r}, {text.source!r})\n" for text in gathered()), encoding="utf-8")
        program = Path(sys.executable).with_name("pylupdate6")
        command = [str(program), "--no-obsolete", "--no-summary", "--ts", str(path), str(ROOT / "dspic_gui" / "qt"), str(listed)]
        subprocess.run(command, check=True)
    _tidy(path, before)


def translate(path: Path, said: Mapping[str, str]) -> list[str]:
    """Enter translations, by text, wherever the text stands; the texts that the file does not have."""
    tree = ElementTree.parse(path)
    found = set()
    for message in tree.iter("message"):
        source, entry = message.findtext("source", ""), message.find("translation")
        if source in said and entry is not None:
            found.add(source)
            _enter(entry, said[source])
    _write(tree, path)
    return [text for text in said if text not in found]


def missing(path: Path) -> list[Message]:
    """The texts of the program that nobody has translated in this file; the file is only read."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        update(copy)
        return [message for message in messages(copy) if not message.said]


def misfits(path: Path) -> list[Message]:
    """The translations whose fields in braces are not those of the text."""
    return [one for one in messages(path) if one.said and fields(one.said) != fields(one.source)]


def faults() -> Iterator[str]:
    """What is wrong with the files of all languages, a line each: a text without translation, a field too many or too few."""
    for path in sorted(FOLDER.glob(f"{PREFIX}*.ts")):
        place, language = path.relative_to(ROOT).as_posix(), path.stem.removeprefix(PREFIX)
        for one in missing(path):
            yield f"{place}: {one.context}: “{one.source}” is not translated: make translations LOCALE={language} adds it"
        for one in misfits(path):
            yield f"{place}: {one.context}: “{one.said}” has not the fields of “{one.source}”"


def main(language: str, said: Mapping[str, str]) -> int:
    """Update one language, enter what is said, and name what is left; 1 where a translation does not fit or a text is unknown."""
    path = FOLDER / f"{PREFIX}{language}.ts"
    update(path)
    unknown = translate(path, said)
    left = [one for one in messages(path) if not one.said]
    wrong = misfits(path)
    for one in left:
        print(f"Not translated: {one.context}: {one.source}")
    for text in unknown:
        print(f"Not among the texts of the program: {text}")
    for one in wrong:
        print(f"Other fields: {one.context}: {one.source} | {one.said}")
    print(f"{path.relative_to(ROOT)}: {len(left)} texts are not translated.")
    return 1 if unknown or wrong else 0


def _tidy(path: Path, known: Mapping[str, str]) -> None:
    """Take file names and lines out, which change with every edit, and enter the translations that are known already."""
    tree = ElementTree.parse(path)
    for message in tree.iter("message"):
        for place in message.findall("location"):
            message.remove(place)
        entry = message.find("translation")
        if entry is not None and entry.get("type"):
            _enter(entry, known.get(message.findtext("source", ""), ""))
    _write(tree, path)


def _enter(entry: ElementTree.Element, said: str) -> None:
    if said:
        entry.text = said
        entry.attrib.pop("type", None)


def _write(tree: ElementTree.ElementTree, path: Path) -> None:
    """A line for each message, in order, so that two who add texts at once are merged line by line."""
    root = tree.getroot()
    root.set("language", path.stem.removeprefix(PREFIX))
    root[:] = sorted(root.findall("context"), key=lambda context: context.findtext("name", ""))
    for context in root:
        context[1:] = sorted(context.findall("message"), key=lambda message: message.findtext("source", ""))
    for element in root.iter():
        holds = element.tag in ("TS", "context")
        element.text = "\n" if holds else element.text if element.tag in ("name", "source", "translation", "comment") else None
        element.tail = "\n" if element.tag in ("TS", "context", "message", "name") else None
    tree.write(path, encoding="utf-8", xml_declaration=True)


if __name__ == "__main__":
    words = sys.argv[2:]
    sys.exit(main(sys.argv[1], dict(zip(words[::2], words[1::2], strict=True))))
