"""The reading child loads libraries for compressed pixels when a file needs them, and asks the same ones in the same order."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pydicom.pixels import get_decoder
from pydicom.uid import UID, JPEGLosslessSV1, RLELossless

from tests.made.odd_dicom import two_frames

WATCHED = ["gdcm", "pylibjpeg", "libjpeg", "openjpeg", "PIL.Image", "http.client"]
CHILD = """
import json, sys
from dspic_gui.scans import codecs, decoder_child
for name in decoder_child._UNWANTED:
    sys.modules[name] = None
decoder_child._is_asked = lambda: True
decoder_child._load_libraries()
from pydicom.pixels import get_decoder
from pydicom.uid import UID
syntaxes, watched, scans = json.loads(sys.stdin.read())
def told():
    loaded = [name for name in watched if sys.modules.get(name) is not None]
    return loaded, {uid: get_decoder(UID(uid)).available_plugins for uid in syntaxes}
said = [told()]
for path in scans:
    header, pixels = decoder_child.answer({"path": path, "pixels": True, "frames": None, "anything": False})
    assert pixels, header
    said.append(told())
codecs.load_rest()
said.append(told())
print(json.dumps(said))
"""


def test_each_is_loaded_when_it_is_needed(real_scan: Path, tmp_path: Path) -> None:
    from pydicom.pixels.decoders import gdcm, pillow, pylibjpeg

    plain = tmp_path / "plain.dcm"
    plain.write_bytes(two_frames())
    syntaxes = sorted({*gdcm.DECODER_DEPENDENCIES, *pylibjpeg.DECODER_DEPENDENCIES, *pillow.DECODER_DEPENDENCIES})
    asked = json.dumps([syntaxes, WATCHED, [str(plain), str(real_scan)]])
    done = subprocess.run([sys.executable, "-c", CHILD], input=asked, capture_output=True, text=True, check=True, timeout=120)
    at_start, after_plain, after_compressed, with_all = json.loads(done.stdout)
    assert at_start[0] == after_plain[0] == [] and after_compressed[0] == ["gdcm"]
    assert after_compressed[1][JPEGLosslessSV1] == ["gdcm"]
    here = {uid: list(get_decoder(UID(uid)).available_plugins) for uid in syntaxes}
    for found in (here, with_all[1]):
        found[RLELossless].sort()  # of no weight: RLE has one answer
    assert with_all[1] == here


def test_where_everything_is_there_already_nothing_is_put_off() -> None:
    from dspic_gui.scans import codecs

    with codecs.put_off():
        import PIL.Image

        assert PIL.Image is not None
    assert not codecs.load_rest()


