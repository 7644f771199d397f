"""`dspic classify PATH...`: what the network says of scans, folders or the studies of a dataset."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dspic_gui.commands import DONE, FINDINGS, UNUSABLE, CommandError
from dspic_gui.commands.lesion_rows import rows_of
from dspic_gui.commands.progress import ProgressLine
from dspic_gui.dataset import folder as layout
from dspic_gui.language.spoken import spoken
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.opened import Model, open_model
from dspic_gui.model.classifier import SHIPPED, Classification, Classifier
from dspic_gui.model.later import import_later
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import without_chatter
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.prediction import Prediction, StudyPrediction, view_json
from dspic_gui.scans import decoder
from dspic_gui.scans.refusal import ScanError
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.sentence import RuleError, Sentence
from dspic_gui.study import Counts, Projection

if TYPE_CHECKING:
    from dspic_gui.dataset.archive import Archive
    from dspic_gui.model.class_maps import ViewMap
    from dspic_gui.model.overlay import Panel

HELP = (
    "Say what the network says of DICOM or PNG scans, of folders with them, or of the studies of a dataset. "
    "Research use only. Not for diagnosis. Ends with 1 where a file could not be classified."
)
AT_ONCE = 2
"""So many studies of a dataset are on their way: one is with the network, the other is read, or what was said of it is kept."""
MOST_PANELS = 12
"""What makes a folder a dataset; reading one is imported only then, for a single scan is to be quick."""
_REPORTS = frozenset({".txt", ".json"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Paths, model, overlay, JSON."""
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="DICOM or PNG files, folders, or dataset folders")
    parser.add_argument("--model", type=Path, default=SHIPPED, metavar="DIR", help="a model folder (default: the one that is shipped)")
    overlay = Sentence("a picture of where it looked, up to {most} views", most=MOST_PANELS)
    parser.add_argument("--overlay", type=Path, metavar="OUT.png", help=overlay)
    parser.add_argument(
        "--map",
        choices=("attention", "hirescam", "grad_cam", "input_gradient"),
        help="what the overlay shows (default: the class map that was measured best, else the attention)",
    )
    parser.add_argument(
        "--shares",
        metavar="N,M,A,B",
        help="how frequent normal, metastatic, arthritic and both are where the scans come from, for a model that finds lesions",
    )
    parser.add_argument("--refresh", action="store_true", help="ask the network again where a dataset keeps its answer")
    parser.add_argument("--json", action="store_true", help="print a JSON object per view, and one per study of a dataset")


def run(arguments: argparse.Namespace) -> int:
    """Classify and print; 1 where some file was bad, 2 where nothing could be classified."""
    decoder.warm_up()
    import_later()
    try:
        with without_chatter():
            classifier = _asked_for(open_model(arguments.model), arguments)
    except (ModelError, RuleError) as problem:
        raise CommandError(str(problem)) from problem
    with ProgressLine("scans", beside_output=True) as progress:
        job = _Run(classifier, arguments, progress)
        for path in arguments.paths:
            job.take(path)
    return job.finish()


def _asked_for(model: Model, arguments: argparse.Namespace) -> Model:
    """The model, for the population that is meant; CommandError for what this kind of model does not know."""
    if isinstance(model, LesionClassifier):
        if arguments.overlay:
            raise CommandError("This model finds lesions and has no map to lay over a view. Nothing was classified; leave --overlay out.")
        return model.with_shares(shares_from(arguments.shares)) if arguments.shares else model
    if arguments.shares:
        raise CommandError("--shares is for models that find lesions, and this one is none. Nothing was classified.")
    return model


def shares_from(text: str) -> tuple[float, ...]:
    """Numbers joined by commas; CommandError for anything else."""
    try:
        return tuple(float(word) for word in text.split(","))
    except ValueError as problem:
        raise CommandError("“{text}” is no list of numbers joined by commas. Nothing was done.", text=text) from problem


