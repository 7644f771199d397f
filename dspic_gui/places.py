"""The folders of this user outside any dataset: cache (may be deleted at any time), settings and own data."""

from __future__ import annotations

from pathlib import Path

APPLICATION = "dspic-workstation"


def cache_folder() -> Path:
    """Where indexes lie that can be rebuilt; made when missing, readable by this user only."""
    from platformdirs import user_cache_path

    return _private(user_cache_path(APPLICATION, appauthor=False))


def config_folder() -> Path:
    """Where the user's settings lie; made when missing, readable by this user only."""
    from platformdirs import user_config_path

    return _private(user_config_path(APPLICATION, appauthor=False))


def data_folder() -> Path:
    """Where the user's copy of the demo lies; made when missing, readable by this user only."""
    from platformdirs import user_data_path

    return _private(user_data_path(APPLICATION, appauthor=False))


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
