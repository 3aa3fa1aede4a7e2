"""Connect to a Dask scheduler, and explain that it can't be reached, or no longer."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from annotator.errors import MissingError, ServiceError

if TYPE_CHECKING:
    from distributed import Client

_CONNECT_SECONDS, _CLOSE_SECONDS = 10, 5


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
    """A client of the scheduler. Raises MissingError, ServiceError."""
    try:
        from distributed import Client  # an extra that may not be installed
        from distributed.security import Security
    except ImportError as error:
        raise MissingError(
            "Making packs on many computers needs Dask.",
            "Write --extra district after “uv run”, or install the wheel with it; the guide says how under Computers.",
        ) from error
    try:
        security = Security()
        asyncio.run(_greet(address, security.get_connection_args("client")))
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False, security=security)
    except (OSError, ImportError, TypeError, ValueError) as error:  # TypeError: for tls:// no certificate is set
        raise ServiceError(
            "The Dask scheduler {address} cannot be reached.",
            "Start it with “dask scheduler”, or check the address and Dask's settings for TLS.",
            detail=str(error),
            address=address,
        ) from error


async def _greet(address: str, arguments: Mapping[str, Any]) -> None:
    """Raise OSError if nobody answers at ``address``. Dask's client would wait for ever where a connection is taken."""
    from distributed.comm import connect  # an extra that may not be installed

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
        raise ServiceError(
            "The Dask scheduler {address} can no longer be reached.",
            "Start it and its workers again, then run the same command: it makes only what is missing.",
            address=address,
        ) from error
