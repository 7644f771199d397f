"""The files and folders of a drag and drop."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QMimeData


def dropped_paths(content: QMimeData | None) -> list[Path]:
    """The local files and folders in what is dragged; none where there are no such."""
    if content is None or not content.hasUrls():
        return []
    return [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
