"""What a person may see of a study before which seal: the one rule, for the files of the archive and for the rows of the worklist.

The rules ask who has sealed and nothing else. They ask no more than they need, in this order: the own seal first, then those
of others; whoever answers may open another's audit only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dspic_gui.dataset.description import GUEST, Dataset, Protocol

Sealed = Callable[[str], bool]
"""Whether a person's reading of the study is sealed."""


def may_see_report(person: str | None, protocol: Protocol) -> bool:
    """The diagnostic report: the study lead (None) always, a reader unless the protocol blinds readers to it."""
    return person is None or not protocol.blind_to_report


def may_learn_seal(person: str | None, other: str, sealed: Sealed) -> bool:
    """Whether another has sealed: the study lead (None) always, a reader after the own seal."""
    return person is None or other == person or sealed(person)


def may_see_predictions(person: str | None, sealed: Sealed) -> bool:
    """What a network says: the study lead (None) always, a reader after the own seal."""
    return person is None or sealed(person)


def may_see_gold(person: str | None, dataset: Dataset, keys: Callable[[], Iterable[str]], sealed: Callable[[str], bool], key: str) -> bool:
    """What is there in a case of a course: a reader who takes it after the own seal of the case, or of the last one.

    As the protocol says, and nobody in a study whose protocol says nothing of it; the study lead, a guest and an adjudicator take no
    course. It asks for own seals alone: what others do is not told by it.
    """
    if person not in dataset.readers or dataset.protocol.feedback is None or not sealed(key):
        return False
    return dataset.protocol.feedback == "case" or all(map(sealed, keys()))


def is_read_through(person: str | None, dataset: Dataset, keys: Callable[[], Iterable[str]], sealed: Callable[[str], bool]) -> bool:
    """Whether no study can come to this person again: in a dataset with hidden repeats a planned reader has sealed every one.

    Until then neither predictions nor others are shown of any study: showing them of those alone that do not come again would tell
    which do. `sealed` says of a study whether this person's reading is.
    """
    if person not in dataset.readers or dataset.protocol.repeats is None:
        return True
    return all(map(sealed, keys()))


def may_see_others(person: str | None, planned: Iterable[str], sealed: Sealed) -> bool:
    """Other readings, consensus and truth: the study lead (None) always, anybody else when all planned readers have sealed.

    A guest, who never votes, seals first as well; an adjudicator who is no planned reader has nothing to seal.
    """
    if person is None:
        return True
    readers = tuple(planned)
    own_first = [person] if person in (*readers, GUEST) else []
    return all(sealed(reader) for reader in (*own_first, *readers))
