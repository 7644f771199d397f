"""The calls from whose output docs/schemas/ is written, and the datasets, models, scans and the PACS that they are about."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

SAMPLES: tuple[tuple[str, str], ...] = (
    ("import", "new SCAN"),
    ("import", "other BROKEN"),
    ("worklist", "DATASET"),
    ("worklist", "DATASET --reader R1"),
    ("check", "DATASET"),
    ("check", "DAMAGED"),
    ("verify", "DATASET"),
    ("verify", "DAMAGED"),
    ("consolidate", "DATASET"),
    ("agreement", "DATASET --resamples 20"),
    ("classify", "DATASET BROKEN --model MODEL"),
    ("classify", "DATASET --model LESIONS"),
    ("evaluate", "MODEL DATASET --samples 20 --maps"),
    ("evaluate", "LESIONS DATASET --samples 20 --keep-unlike"),
    ("compare", "MODEL LESIONS DATASET --samples 20 --keep-unlike"),
    ("burden", "REGIONS --labels truth"),
    (
        "burden",
        "REGIONS --labels network --against truth --model LESIONS --samples 20 --level 0.3 --keep-unlike",
    ),
    ("subtract", "FOLLOWED --samples 20"),
    ("repeats", "OTHER --share 0.25"),
    ("order", "OTHER --by disagreement"),
    ("course", "DATASET course --cases 2"),
    ("samplesize", "kappa"),
    ("stress", "MODEL DATASET --samples 20 --studies 2"),
    ("statistics", "DATASET"),
    ("export", "DATASET exported --format csv --pictures none"),
    ("export", "DATASET coco --format coco --pictures none"),
    ("import-labels", "UNREAD coco --reader R1"),
    ("import-labels", "DATASET coco --reader R1"),
    ("export", "DICOM reports --format sr"),
    ("export-labels", "DATASET table"),
    ("deidentify", "DICOM handed"),
    ("pacs query", "PEER"),
    ("pacs fetch", "fetched PEER"),
    ("pacs send", "DICOM PEER --labels R1 --yes"),
    ("pacs send", "DICOM PEER --labels R1 --yes --commit"),
    ("receive", "received --port PORT --studies 1"),
)
"""What is run to see what is printed; words in capitals stand for what `places` makes."""
CONDITIONS = "normal,metastatic,arthritic,both,normal,metastatic,arthritic,normal"
RUNS: tuple[tuple[str, str], ...] = (
    ("simulate", f"simulated --patients 8 --seed 5 --workers 2 --conditions {CONDITIONS}"),
    ("train", "simulated run --labels truth --network SI_CLF+AM --head gap --data D_2 --epochs 1"),
    (
        "train",
        "simulated folds --labels truth --network SI_CLF --head gap --epochs 1 --folds 2 --no-export",
    ),
    ("paper", "simulated rows --labels truth --head gap --epochs 1 --networks AlexNet --data D_2"),
)
NAMES = {
    "DATASET": "dataset",
    "DAMAGED": "damaged",
    "UNREAD": "unread",
    "BROKEN": "broken.dcm",
    "MODEL": "model",
    "LESIONS": "lesions",
    "DICOM": "dicom",
    "OTHER": "second",
    "REGIONS": "regions",
    "FOLLOWED": "followed",
    "PEER": "Peer",
}


@contextmanager
def places(folder: Path, wanted: Collection[str]) -> Iterator[Mapping[str, str]]:
    """The datasets, scans, models and servers that the samples are about; what is dear is made where it is wanted."""
    from pydicom.data import get_testdata_file

    from tests.exchange.dicom_dataset import dicom_dataset

    _of_drawn_views(folder)
    if wanted & {"REGIONS", "FOLLOWED"}:
        _of_regions(folder)
    if "DICOM" in wanted:
        dicom_dataset(folder / "dicom")
    names = {**NAMES, "SCAN": str(get_testdata_file("JPEG-LL.dcm", download=False))}
    with ExitStack() as running:
        if wanted & {"PEER", "PORT"}:
            names["PORT"] = str(running.enter_context(_pacs(folder)))
        yield names


def _of_drawn_views(folder: Path) -> None:
    from tests.made.evaluated_dataset import evaluated_dataset
    from tests.places import SMALL_LESION_MODEL, SMALL_MODEL

    evaluated_dataset(folder / "dataset")
    for copy in ("damaged", "second", "unread"):
        shutil.copytree(folder / "dataset", folder / copy)
    next((folder / "damaged" / "readings" / "R1").glob("*.json")).write_bytes(b"{}")
    for begun in ("readings", "audit", "consensus"):
        shutil.rmtree(folder / "unread" / begun)
    (folder / "broken.dcm").write_bytes(b"no scan")
    shutil.copytree(SMALL_MODEL, folder / "model")
    shutil.copytree(SMALL_LESION_MODEL, folder / "lesions")


def _of_regions(folder: Path) -> None:
    """Datasets with the simulator's region maps: one, and a follow-up with known change."""
    from dspic_gui.disease import Answer
    from tests.made.follow_up_dataset import follow_up_dataset
    from tests.made.lesion_dataset import lesion_dataset

    answers = (Answer.NORMAL, Answer.METASTATIC, Answer.METASTATIC, Answer.NORMAL)
    lesion_dataset(folder / "regions", answers, patients=2)
    follow_up_dataset(folder / "followed")


