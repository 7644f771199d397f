"""The commands that need the extra `training`: simulate, train and paper."""

from importlib.util import find_spec


def check_packages(*names: str) -> None:
    """Raise ModuleNotFoundError for the first package that is not installed; called before anything is read or written."""
    for name in names:
        if find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
