"""What a dataset holds already, as an import asks for it: by file, by pixels, by name, by examination and by patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.identity import Person, contradiction, person_of
from dspic_gui.intake.phases import word_for_phase
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.scans.decoder_pool import DecoderPool
from dspic_gui.scans.notes import FIELDS
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.scans.view_words import pair_name
from dspic_gui.study import Study, ViewSource

EXAMINATION = "examination"
"""In a study's file: the keyed hash of its StudyInstanceUID, where another pass has the key that is made of it."""
BORN = "born"
"""In a study's file: the keyed hash of the birth date, which only compares."""
NAMED = "named"
"""In a study's file: the keyed hash of the patient's name, which only compares."""

SHARED = "shared"
"""In a study's file: the key that its patient would have by a number which different people have, and where these differ."""
REPLACED = "replaced"
"""In a study's file: the hashes of files whose place another one took."""


class KnownStudies:
    """The studies of one archive; those that are written are remembered."""

    def __init__(self, archive: Archive, decoder: DecoderPool) -> None:
        self._archive = archive
        self._decoder = decoder
        self.keys = set(archive.study_keys())
        self._read: set[str] = set()
        self._looked = False
        self._by_file: dict[str, str] = {}
        self._by_pixels: dict[str, str] = {}
        self._replaced: set[str] = set()
        self._by_name: dict[str, str] = {}
        self._by_examination: dict[str, list[str]] = {}
        self._by_patient: dict[str, dict[str, Person]] = {}
        self._shared: dict[str, str] = {}
        self._headers: dict[str, ScanFile | None] = {}

    def remember(self, study: Study) -> None:
        """A study was written."""
        self.keys.add(study.key)
        self._read.add(study.key)
        self._by_file |= {view.sha256: study.key for view in study.views}
        self._by_pixels |= {view.pixels_sha256: study.key for view in study.views if view.pixels_sha256}
        self._replaced |= {str(sha256) for sha256 in study.extra.get(REPLACED, ())} - {view.sha256 for view in study.views}
        self._by_name |= dict.fromkeys(study.extra.get("names", ()), study.key)
        siblings = self._by_examination.setdefault(str(study.extra.get(EXAMINATION, study.key)), [])
        if study.key not in siblings:
            siblings.append(study.key)
        self._by_patient.setdefault(study.patient, {})[study.key] = _person_in(study)
        if isinstance(shared := study.extra.get(SHARED), list) and len(shared) == 2 and shared[1] in FIELDS:
            self._shared[str(shared[0])] = shared[1]

    def forget(self, study: Study) -> None:
        """A study that was remembered could not be written."""
        self.keys.discard(study.key)
        self._read.discard(study.key)
        for known in (self._by_file, self._by_pixels, self._by_name):
            for name in [name for name, key in known.items() if key == study.key]:
                del known[name]
        for siblings in self._by_examination.values():
            if study.key in siblings:
                siblings.remove(study.key)
        self._by_patient.get(study.patient, {}).pop(study.key, None)

    def of_files(self, hashes: Iterable[str]) -> str | None:
        """The study that holds one of these files."""
        self.look()
        return next((self._by_file[sha256] for sha256 in hashes if sha256 in self._by_file), None)

    def holds_all(self, hashes: Iterable[str]) -> bool:
        """Whether all of these files are in the dataset."""
        self.look()
        return all(sha256 in self._by_file for sha256 in hashes)

    def is_replaced(self, sha256: str) -> bool:
        """Whether another file took this one's place in its study."""
        self.look()
        return sha256 in self._replaced

    def of_pixels(self, pixels: str) -> str | None:
        """The study that shows these counts."""
        self.look()
        return self._by_pixels.get(pixels)

    def of_name(self, path: Path) -> str | None:
        """The study whose scan had this name, the word for the view aside."""
        self.look()
        return self._by_name.get(self.name(path))

    def of_examination(self, key: str) -> list[str]:
        """All passes of the examination whose key this is."""
        self.look()
        return list(self._by_examination.get(key, ()))

    def contradicts(self, patient: str, key: str, person: Person) -> str | None:
        """The field in which another study of this patient's key cannot be of this person, or was found not to be of one."""
        self.look()
        own = Person(None, self.born(person), person.sex, person.age, person.year, self.named(person))
        others = (known for other, known in self._by_patient.get(patient, {}).items() if other != key)
        return self._shared.get(patient) or next((field for known in others if (field := contradiction(own, known))), None)

    def name(self, path: Path) -> str:
        """The keyed hash of what a scan's name shares with the other view's."""
        return self._archive.study_key("name:" + pair_name(path.absolute())[0])

    def born(self, person: Person) -> str | None:
        """The keyed hash of a birth date."""
        return self._archive.study_key("born:" + person.born) if person.born else None

    def named(self, person: Person) -> str | None:
        """The keyed hash of a patient's name, behind the letter for its script."""
        return person.name[0] + self._archive.study_key("named:" + person.name) if person.name else None

    def of_patient(self, patient: str) -> list[str]:
        """The studies that have this patient's key."""
        self.look()
        return list(self._by_patient.get(patient, ()))

    def remember_as(self, study: Study, before: str) -> None:
        """A study was given to another patient; `before` is the key of the one whose it was."""
        self._by_patient.get(before, {}).pop(study.key, None)
        self.remember(study)

    def person(self, study: Study) -> Person:
        """Whose study it is, by its original files; by the study's file alone where they cannot be read."""
        for header in self._headers_of(study):
            return person_of(header)
        known = _person_in(study)
        return Person(sex=known.sex, age=known.age, year=known.year)

    def is_instance(self, study: Study, instance_uid: str | None) -> bool:
        """Whether one of its original files is this instance."""
        return instance_uid is not None and any(header.instance_uid == instance_uid for header in self._headers_of(study))

    def is_derived(self, study: Study) -> bool:
        """Whether all of its pictures are processed copies."""
        headers = list(self._headers_of(study))
        return bool(headers) and all(header.derived for header in headers)

    def times(self, study: Study) -> list[tuple[str | None, str | None]]:
        """When each view was taken, and the word for its phase."""
        headers = {view.file: self._header(view) for view in study.views}
        return [
            (view.acquired or (header.acquired if header else None), word_for_phase(header) if header else None)
            for view in study.views
            for header in (headers[view.file],)
        ]

    def headers(self, study: Study) -> dict[str, ScanFile]:
        """What the originals of a study say, by their hash; without those that cannot be read."""
        return {view.sha256: header for view in study.views if (header := self._header(view)) is not None}

    def _headers_of(self, study: Study) -> Iterator[ScanFile]:
        for view in study.views:
            header = self._header(view)
            if header is not None:
                yield header

    def _header(self, view: ViewSource) -> ScanFile | None:
        if view.sha256 not in self._headers:
            try:
                self._headers[view.sha256] = self._decoder.read(self._archive.folder / view.file)
            except DecodeError:
                self._headers[view.sha256] = None
        return self._headers[view.sha256]

    def look(self) -> None:
        """Read what is known of every study, once."""
        if not self._looked:
            self.refresh()

    def refresh(self, decoder: DecoderPool | None = None) -> None:
        """Read what came since this looked last, perhaps by others; from now on this decoder reads the originals."""
        self._looked = True
        self._decoder = decoder or self._decoder
        for key in self._archive.study_keys():
            if key not in self._read:
                self.remember(self._archive.study(key))


def _person_in(study: Study) -> Person:
    born, named = (value if isinstance(value := study.extra.get(name), str) else None for name in (BORN, NAMED))
    date = study.time.day
    year = int(date[:4]) if date and date[:4].isdigit() else None
    return Person(None, born, study.sex, study.age, year, named)
