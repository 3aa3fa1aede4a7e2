"""Connect to a Dask scheduler, and explain that it can't be reached, or no longer."""

import asyncio
import logging
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any

from distributed import Client
from distributed.comm import connect
from distributed.security import Security

from annotator.errors import ServiceError

_CONNECT_SECONDS, _CLOSE_SECONDS = 10, 5
"""Maximum seconds to reach the scheduler, and to close the connection."""


@contextmanager
def connected_client(address: str) -> Iterator[Client]:
    """Yield a client of the scheduler, closed at the end. Within the block logging is off: errors are raised."""
    logging.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            client = _connect(address)
            try:
                yield client
            finally:
                with suppress(OSError, TimeoutError):  # the scheduler may be gone
                    client.close(timeout=_CLOSE_SECONDS)
    finally:
        logging.disable(logging.NOTSET)


def _connect(address: str) -> Client:
    """A client of the scheduler. Raises ServiceError."""
    try:
        security = Security()
        asyncio.run(_greet(address, security.get_connection_args("client")))
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False, security=security)
    except (OSError, ImportError, TypeError, ValueError) as error:  # TypeError: for tls:// no certificate is set
        message = "The Dask scheduler {address} cannot be reached."
        remedy = "Start it with “dask scheduler”, or check the address and Dask's settings for TLS."
        raise ServiceError(message, remedy, detail=str(error), address=address) from error


async def _greet(address: str, arguments: Mapping[str, Any]) -> None:
    """Raise OSError if nobody answers at ``address``. Dask's client would wait for ever where a connection is taken."""
    comm = await asyncio.wait_for(connect(address, timeout=_CONNECT_SECONDS, **arguments), _CONNECT_SECONDS)
    await comm.close()


@contextmanager
def expect_answers(address: str, *expected: type[Exception]) -> Iterator[None]:
    """Turn Dask's errors about a scheduler that no longer answers into ServiceError, except the ``expected`` ones."""
    try:
        yield
    except expected:
        raise
    except (OSError, TimeoutError, CancelledError, ValueError) as error:
        remedy = "Start it and its workers again, then run the same command: it makes only what is missing."
        raise ServiceError("The Dask scheduler {address} can no longer be reached.", remedy, address=address) from error
