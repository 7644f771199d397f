"""What goes to other programs and comes from them: labels, reports, de-identified datasets, the PACS."""

from __future__ import annotations

import importlib
import sys


def _load_pydicom_alone() -> None:
    """pydicom fetches test data with requests where that is installed, whose import opens a socket to look for IPv6.

    Nothing here may open one before a user asks for a server, so pydicom is loaded as if requests were not there.
    """
    if "requests" in sys.modules or "pydicom.data.download" in sys.modules:
        return
    sys.modules["requests"] = None  # type: ignore[assignment]
    try:
        importlib.import_module("pydicom.data.download")
    finally:
        del sys.modules["requests"]


_load_pydicom_alone()