@dataclass
class _Run:
    """One run: prints each result as it comes, keeps the views that go into the overlay."""

    classifier: Model
    arguments: argparse.Namespace
    progress: ProgressLine
    classified: int = 0
    failed: int = 0
    panels: list[tuple[Counts, Classification, str]] = field(default_factory=list)

    def take(self, path: Path) -> None:
        """Classify a file, a folder or a dataset."""
        if layout.is_dataset(path):
            self._dataset(path)
            return
        files = list(_files(path))
        if not files:
            self._fail(str(path), "No scan was found here.")
        for done, file in enumerate(files, start=1):
            self._file(file)
            self.progress(done, len(files))

    def finish(self) -> int:
        """Write the overlay and the warning; the exit code."""
        if self.arguments.overlay and self.panels:
            self._write_overlay(self.arguments.overlay)
        if self.classified:
            card = self.classifier.card
            warning = card.warning or Sentence("Research use only. Not for diagnosis.")
            if self.arguments.json:
                print(json.dumps({"model": card.identity, "warning": warning}, ensure_ascii=False))
            else:
                print(f"{card.identity}. {spoken(warning)}", file=sys.stderr)
        return UNUSABLE if not self.classified else FINDINGS if self.failed else DONE

    def _file(self, path: Path) -> None:
        try:
            scan = decoder.read_file(path)
            for (frame, projection), said in self._said(scan, path.name):
                self._say({"source": str(path), "study": None, "view": projection and projection.value, "frame": frame}, said)
                self.classified += 1
        except (ScanError, NetworkInputError) as problem:
            self._fail(str(path), str(problem))

    def _said(self, scan: ScanFile, name: str) -> Iterator[tuple[tuple[int, Projection | None], Prediction]]:
        frames = views_of(scan)
        if isinstance(self.classifier, LesionClassifier):
            yield from rows_of(self.classifier, scan, frames)
            return
        for frame, projection in frames:
            seen = self.classifier.classify_counts(scan.frames[frame])
            self._keep(scan.frames[frame], seen, f"{name} {projection or ''}")
            yield (frame, projection), seen.prediction

    def _dataset(self, folder: Path) -> None:
        from dspic_gui.dataset.archive import Archive, ArchiveError
        from dspic_gui.intake.ahead import ahead
        from dspic_gui.opinion.second_opinion import study_prediction

        try:
            archive = Archive(folder)
            keys = archive.study_keys()
        except ArchiveError as problem:
            self._fail(str(folder), str(problem))
            return

        def ask(key: str) -> StudyPrediction:
            return study_prediction(archive, self.classifier, key, refresh=self.arguments.refresh)

        for done, (key, said) in enumerate(ahead(ask, keys, AT_ONCE, AT_ONCE), start=1):
            self.progress(done, len(keys))
            try:
                self._study(archive, said.result())
                self._keep_study(archive, key)
            except (ArchiveError, ScanError, NetworkInputError) as problem:
                self._fail(f"{folder}/{layout.study_file(key)}", str(problem))

    def _study(self, archive: Archive, said: StudyPrediction) -> None:
        study = archive.study(said.study)
        self.classified += len(said.views)
        for projection, view in said.views.items():
            source = study.source(projection)
            place = str(archive.folder / source.file) if source else str(archive.folder)
            self._say({"source": place, "study": said.study, "view": projection.value, "frame": source.frame if source else 0}, view)
        self._say({"source": str(archive.folder), "study": said.study, "view": None, "frame": None}, said.overall)

    def _say(self, about: dict[str, Any], said: Prediction) -> None:
        if self.arguments.json:
            print(json.dumps(about | view_json(said), ensure_ascii=False), flush=True)
            return
        shown = _shares(said, 3, "  ")
        name = about["study"] or Path(about["source"]).name
        view = about["view"] or ("study" if about["study"] else "")
        unlike = "  unlike what it learned: no answer" if said.unlike else ""
        print(f"{name:24} {view:5} {said.answer:22} {shown}  {said.milliseconds:5.0f} ms{unlike}", flush=True)
        for lesion in said.lesions or ():
            place = " ".join(word for word in (lesion.side, (lesion.part or "").replace("_", " ")) if word)
            print(f"{'':30} {lesion.disease:12} {lesion.probability:.2f}  {place}, {lesion.area_px} px", flush=True)

    def _fail(self, source: str, sentence: str) -> None:
        self.failed += 1
        self.progress.close()
        if self.arguments.json:
            print(json.dumps({"source": source, "error": sentence}, ensure_ascii=False), flush=True)
        else:
            print(f"{source}: {spoken(sentence)}", file=sys.stderr, flush=True)

    def _keep_study(self, archive: Archive, key: str) -> None:
        if self.arguments.overlay and len(self.panels) < MOST_PANELS and isinstance(self.classifier, Classifier):
            for projection, view in archive.views(key).items():
                self._keep(view.counts, self.classifier.classify(view), f"{key} {projection}")

    def _keep(self, counts: Counts, seen: Classification, name: str) -> None:
        if self.arguments.overlay and len(self.panels) < MOST_PANELS:
            self.panels.append((counts, seen, name.strip()))

    def _write_overlay(self, path: Path) -> None:
        from dspic_gui.model.overlay import sheet

        shown = [self._panel(*panel) for panel in self.panels]
        try:
            path.write_bytes(sheet(shown, self.classifier.card.warning or "Research use only. Not for diagnosis."))
        except OSError as problem:
            raise CommandError(
                "{name} could not be written ({reason}). The results above stand.", name=path.name, reason=problem.strerror
            ) from problem

    def _panel(self, counts: Counts, seen: Classification, name: str) -> Panel:
        from dspic_gui.model.class_maps import MapKind
        from dspic_gui.model.overlay import Panel, blended, coloured_map, default_style

        classifier = self.classifier
        assert isinstance(classifier, Classifier)
        best = next(iter(classifier.explanations), MapKind.ATTENTION)
        kind = MapKind(self.arguments.map) if self.arguments.map else best
        if kind not in classifier.maps:
            raise CommandError("This model has no map “{kind}”; it has {names}.", kind=kind, names=", ".join(classifier.maps))
        found = classifier.view_map(seen, kind, seen.prediction.top1)
        words = [name, f"{seen.prediction.answer}", _shares(seen.prediction, 2, ", "), *_map_words(found, kind in classifier.explanations)]
        style = default_style(kind)
        return Panel(blended(counts, coloured_map(found, style), style.opacity), words, style.colour_map)


