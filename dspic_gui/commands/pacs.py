"""`dspic pacs ...`: the servers, a test, a query, fetching studies into a dataset, sending reports."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dspic_gui.commands import DONE, FINDINGS, UNUSABLE, CommandError, asked, lead_archive, print_said
from dspic_gui.language.spoken import spoken
from dspic_gui.sentence import Sentence

if TYPE_CHECKING:
    from dspic_gui.exchange.network.found import Query
    from dspic_gui.exchange.network.servers import Server

HELP = (
    "Query a PACS or DICOMweb server, fetch studies into a dataset, send reports. "
    "A connection is opened by test, query, fetch and send alone."
)


_SERVER = "the name of a server that was entered"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command for each act."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="act")
    acts.add_parser("list", help="the servers that were entered")
    _add_arguments(acts.add_parser("add", help="enter a server, or change it"))
    remove = acts.add_parser("remove", help="take a server away")
    test = acts.add_parser("test", help="ask whether the server answers")
    for one in (remove, test):
        one.add_argument("server", metavar="NAME", help=_SERVER)
    query = acts.add_parser("query", help="which studies the server has")
    query.add_argument("server", metavar="NAME", help=_SERVER)
    _query_arguments(query)
    fetch, send = _fetch_arguments(acts), _send_arguments(acts)
    for one in (query, fetch, send):
        one.add_argument("--json", action="store_true", help="print the result as JSON")


def _fetch_arguments(acts: Any) -> argparse.ArgumentParser:
    fetch: argparse.ArgumentParser = acts.add_parser("fetch", help="fetch studies into a dataset")
    fetch.add_argument("dataset", type=Path, metavar="DATASET", help="made when there is none")
    fetch.add_argument("server", metavar="NAME", help=_SERVER)
    fetch.add_argument(
        "uids",
        nargs="*",
        metavar="UID",
        help="StudyInstanceUIDs; all that the query finds unless given",
    )
    fetch.add_argument(
        "--how",
        choices=("get", "move"),
        default="get",
        help="C-GET or C-MOVE (a DICOMweb server: WADO-RS)",
    )
    fetch.add_argument("--again", action="store_true", help="studies that the dataset has, too")
    _query_arguments(fetch)
    return fetch


def _send_arguments(acts: Any) -> argparse.ArgumentParser:
    send: argparse.ArgumentParser = acts.add_parser("send", help="send reports of a dataset")
    send.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset folder")
    send.add_argument("server", metavar="NAME", help=_SERVER)
    send.add_argument(
        "--format",
        choices=("sr", "sc"),
        default="sr",
        help="structured reports, or pictures with marks",
    )
    send.add_argument(
        "--labels", default="consensus", metavar="consensus|READER|MODEL", help="whose answers"
    )
    send.add_argument(
        "--studies", nargs="*", metavar="KEY", help="the studies; all with an answer unless given"
    )
    send.add_argument(
        "--provisional", action="store_true", help="answers that may still change, too"
    )
    send.add_argument(
        "--commit",
        action="store_true",
        help="ask the PACS to confirm that it keeps them (storage commitment)",
    )
    send.add_argument("--yes", action="store_true", help="send without asking after the list")
    return send


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("server", metavar="NAME", help="what you call it")
    parser.add_argument("--ae", default="", help="the AE title of the PACS")
    parser.add_argument("--host", default="", help="its address")
    parser.add_argument("--port", type=int, default=104, help="its port")
    parser.add_argument("--own-ae", default="DSPIC", help="the AE title of this program")
    parser.add_argument(
        "--own-port", type=int, default=11112, help="where this program takes what a C-MOVE sends"
    )
    parser.add_argument("--tls", action="store_true", help="encrypt")
    parser.add_argument(
        "--authority", default="", help="the certificate of the authority (a PEM file)"
    )
    parser.add_argument(
        "--url", default="", help="the address of a DICOMweb server, in place of host and port"
    )
    parser.add_argument(
        "--user", default="", help="the user of a DICOMweb server; none for a token"
    )
    parser.add_argument(
        "--password",
        action="store_true",
        help="ask for a password or token, and put it into the system's keyring",
    )


def _query_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from",
        dest="first",
        default="",
        metavar="DATE",
        help="studies from this day (2024-01-31)",
    )
    parser.add_argument(
        "--to", dest="last", default="", metavar="DATE", help="studies up to this day"
    )
    parser.add_argument("--modality", default="NM", help="the kind of examination, as DICOM has it")
    parser.add_argument("--patient", default="", metavar="ID", help="the patient's number")
    parser.add_argument("--name", default="", help="the beginning of the patient's name")
    parser.add_argument("--accession", default="", metavar="NUMBER", help="the number of the request")


def run(arguments: argparse.Namespace) -> int:
    """One act; 0 done, 1 something was left, 2 nothing could be done."""
    from dspic_gui.dataset.archive import ArchiveError
    from dspic_gui.durable import NotSaved
    from dspic_gui.exchange.network.servers import NetworkError
    from dspic_gui.exchange.new_folder import ExchangeError

    acts: dict[str, Callable[[argparse.Namespace], int]] = {
        "list": _list,
        "add": _add,
        "remove": _remove,
        "test": _test,
        "query": _query,
        "fetch": _fetch,
        "send": _send,
    }
    try:
        return acts[arguments.act](arguments)
    except (NetworkError, ArchiveError, ExchangeError, NotSaved) as problem:
        raise CommandError(str(problem)) from problem


def _list(_arguments: argparse.Namespace) -> int:
    from dspic_gui.exchange.network.servers import WEB, all_servers

    for server in all_servers():
        where = (
            server.url
            if server.kind == WEB
            else f"{server.ae_title} at {server.host}:{server.port}"
        )
        print(f"{server.name}: {where}{' (TLS)' if server.tls else ''}")
    return DONE


def _add(arguments: argparse.Namespace) -> int:
    from dspic_gui.exchange.network.servers import DIMSE, WEB, Server, keep, keep_password

    server = Server(
        arguments.server,
        WEB if arguments.url else DIMSE,
        arguments.ae,
        arguments.host,
        arguments.port,
        arguments.own_ae,
        arguments.own_port,
        arguments.tls,
        arguments.authority,
        arguments.url,
        arguments.user,
    )
    keep(server)
    if arguments.password and not keep_password(
        server.name, getpass.getpass("Password or token: ")
    ):
        print_said(
            "This system has no keyring: the password is asked for each time.", to=sys.stderr
        )
    return DONE


def _remove(arguments: argparse.Namespace) -> int:
    from dspic_gui.exchange.network.servers import forget, server_named

    forget(server_named(arguments.server).name)
    return DONE


def _server(arguments: argparse.Namespace) -> tuple[Server, str | None]:
    """The server, and the password where it needs one."""
    from dspic_gui.exchange.network.servers import WEB, password_of, server_named

    server = server_named(arguments.server)
    if server.kind != WEB:
        return server, None
    password = password_of(server.name)
    if password is None and server.user and sys.stdin.isatty():
        password = getpass.getpass(f"Password of {server.user} at {server.name}: ")
    return server, password


def _test(arguments: argparse.Namespace) -> int:
    from dspic_gui.exchange.network.greeting import greet

    server, password = _server(arguments)
    greet(server, password)
    print_said("{name} answers.", name=server.name)
    return DONE


def _asked(arguments: argparse.Namespace) -> Query:
    from dspic_gui.exchange.network.found import Query

    return Query(
        arguments.first,
        arguments.last,
        arguments.modality,
        arguments.patient,
        arguments.name,
        arguments.accession,
    )


def _query(arguments: argparse.Namespace) -> int:
    from dspic_gui.exchange.network.query import find_studies

    server, password = _server(arguments)
    found = find_studies(server, _asked(arguments), password=password)
    for study in found:
        if arguments.json:
            print(json.dumps({**vars(study), "planar": study.planar}, ensure_ascii=False))
        else:
            planar = {True: "whole body", False: "not planar", None: ""}[study.planar]
            print(
                "  ".join(
                    (
                        study.date,
                        study.patient_id,
                        study.patient_name,
                        study.description,
                        planar,
                        study.uid,
                    )
                )
            )
    return DONE if found else FINDINGS


def _fetch(arguments: argparse.Namespace) -> int:
    from dspic_gui.dataset.archive import Archive
    from dspic_gui.dataset.folder import DATASET
    from dspic_gui.exchange.network.query import find_studies
    from dspic_gui.exchange.network.retrieve import retrieve

    server, password = _server(arguments)
    uids = arguments.uids or [
        study.uid for study in find_studies(server, _asked(arguments), password=password)
    ]
    folder: Path = arguments.dataset
    archive = (
        Archive(folder)
        if (folder / DATASET).exists()
        else Archive.create(folder, folder.resolve().name)
    )
    done = retrieve(
        archive, server, uids, how=arguments.how, password=password, again=arguments.again
    )
    studies = {one.study for one in done.outcomes if one.taken}
    left = [*done.problems, *((one.source, one.error) for one in done.outcomes if one.error)]
    _tell(arguments, {"studies": len(studies), "there": len(done.there)}, left)
    if not arguments.json:
        print_said(
            "{count} studies fetched, {there} there already, {left} things left.",
            count=len(studies), there=len(done.there), left=len(left),
        )  # fmt: skip
    return UNUSABLE if not studies and not done.there else FINDINGS if left else DONE


def _send(arguments: argparse.Namespace) -> int:
    from dspic_gui.exchange.network.send import send
    from dspic_gui.exchange.noted import note_export
    from dspic_gui.exchange.report_export import ReportsWritten, check_by, reports
    from dspic_gui.exchange.report_outbox import Outbox

    server, password = _server(arguments)
    archive = lead_archive(arguments.dataset)
    check_by(archive, arguments.labels)
    made = ReportsWritten()
    keys = arguments.studies or archive.study_keys()
    wanted = (archive, arguments.labels, arguments.format, keys, made)
    with Outbox() as outbox:
        for key, content in reports(*wanted, provisional=arguments.provisional):
            outbox.put(key, content)
        count = len(outbox)
        if not count or not _agreed(arguments, outbox.studies, server.name):
            raise CommandError("There was nothing to send, or nobody agreed to it. Nothing was sent.")
        files = outbox.files(outbox.studies)
        done = send(server, files, password=password, commit=arguments.commit)
    if done.taken:
        what = f"{arguments.format}, answers of {arguments.labels}, {len(done.taken)} reports: sent to {server.name}"
        made.problems += note_export(archive, what)
    left = [*made.problems, *done.refused]
    left += [(server.name, done.commitment)] if done.commitment else []
    said = {"taken": len(done.taken), "seen": len(done.seen), "open": len(made.left_out)}
    _tell(arguments, said | ({"kept": len(done.kept)} if arguments.commit else {}), left)
    if not arguments.json:
        print_said(
            "{server} took {taken} of {count} reports and shows {seen} of them.",
            server=server.name, taken=len(done.taken), count=count, seen=len(done.seen),
        )  # fmt: skip
    return UNUSABLE if not done.taken else FINDINGS if left else DONE


def _agreed(arguments: argparse.Namespace, keys: Sequence[str], server: str) -> bool:
    """Whether what is on the list may go out."""
    if arguments.yes:
        return True
    for key in keys:
        print(f"{key}  {arguments.labels}  {arguments.format}")
    return (
        sys.stdin.isatty()
        and asked(Sentence("Send these {count} reports to {server}? [y/N] ", count=len(keys), server=server))
    )


def _tell(
    arguments: argparse.Namespace, said: dict[str, int], left: Sequence[tuple[str, str | None]]
) -> None:
    if arguments.json:
        print(
            json.dumps(
                said | {"left": [{"source": name, "error": why} for name, why in left]},
                ensure_ascii=False,
            )
        )
        return
    for name, why in left:
        print(f"{name}: {spoken(why)}", file=sys.stderr)
