"""Which libraries for compressed pixels are loaded: none before a file needs one, for they are a third of the child's start.

Runs in the decoder's child process only. pydicom asks the same ones in the same order as if all had been there from the
start: gdcm first for every kind of JPEG, the others where that one fails.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_FIRST = "gdcm"
_PLUGINS = {name: f"pydicom.pixels.decoders.{name}" for name in (_FIRST, "pylibjpeg", "pillow", "pyjpegls")}
"""pydicom's name of each and the module that asks it, in the order in which it asks them."""
_HIDDEN = ("gdcm", "pylibjpeg", "libjpeg", "openjpeg", "PIL", "jpeg_ls")
_EMPTY = ("urllib.request", "pydicom.examples", "numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars")
"""Imported by pydicom and NumPy and of no use to the child: the network, example files, which are looked for one by one, and texts
for readers of Python.
"""
_VERSIONS = "importlib.metadata"
"""Asked for pydicom's own version only, which nobody reads here; it brings the library of e-mail and that of sockets."""
_left: list[str] = []


@contextmanager
def put_off() -> Iterator[None]:
    """pydicom, first imported meanwhile, finds no library for compressed pixels, and empty modules for what no scan needs."""
    if "pydicom" in sys.modules:
        yield
        return
    for name in _HIDDEN:
        sys.modules[name] = None  # type: ignore[assignment] # an import of it fails
    stand_ins = {name: ModuleType(name) for name in (*_EMPTY, _VERSIONS) if name not in sys.modules}
    if _VERSIONS in stand_ins:
        stand_ins[_VERSIONS].version = lambda _: "3.0.0"  # type: ignore[attr-defined]
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in (*_HIDDEN, *stand_ins):
            sys.modules.pop(name, None)
        _left.extend(_PLUGINS)


def load_for(syntax: str) -> None:
    """Load what pydicom asks first for this transfer syntax, if anything."""
    from pydicom.pixels.decoders import gdcm, pylibjpeg

    if not _left:
        return
    if syntax in gdcm.DECODER_DEPENDENCIES:
        _load(_FIRST)
    elif syntax in pylibjpeg.DECODER_DEPENDENCIES:
        load_rest()


def load_rest() -> bool:
    """Load all that are left; whether there were any."""
    were = bool(_left)
    for name in list(_left):
        _load(name)
    return were


def _load(name: str) -> None:
    from pydicom.pixels.decoders.base import get_decoder
    from pydicom.uid import UID

    if name not in _left:
        return
    _left.remove(name)
    module = importlib.reload(importlib.import_module(_PLUGINS[name]))
    for syntax in module.DECODER_DEPENDENCIES:
        decoder = get_decoder(UID(syntax))
        decoder.remove_plugin(name)
        decoder.add_plugin(name, (_PLUGINS[name], "_decode_frame"))
