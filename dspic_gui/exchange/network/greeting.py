"""Whether a server answers."""

from __future__ import annotations

from dspic_gui.exchange.network.servers import WEB, Server


def greet(server: Server, password: str | None = None) -> None:
    """NetworkError, a sentence, unless the server answers a C-ECHO or a small query."""
    if server.kind == WEB:
        from dspic_gui.exchange.network.web import ask_once

        ask_once(server, password)
    else:
        from dspic_gui.exchange.network.association import echo

        echo(server)
