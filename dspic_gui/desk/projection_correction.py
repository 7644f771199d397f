"""Correcting or confirming which view is which: a reader while nobody has marked anything, the study lead until a reading is sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dspic_gui.counts import picture
from dspic_gui.dataset import audit
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import CONFIRM, EXCHANGE, Act
from dspic_gui.dataset.description import LEAD
from dspic_gui.dataset.exchange import Exchange, carry_out, finish, hash_in_audit
from dspic_gui.dataset.mark_figures import MarkFigures
from dspic_gui.dataset.store import ReadingStore
from dspic_gui.marking.code_entry import side_of
from dspic_gui.reading import Lesion, Reading
from dspic_gui.scans import decoder
from dspic_gui.scans.refusal import ScanError
from dspic_gui.scans.view_reasons import VIEW_NAMES, is_asked
from dspic_gui.study import Projection, Study, View

Change = Mapping[Projection, Projection]


class CorrectionError(ScanError):
    """A correction that was refused; the text is a sentence for the reader."""


def correct_projection(archive: Archive, key: str, change: Change) -> Study:
    """Give views of a study another projection, two exchanged or one moved; label files go with their views.

    Who did it stands in the study's file and in the audits. A power cut in the middle is finished when the dataset is opened next.
    Raises CorrectionError, DecodeError, LabelError or NotSaved.
    """
    if key in finish(archive.folder):
        return archive.study(key)  # It was begun and is done now; once more would be the way back.
    study = archive.study(key)
    _check(archive, study, change)
    by = archive.reader or LEAD
    now = [
        replace(view, projection=change[view.projection], corrected_by=by)
        if change.get(view.projection, view.projection) is not view.projection
        else view
        for view in study.views
    ]
    corrected = replace(study, views=tuple(sorted(now, key=lambda view: view.projection.value)))
    views = decoder.load_views(archive.folder, corrected.views)
    files: dict[str, bytes | None] = {layout.picture_file(key, projection): None for projection in study.projections}
    files |= {layout.picture_file(key, projection): picture.write_png(picture.render(view.counts)) for projection, view in views.items()}
    acts = [Act(by, EXCHANGE, key, {}, name=archive.lead_name)]
    files[layout.history_file(by, key)] = None  # A step back would put marks into the view where they were.
    for reader, moved in _label_files(archive, study, corrected, change, views):
        files |= moved | {layout.history_file(reader, key): None}
        acts.append(Act(reader, EXCHANGE, key, {name: hash_in_audit(content) for name, content in moved.items()}, f"by the {LEAD}"))
    files[layout.study_file(key)] = archive.study_content(corrected)
    carry_out(archive.folder, Exchange(key, files, tuple(acts)))
    return corrected


def confirm_projection(archive: Archive, key: str) -> Study:
    """Write down that the views that were only assumed are what they were taken for; NotSaved where that cannot be."""
    study = archive.study(key)
    by = archive.reader or LEAD
    views = tuple(replace(view, corrected_by=by) if is_asked(view) else view for view in study.views)
    confirmed = replace(study, views=views)
    archive.note(key, CONFIRM)
    archive.save_study(confirmed)
    return confirmed


def _check(archive: Archive, study: Study, change: Change) -> None:
    for projection in change:
        if study.source(projection) is None:
            raise CorrectionError("view_missing", view=VIEW_NAMES[projection])
    after = [change.get(projection, projection) for projection in study.projections]
    if len(set(after)) != len(after):
        raise CorrectionError("view_taken", view=VIEW_NAMES[after[0]])
    check_free(archive, study)


def check_free(archive: Archive, study: Study) -> None:
    """CorrectionError where what is seen in a study may not change any more.

    For a reader that is once somebody marked it, for the study lead once a reading is sealed.
    """
    folder, key = archive.folder, study.key
    known = any((folder / layout.TRUTH).glob(f"{key}_*.json"))
    if archive.reader is not None:
        if known or any((folder / layout.READINGS).glob(f"*/{key}_*.json")):
            raise CorrectionError("views_fixed")  # Which of them it is would tell a blinded reader of others.
    elif known:
        raise CorrectionError("views_known")
    elif any(ReadingStore(folder, name).is_sealed(key) for name in layout.audits(folder)):
        raise CorrectionError("sealed_already")


def _label_files(
    archive: Archive, study: Study, corrected: Study, change: Change, views: Mapping[Projection, View]
) -> Iterator[tuple[str, dict[str, bytes | None]]]:
    """What each reader's view files become, by their paths in the dataset."""
    for reader in layout.readers_with_files(archive.folder):
        store = ReadingStore(archive.folder, reader)
        opened = store.load(study.key)
        if opened is None:
            continue
        reading = moved_reading(opened.reading, change)
        figures = MarkFigures(views).of(reading.lesions)
        head = audit.head(store.audit_path)
        there = {store.path(study.key, projection): None for projection in study.projections}
        becomes = {store.path(study.key, one): store.content(reading, corrected, one, figures, head) for one in corrected.projections}
        moved: dict[str, bytes | None] = {
            path.relative_to(archive.folder).as_posix(): content for path, content in (there | becomes).items() if content or path.exists()
        }
        yield reader, moved


def moved_reading(reading: Reading, change: Change) -> Reading:
    """The reading with its marks in the views' new projections."""
    extra = {change.get(projection, projection): kept for projection, kept in reading.extra.items()}
    return replace(reading, lesions=tuple(_moved(lesion, change) for lesion in reading.lesions), extra=extra)


def _moved(lesion: Lesion, change: Change) -> Lesion:
    """A mark keeps its place on the picture. Where its side was the one it lay on, it is the other one now: the letters R and L change."""
    projection, code = change.get(lesion.projection, lesion.projection), lesion.code
    label = lesion.label
    if projection is not lesion.projection and code and code.side and code.side is side_of(lesion.shape, lesion.projection):
        label = replace(code, side=code.side.mirrored).label
    return replace(lesion, projection=projection, label=label)
