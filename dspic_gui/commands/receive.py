"""`dspic receive DATASET --port N`: take what a scanner or PACS pushes, until Ctrl+C."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dspic_gui.commands import DONE, CommandError, print_said
from dspic_gui.sentence import Sentence

if TYPE_CHECKING:
    from dspic_gui.exchange.network.receive import Receiver

HELP = (
    "Take what is sent here into a dataset, until Ctrl+C. Only this machine can send unless --address says otherwise; "
    "name the programs that may with --from."
)
PORT = 11112


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, port, address, who may send."""
    parser.add_argument(
        "dataset", type=Path, metavar="DATASET", help="the dataset folder; made when there is none"
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help=Sentence("the port to open ({port} unless given)", port=PORT)
    )
    parser.add_argument(
        "--address",
        default="127.0.0.1",
        help="the address to listen at (this machine alone unless given)",
    )
    parser.add_argument(
        "--from",
        dest="allowed",
        nargs="*",
        default=(),
        metavar="AE",
        help="the AE titles that may send (any of this machine unless given; needed with --address)",
    )
    parser.add_argument("--own-ae", default="DSPIC", help="the AE title of this program")
    parser.add_argument(
        "--studies", type=int, default=0, metavar="N", help="end after so many deliveries"
    )
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object a line, one line a file"
    )


def run(arguments: argparse.Namespace) -> int:
    """Receive until Ctrl+C, or until so many deliveries were taken."""
    from dspic_gui.dataset.archive import Archive, ArchiveError
    from dspic_gui.dataset.folder import DATASET
    from dspic_gui.exchange.network.receive import Receiver
    from dspic_gui.exchange.network.servers import NetworkError

    folder: Path = arguments.dataset
    try:
        archive = (
            Archive(folder)
            if (folder / DATASET).exists()
            else Archive.create(folder, folder.resolve().name)
        )
        receiver = Receiver(
            archive,
            arguments.port,
            allowed=arguments.allowed,
            address=arguments.address,
            own_ae=arguments.own_ae,
        )
    except (ArchiveError, NetworkError) as problem:
        raise CommandError(str(problem)) from problem
    try:
        print_said(
            "Receiving at {address}, port {port}. Ctrl+C ends it.",
            to=sys.stderr,
            address=arguments.address,
            port=receiver.port,
        )
        _receive(receiver, arguments)
    except KeyboardInterrupt:
        print_said("Ended. What had arrived whole is in the dataset.", to=sys.stderr)
    finally:
        receiver.close()
    return DONE


def _receive(receiver: Receiver, arguments: argparse.Namespace) -> None:
    deliveries = 0
    while not arguments.studies or deliveries < arguments.studies:
        outcomes = receiver.take(1.0)
        deliveries += bool(outcomes)
        for outcome in outcomes:
            said = outcome.error or f"{outcome.status} {outcome.study}"
            print(
                json.dumps(outcome.to_json(), ensure_ascii=False) if arguments.json else said,
                flush=True,
            )
