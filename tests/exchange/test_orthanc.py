"""Against a real Orthanc: test, query, fetch in every way, send, and find what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.network.association import echo
from dspic_gui.exchange.network.found import Query
from dspic_gui.exchange.network.query import find_studies
from dspic_gui.exchange.network.receive import Receiver
from dspic_gui.exchange.network.retrieve import retrieve
from dspic_gui.exchange.network.send import send
from dspic_gui.exchange.network.servers import NetworkError
from dspic_gui.exchange.network.web import ask_once
from dspic_gui.exchange.report_export import ReportsWritten, reports
from tests.exchange.dicom_dataset import dicom_dataset, scan_file
from tests.exchange.orthanc import PASSWORD, Orthanc, free_port, running
from tests.made import odd_dicom as odd


@pytest.fixture(scope="module")
def orthanc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Orthanc]:
    with running(tmp_path_factory.mktemp("orthanc")) as found:
        for number in range(3):
            described = {
                "StudyDescription": "NM Bone Whole Body" if number else "SPECT",
                "StudyDate": f"2024010{number + 1}",
            }
            found.put(scan_file(number, **described, PatientName=f"Wang^Wei{number}"))
        yield found


def uid(number: int) -> str:
    return f"{odd.ROOT}7.{number}"


def test_the_server_answers_the_test(orthanc: Orthanc) -> None:
    echo(orthanc.server)
    ask_once(orthanc.web, PASSWORD)
    with pytest.raises(NetworkError, match="refuses user or password"):
        ask_once(orthanc.web, "wrong")


@pytest.mark.parametrize("web", [False, True])
def test_queries_find_what_fits(orthanc: Orthanc, web: bool) -> None:
    server, password = (orthanc.web, PASSWORD) if web else (orthanc.server, None)

    def found(query: Query) -> list[str]:
        return [
            study.uid
            for study in find_studies(server, query, password=password)
            if study.uid.startswith(f"{odd.ROOT}7.")
        ]

    assert found(Query()) == [uid(2), uid(1), uid(0)]
    assert found(Query(patient_id="P1")) == [uid(1)]
    assert found(Query(patient_name="Wang^Wei2")) == [uid(2)]
    assert found(Query(accession="A0")) == [uid(0)]
    assert found(Query(first_date="2024-01-02", last_date="2024-01-02")) == [uid(1)]
    assert found(Query(modality="CT")) == []
    first, *_, last = find_studies(server, Query(), password=password)
    assert (first.planar, first.date, first.patient_name) == (True, "2024-01-03", "Wang^Wei2")
    assert last.planar is False or last.uid != uid(0)
    assert len(find_studies(server, Query(), password=password, most=1)) == 1


@pytest.mark.parametrize("how", ["get", "move", "web"])
def test_studies_are_fetched_and_imported(orthanc: Orthanc, tmp_path: Path, how: str) -> None:
    archive = Archive.create(tmp_path / "d", "Fetched")
    server, password = (orthanc.web, PASSWORD) if how == "web" else (orthanc.server, None)
    seen: list[tuple[int, int]] = []
    done = retrieve(
        archive,
        server,
        [uid(0), uid(1)],
        how=how,
        password=password,
        progress=lambda at, of, what: seen.append((at, of)),
    )
    assert [one.status for one in done.outcomes] == ["new", "new"] and not done.problems
    assert set(archive.study_keys()) == {archive.study_key(uid(number)) for number in (0, 1)}
    assert seen[0] == (0, 2) and seen[-1] == (2, 2) and seen == sorted(seen)
    again = retrieve(archive, server, [uid(0), uid(2), "1.2.3"], how=how, password=password)
    assert again.there == [uid(0)] and [one.status for one in again.outcomes] == ["new"]
    assert [problem[0] for problem in again.problems] == ["1.2.3"]
    (file,) = {source.file for source in archive.study(archive.study_key(uid(0))).views}
    assert archive.views(archive.study_key(uid(0))) and (archive.folder / file).exists()


def test_a_stopped_retrieval_goes_on(orthanc: Orthanc, tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "d", "Stopped")
    wanted = [uid(0), uid(1), uid(2)]
    done = retrieve(archive, orthanc.server, wanted, cancelled=lambda: bool(archive.study_keys()))
    assert done.stopped and 0 < len(archive.study_keys()) < 3
    retrieve(archive, orthanc.server, wanted)
    assert len(archive.study_keys()) == 3


def test_a_place_that_the_server_does_not_know(orthanc: Orthanc, tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "d", "Unknown")
    done = retrieve(archive, replace(orthanc.server, own_ae="NOBODY"), [uid(0)], how="move")
    assert not archive.study_keys() and "Does it know NOBODY" in done.problems[0][1]


@pytest.mark.parametrize("web", [False, True])
def test_reports_are_sent_and_found_there(orthanc: Orthanc, tmp_path: Path, web: bool) -> None:
    archive = dicom_dataset(tmp_path / "d", 1)
    server, password = (orthanc.web, PASSWORD) if web else (orthanc.server, None)
    for kind in ("sr", "sc"):
        files = list(
            reports(
                archive,
                "consensus",
                kind,
                archive.study_keys(),
                ReportsWritten(),
                provisional=False,
            )
        )
        done = send(server, files, password=password)
        assert (done.taken, done.seen, done.refused) == (
            archive.study_keys(),
            archive.study_keys(),
            [],
        )
    kinds = {
        one["MainDicomTags"]["Modality"] for one in orthanc.rest("GET", "series?expand").json()
    }
    assert {"NM", "SR", "OT"} <= kinds


def test_orthanc_confirms_that_it_keeps_the_reports(orthanc: Orthanc, tmp_path: Path) -> None:
    archive = dicom_dataset(tmp_path / "d", 2)
    made = reports(archive, "consensus", "sr", archive.study_keys(), ReportsWritten(), provisional=False)
    done = send(orthanc.server, list(made), commit=True)
    assert (done.kept, done.commitment) == (archive.study_keys(), "")
    elsewhere = replace(orthanc.server, own_ae="NOBODY")
    done = send(elsewhere, [("x", scan_file(0))], commit=True)
    assert done.taken == ["x"] and done.kept == [] and done.commitment


def test_orthanc_pushes_into_a_dataset(orthanc: Orthanc, tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "d", "Pushed")
    receiver = Receiver(archive, orthanc.own_port, allowed=["ORTHANC"])
    try:
        instance = next(
            one["ID"]
            for one in orthanc.rest("GET", "instances?expand").json()
            if one["MainDicomTags"]["SOPInstanceUID"] == f"{uid(1)}.1.1"
        )
        assert orthanc.rest("POST", "modalities/dspic/store", data=instance).status_code == 200
        outcomes = receiver.take(60)
        assert [one.status for one in outcomes] == ["new"] and archive.study_keys() == [
            archive.study_key(uid(1))
        ]
    finally:
        receiver.close()
    assert free_port()