def _shares(said: Prediction, digits: int, between: str) -> str:
    return between.join(f"{name} {value:.{digits}f}" for name, value in said.by_class.items())


def _map_words(shown: ViewMap, explains: bool) -> list[str]:
    """Which map it is, its range, and what is known of it."""
    from dspic_gui.model.class_maps import MAP_TITLES, MEASURED_ABOUT

    title = MAP_TITLES[shown.kind].replace("×", "x")  # the letters of pictures have no such sign
    scale = f"{shown.lowest:.3g} to {shown.highest:.3g}"
    if shown.about is None:
        return [title, scale, "where it looks, for no class"]
    known = "" if shown.about is MEASURED_ABOUT else "measured for metastases only"
    return [title, f"what speaks for {shown.about}: {scale}", *filter(None, [known if explains else "no explanation"])]


def views_of(scan: ScanFile) -> list[tuple[int, Projection | None]]:
    """The frames of a file that are views, with the projection where the file tells it; ScanError where it holds none."""
    from dspic_gui.intake import acquisitions

    found, refused = acquisitions.studies([scan])
    if found:
        return [(view.frame, view.projection if view.told else None) for view in found[0].views]
    if refused[0].error.code in ("undecided", "same_view_twice"):
        return [(frame, None) for frame in acquisitions.planar_frames(scan)]
    raise refused[0].error


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or all files of a folder and below, in order; reports and hidden files in folders are no scans."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not hidden and file.suffix.lower() not in _REPORTS:
            yield file