@contextmanager
def _pacs(folder: Path) -> Iterator[int]:
    """A PACS of this process that has one study and keeps what it is sent; gives a port to which it pushes that study in time."""
    from pynetdicom import AE, evt

    from dspic_gui.exchange.network import servers
    from dspic_gui.exchange.network.association import FIND, GET, STORED
    from tests.exchange.orthanc import free_port

    servers.without_chatter()
    entity = AE(ae_title="PEER")
    for service in ("1.2.840.10008.1.1", FIND, GET):
        entity.add_supported_context(service)
    for uid in STORED:
        entity.add_supported_context(uid, scu_role=True, scp_role=True)
    handlers = [(evt.EVT_C_FIND, _found), (evt.EVT_C_GET, _got), (evt.EVT_C_STORE, lambda _: 0)]
    service = entity.start_server(("127.0.0.1", 0), block=False, evt_handlers=handlers)
    ended = threading.Event()
    port = free_port()
    pushing = threading.Thread(target=_push, args=(port, ended))
    own = patch.object(servers, "servers_file", lambda: folder / "servers.json")
    try:
        with own:
            servers.keep(
                servers.Server(
                    "Peer", ae_title="PEER", host="127.0.0.1", port=service.server_address[1]
                )
            )
            pushing.start()
            yield port
    finally:
        ended.set()
        pushing.join()
        service.shutdown()


def _scan() -> Any:
    from io import BytesIO

    from pydicom import dcmread

    from tests.exchange.dicom_dataset import scan_file

    return dcmread(BytesIO(scan_file(0)))


def _found(_event: Any) -> Iterator[Any]:
    from pydicom import Dataset

    scan, found = _scan(), Dataset()
    found.QueryRetrieveLevel = "STUDY"
    for name in ("StudyInstanceUID", "PatientID", "PatientName", "AccessionNumber", "StudyDate"):
        setattr(found, name, scan.get(name, ""))
    found.StudyDescription, found.NumberOfStudyRelatedInstances = "NM Bone Whole Body", 1
    yield 0xFF00, found


def _got(_event: Any) -> Iterator[Any]:
    yield 1
    yield 0xFF00, _scan()


def _push(port: int, ended: threading.Event) -> None:
    """Send the study as soon as somebody takes it."""
    from pynetdicom import AE

    scan = _scan()
    while not ended.wait(0.2):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                continue
        sender = AE(ae_title="SCANNER")
        sender.add_requested_context(scan.SOPClassUID, scan.file_meta.TransferSyntaxUID)
        opened = sender.associate("127.0.0.1", port)
        if opened.is_established:
            opened.send_c_store(scan)
            opened.release()
            return


def wanted_of(samples: Sequence[tuple[str, str]]) -> set[str]:
    """The words of these calls."""
    return {word for _, words in samples for word in words.split()}
