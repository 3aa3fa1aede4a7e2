"""Connect to a Dask scheduler, and say in one line what is wrong with it or its workers."""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from annotator.district.cluster import worker_version
from annotator.errors import MissingError, ServiceError

if TYPE_CHECKING:
    from distributed import Client
    from distributed.security import Security

RESOURCE = "annotator"
"""Dask's name for what a worker may declare, so that it makes no more packs at once than it has of it."""
_CONNECT_SECONDS = 10
_CLOSE_SECONDS = 5
_WORKERS_SECONDS = 600
"""How long all workers may take to answer. Dask drops one that doesn't after five minutes, and the others' answers count."""
_LOGGERS = ("distributed", "tornado", "asyncio")


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """Yield a client of the scheduler at ``address`` (``tcp://…`` or ``tls://…``), closed at the end.

    Dask's own settings hold for TLS. Dask logs nothing within the block: what went wrong is raised.

    Raises:
        MissingError: Dask is not installed.
        ServiceError: the scheduler can't be reached.
    """
    with _silenced():
        client = _connect(address)
        try:
            yield client
        finally:
            with suppress(OSError, TimeoutError):  # the scheduler may be gone
                client.close(timeout=_CLOSE_SECONDS)


def _connect(address: str) -> Client:
    try:
        from distributed import Client
        from distributed.security import Security
    except ImportError as error:
        raise MissingError(
            "Making packs on many computers needs Dask.", "Install it: pip install 'annotator[district]'."
        ) from error
    try:
        # A client whose settings are wrong can't be closed.
        security = Security()
        if address.startswith("tls://") and security.get_connection_args("client").get("ssl_context") is None:
            raise ServiceError(
                f"The Dask scheduler {address} asks for TLS, and no certificate is set.",
                "Set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__CLIENT__CERT and …__CLIENT__KEY to the files.",
            )
        asyncio.run(_greet(address, security))
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False, security=security)
    except (OSError, ImportError) as error:
        raise ServiceError(
            f"The Dask scheduler {address} cannot be reached.",
            "Start it with “dask scheduler”, or check the address and Dask's settings for TLS.",
            detail=str(error),
        ) from error


async def _greet(address: str, security: Security) -> None:
    """Raise OSError if nobody answers at ``address``. Dask's client would wait for ever where a connection is taken."""
    from distributed.comm import connect

    arguments = security.get_connection_args("client")
    comm = await asyncio.wait_for(connect(address, timeout=_CONNECT_SECONDS, **arguments), _CONNECT_SECONDS)
    await comm.close()


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep Dask's log lines and warnings from the terminal. Loggers made within the block are silenced, too."""
    with suppress(ImportError):
        import distributed  # noqa: F401 - sets up its loggers
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in _LOGGERS]
    levels = {name: logging.getLogger(name).level for name in (*_LOGGERS, *names)}
    for name in levels:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def lost(address: str) -> ServiceError:
    """The error for a scheduler that was reached before."""
    return ServiceError(
        f"The Dask scheduler {address} can no longer be reached.",
        "Start it and its workers again, then run the same command: it makes only what is missing.",
    )


def workers_missing(address: str) -> ServiceError:
    """The error for a scheduler without workers."""
    return ServiceError(
        f"No worker has come to the Dask scheduler {address}.",
        f'Start one or more: dask worker {address} --nthreads 1 --resources "{RESOURCE}=1".',
    )


def list_workers(client: Client) -> dict[str, bool]:
    """The addresses of all workers, and whether each declares the resource.

    Raises OSError if the scheduler doesn't answer within Dask's ``distributed.comm.timeouts.tcp``.
    """
    scheduler: dict[str, Any] = client.sync(client.scheduler.identity, n_workers=-1, callback_timeout=_patience())
    return {address: RESOURCE in worker.get("resources", {}) for address, worker in scheduler["workers"].items()}


def _patience() -> str:
    """For how long Dask waits for a connection that doesn't answer, such as ``30s``."""
    import dask

    return str(dask.config.get("distributed.comm.timeouts.tcp"))


def find_voices(client: Client, workers: list[str]) -> tuple[str, ...]:
    """The voice engines that most of ``workers`` have, the most engines where two are as frequent.

    The others can make no pack with the voice that ``auto`` chooses: their first task says so.
    """
    answers: dict[str, tuple[str, ...]] = client.run(
        worker_version.own_voices, workers=workers, on_error="ignore", callback_timeout=_WORKERS_SECONDS
    )
    counts = Counter(answers.values())
    return max(counts, key=lambda voices: (counts[voices], len(voices), voices), default=())


def check_versions(client: Client, workers: list[str]) -> None:
    """Raise MissingError if the scheduler or one of ``workers`` has another annotator than this computer, or none.

    The scheduler reads what tasks are made of, too.
    """
    expected = worker_version.own_version()
    # The function is looked up by its name there, which fails where annotator is missing or older.
    answers = client.run(
        worker_version.own_version, workers=workers, on_error="return", callback_timeout=_WORKERS_SECONDS
    )
    found = {f"worker {address}": answer for address, answer in sorted(answers.items())}
    try:
        found["scheduler"] = client.run_on_scheduler(worker_version.own_version, callback_timeout=_patience())
    except (ImportError, AttributeError) as error:
        found["scheduler"] = error
    for program, answer in found.items():
        if answer == expected or isinstance(answer, OSError):  # one that has left meanwhile
            continue
        version = answer
        if isinstance(answer, Exception):
            versions = client.get_versions(packages=["annotator"])
            kind, _, address = program.partition(" ")
            computer = versions["workers"].get(address, {}) if address else versions[kind]
            version = computer.get("packages", {}).get("annotator")
        raise MissingError(worker_version.explain_version(expected, version, program))
