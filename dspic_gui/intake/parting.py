"""A patient's number that turns out to be used for different people: from then on its studies have no prior, those that are there too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.known_studies import SHARED, KnownStudies
from dspic_gui.scans.notes import FIELDS, note
from dspic_gui.sentence import Sentence
from dspic_gui.study import Study


def part(archive: Archive, known: KnownStudies, number: str, field: str, study_of: Callable[[str], Study]) -> None:
    """Give each study of the patient with this key a patient of its own, with a note on each view.

    Whose of the people a study is, nobody can tell: those that agree with each other may be two people too. NotSaved
    or ArchiveError where one cannot be written: it is done again when the file that showed it is imported again.
    """
    for key in known.of_patient(number):
        study = study_of(key)
        own = _alone(study, archive.patient_key(f"{number}|{key}"), [number, field])
        belongs = {view.sha256 for view in study.views} - {
            source.sha256 for view in archive.strange_views(study) if (source := study.source(view))
        }
        archive.save_study(own, belongs)
        known.remember_as(own, number)


def _alone(study: Study, patient: str, shared: list[str]) -> Study:
    said = note("other_patient", field=Sentence(FIELDS[shared[1]]))
    views = tuple(view if said in view.notes else replace(view, notes=(*view.notes, said)) for view in study.views)
    return replace(study, patient=patient, views=views, extra=dict(study.extra) | {SHARED: shared})
