"""Messages between this program and its children: what was sent arrives, and what is no message is refused."""

from __future__ import annotations

import io

import pytest

from dspic_gui.child_talk import HEAD, LARGEST_HEADER, receive, send


def sent(header: dict[str, object], *payload: bytes) -> io.BytesIO:
    stream = io.BytesIO()
    send(stream, header, payload)
    stream.seek(0)
    return stream


def test_a_message_arrives_as_it_was_sent_and_the_next_after_it() -> None:
    stream = io.BytesIO(sent({"act": "read", "path": "β.dcm"}, b"abc", b"", b"d").getvalue() + sent({}).getvalue())
    assert receive(stream) == ({"act": "read", "path": "β.dcm"}, b"abcd")
    assert receive(stream) == ({}, b"")
    with pytest.raises(EOFError):
        receive(stream)


def test_half_a_message_and_one_beyond_the_limits_are_refused() -> None:
    whole = sent({"act": "read"}, b"12345").getvalue()
    for end in range(len(whole)):
        with pytest.raises(EOFError):
            receive(io.BytesIO(whole[:end]))
    with pytest.raises(ValueError):
        receive(io.BytesIO(HEAD.pack(LARGEST_HEADER + 1, 0)))
    with pytest.raises(ValueError):
        receive(io.BytesIO(whole), largest_payload=4)
    with pytest.raises(ValueError):
        receive(io.BytesIO(HEAD.pack(3, 0) + b"{]}"))
