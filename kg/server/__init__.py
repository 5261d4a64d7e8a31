"""The local SPARQL endpoint: SPARQL 1.1 Protocol over a store in a folder, with a page to ask from.

Every request is answered by a process of its own (`worker`), which opens the store for that request: a query that takes
too long or breaks the parser ends with its process, a reader sees what was written last, and the store is never held.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.store import MEMORY, open_store


@dataclass(frozen=True, slots=True)
class Served:
    """What is served and how: seconds that a request may take, megabytes that an answer may have."""

    store: str
    write: bool = False
    timeout: float = 30.0
    limit: float = 50.0
    cors: str | None = None


def serve(served: Served, *, host: str, port: int, listening: Callable[[str], object]) -> None:
    """Answer requests until the process is told to stop; `listening` is told the URL once it can be asked.

    KgError where there is no store in a folder, or the address cannot be listened at.
    """
    import uvicorn  # noqa: PLC0415 - only who serves needs it

    from kg.server.endpoint import application  # noqa: PLC0415

    if served.store == MEMORY or "://" in served.store:
        raise UsageError(f"{served.store}: a folder that `kg build` left is allowed; a server serves itself")
    open_store(served.store, read_only=True).close()
    settings = uvicorn.Config(application(served, host=host), log_level="warning", server_header=False)
    with _listener(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        listening(f"http://{name}:{listener.getsockname()[1]}/")
        uvicorn.Server(settings).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    """A socket that takes connections; they wait until they are answered."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        why = (error.strerror or "").split(" (")[0] if isinstance(error, OSError) else "no name of a host"
        raise UsageError(f"{host}:{port}: cannot be listened at ({why}); another --host or --port is allowed") from None


def page_folder() -> Path:
    """The files of the query page."""
    return Path(__file__).parent / "page"
