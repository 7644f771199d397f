"""Whether a label file keeps the rules of the format and of its dataset; every breach names file, shape and value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dspic_gui.code import CodeBook, CodeError, split_label
from dspic_gui.counts.picture import PictureError, png_shape
from dspic_gui.dataset import folder as layout
from dspic_gui.labels.text import LARGEST_FILE, OWN
from dspic_gui.labels.view_file import (
    IMAGE_FLAGS,
    LabelError,
    LabelFile,
    image_flags,
    parse_label_file,
    reading_of,
)
from dspic_gui.plain_file import opened
from dspic_gui.sentence import reason_of
from dspic_gui.study import Projection

_GREY = 0
_PNG_HEAD = 33


@dataclass(frozen=True)
class Breach:
    """One rule broken in one place: the file relative to the dataset, the shape counted from 0, a sentence, the values in it."""

    file: str
    sentence: str
    shape: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The file, and the shape where it is one shape."""
        return self.file if self.shape is None else f"{self.file}, shapes[{self.shape}]"


def check_label_file(path: Path, folder: Path | None, book: CodeBook) -> tuple[LabelFile | None, list[Breach]]:
    """The label file, None where it cannot be read, and the rules it breaks. `folder` is the dataset it belongs to, if any."""
    name = path.relative_to(folder).as_posix() if folder else path.name
    try:
        with opened(path) as stream:
            content = stream.read(LARGEST_FILE + 1)
        file = parse_label_file(content, name)
    except OSError as problem:
        return None, [Breach(name, f"the file cannot be read ({reason_of(problem)}).")]
    except LabelError as problem:
        return None, [Breach(name, problem.problem, problem.shape, problem.values)]
    breaches = [Breach(name, note) for note in file.notes]
    breaches += _labels(file, book)
    breaches += _picture(file, path, folder)
    if not file.plain:
        breaches += _own(file, json.loads(content))
    return file, breaches


def _labels(file: LabelFile, book: CodeBook) -> Iterator[Breach]:
    for index, lesion in enumerate(file.lesions):
        try:
            book.parse(lesion.label)
        except CodeError as problem:
            yield Breach(file.name, f"{problem} It is kept, and must be given a code before a seal.", index, {"label": lesion.label})
        if not book.makes_sense(lesion.label):
            said = f"“{lesion.label}” puts a disease of bone into a part that is none; it must be given another code before a seal."
            yield Breach(file.name, said, index, {"label": lesion.label})


def _picture(file: LabelFile, path: Path, folder: Path | None) -> Iterator[Breach]:
    values = {"imagePath": file.image_path}
    if file.embedded:
        if not file.plain:
            yield Breach(file.name, "imageData is not null: the picture is inside the file, and the next save in labelme may drop it.")
        return
    picture = path.parent / file.image_path
    if folder and not picture.resolve().is_relative_to(folder.resolve()):
        yield Breach(file.name, f"imagePath “{file.image_path}” leads out of the dataset.", values=values)
        return
    size, sentence = picture_size(picture)
    if size is None:
        yield Breach(file.name, f"imagePath “{file.image_path}”: {sentence}", values=values)
        return
    for key, said, real in (("imageHeight", file.height, size[0]), ("imageWidth", file.width, size[1])):
        if said is not None and said != real:
            sentence = f"{key} is {said}, but the picture has {real}: labelme refuses the file."
            yield Breach(file.name, sentence, values={key: str(said), "picture": str(real)})


def picture_size(path: Path) -> tuple[tuple[int, int] | None, str]:
    """Rows and columns of an 8-bit grey PNG; without them the sentence that says why labelme could not use it."""
    try:
        with opened(path) as stream:
            depth, kind, rows, columns = png_shape(stream.read(_PNG_HEAD))
    except FileNotFoundError:
        return None, "there is no such picture."
    except (OSError, PictureError):
        return None, "this is no PNG that can be opened."
    if (depth, kind) != (8, _GREY):
        return None, "this is no 8-bit grey PNG, and labelme shows only such."
    return (rows, columns), ""


def _own(file: LabelFile, document: Mapping[str, Any]) -> Iterator[Breach]:
    """What our objects say against what the labels say, which decide."""
    if file.edited_elsewhere:
        yield Breach(file.name, "the checksum does not fit: the file was edited elsewhere since this program wrote it.")
    for index, shape in enumerate(document["shapes"]):
        code = split_label(shape["label"])
        for key, said in (("disease", code and code.finding), ("part", code and code.part), ("side", code and code.side)):
            recorded = shape.get(OWN, {}).get(key, said)
            if recorded != said:
                sentence = f"dspic.{key} is {recorded}, but the label is “{shape['label'][:80]}”, which decides."
                yield Breach(file.name, sentence, index, {key: str(recorded), "label": shape["label"]})
    yield from _answers(file)


def _answers(file: LabelFile) -> Iterator[Breach]:
    own = file.own or {}
    if file.projection is None or own.get("reader") == "consensus":
        return
    answer = reading_of({file.projection: file}, str(own.get("study")), str(own.get("reader"))).answer(file.projection)
    flags = {key: file.flags.get(key, False) for key in IMAGE_FLAGS}
    if flags != image_flags(answer):
        said = ", ".join(key for key, value in flags.items() if value) or "none"
        yield Breach(file.name, f"the image flags say {said}, but the marks say {answer or 'nothing'}.", values={"flags": said})
    derived = None if answer is None else "abnormal" if answer.diseases else "normal"
    if own.get("answer", derived) != derived:
        sentence = f"dspic.answer is {own['answer']}, but the marks say {derived or 'nothing'}."
        yield Breach(file.name, sentence, values={"answer": str(own["answer"])})


def check_place(file: LabelFile, study: str, projection: Projection, reader: str) -> Iterator[Breach]:
    """Whether a file in a dataset belongs where it stands, and shows that view's picture."""
    try:
        reading_of({projection: file}, study, reader)
    except LabelError as problem:
        yield Breach(file.name, problem.problem, values=problem.values)
    wanted = layout.picture_file(study, projection)
    if not file.embedded and not file.image_path.endswith(wanted):
        yield Breach(file.name, f"imagePath “{file.image_path}” is not {wanted}.", values={"imagePath": file.image_path})
