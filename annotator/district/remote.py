"""Make one pack on a Dask worker, from a tutorial and a school sent as bytes, since computers may share no disk.

The computer that orders a pack calls `write_order`; the worker calls `make_pack`, which builds in a folder of its own and
sends the whole pack back, unless all share the output folder. A failure is a report, so that nothing of a tutorial or roster
gets into Dask's logs by way of an exception.
"""

import pickle
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from pathlib import Path

from distributed import get_worker

import annotator
from annotator.cache import Cache, code_version, default_root
from annotator.district import packs
from annotator.district.packs import PackReport, PackTask, Settings
from annotator.district.schools import DistrictSchool
from annotator.errors import MissingError, OutputError, ProblemsError, ServiceError
from annotator.messages import Message, join
from annotator.model import Problem
from annotator.pack import build
from annotator.pack.report import BuildResult
from annotator.script import GivenSchool, list_files
from annotator.script.file_names import is_named_as_media
from annotator.script.folder import outer_link_error
from annotator.voice import choose


@dataclass(frozen=True)
class Order:
    """A pack to make, as it travels.

    Its files may be ``{"tutorials/join-class-on-zoom/tutorial.md": b"…", "logo/los-robles/logo.png": b"…"}``.

    Attributes:
        tutorial: the name of the tutorial's folder (``join-class-on-zoom``).
        school: the school; the paths of its files are those in ``files``.
        files: the contents by path: the tutorial's files below ``tutorials/``, and those of the school.
        settings: the settings of all packs; ``output`` only where workers put packs in their places.
        shared_output: whether the workers put packs in their places.
    """

    tutorial: str
    school: DistrictSchool = field(repr=False)
    files: dict[str, bytes] = field(repr=False)
    settings: Settings
    shared_output: bool


@dataclass(frozen=True)
class MadePack:
    """The result of an `Order`: ``MadePack(PackReport("made", 4_210_331), "tcp://10.0.0.7:40123", {"pack.json": b"…"})``.

    Attributes:
        report: the report, as for any pack.
        worker: the address of the worker that made it.
        files: the contents of the whole pack by path; empty if it failed, or is in its place already.
    """

    report: PackReport = field(repr=False)
    worker: str
    files: dict[str, bytes] = field(default_factory=dict, repr=False)


@cache
def find_installation() -> str:
    """The description that two computers must share to make equal packs: ``0.1.0 (3f9a01bc; kokoro, pico)``.

    That is annotator's version, the digest of its code and data, and the voices; libraries and Python don't count.
    """
    engines = choose.engines(Cache(default_root()))
    voices = ", ".join(engine.name for engine in engines if choose.is_installed(engine, engine.languages[0]))
    return f"{annotator.__version__} ({code_version.of_files(__name__)[:8]}; {voices or 'no voices'})"


def write_order(task: PackTask, settings: Settings, *, shared_output: bool) -> Order:
    """The order for a worker to make a pack. Raises OSError, and ProblemsError for links out of the tutorial's folder."""
    names = list_files(task.tutorial)
    errors = [(link, outer_link_error(link)) for link in sorted(names.outer_links) if is_named_as_media(link)]
    if errors:
        raise ProblemsError([Problem(link, 0, error.message, error.remedy) for link, error in errors])
    tutorial = task.tutorial.resolve().name
    files = {f"tutorials/{tutorial}/{name}": (task.tutorial / name).read_bytes() for name in sorted(names)}

    def pack_file(kind: str, path: Path) -> Path:
        """Take a file of the school into the order, and return its path there."""
        # Messages name a file, and the folder of a consent.toml.
        packed_path = Path(kind, path.parent.name or "school", path.name)
        files[packed_path.as_posix()] = path.read_bytes()
        return packed_path

    school = _move_files(task.school, pack_file)
    output = settings.output.resolve() if shared_output else Path()
    common = replace(settings, output=output, tutorials=())
    return Order(tutorial, school, files, common, shared_output)


def make_pack(packed: BytesIO, installation: str) -> MadePack:
    """Make the pack of a pickled `Order`, unless this computer has another installation than the one that sent it.

    ``installation`` is that of the computer that ordered the pack, as `find_installation` describes it. Dask logs arguments;
    the ``BytesIO`` keeps the order out of its logs.
    """
    worker = get_worker()
    try:
        if find_installation() != installation:
            message = "This worker has annotator {theirs}, and the computer that ordered the pack {ours}."
            remedy = "Install the same annotator and the same voices on all of them."
            raise MissingError(message, remedy, theirs=find_installation(), ours=installation)
        # Dask's folder of a worker is its user's alone, and removed with it, at the latest by the next worker.
        with tempfile.TemporaryDirectory(prefix="annotator-", dir=worker.local_directory) as folder:
            order: Order = pickle.loads(packed.getvalue())  # noqa: S301 - who sends tasks can run any program here
            built = _build_pack(order, Path(folder))
            files = {} if order.shared_output else read_files(built.pack)
    except Exception as error:  # noqa: BLE001 - see the top of this file
        report = packs.report_failure(error)
        if report.code in (MissingError.exit_code, ServiceError.exit_code, OutputError.exit_code):
            report = replace(report, message=join(Message("On {worker}:", worker=worker.address), report.message))
        return MadePack(report, worker.address)
    return MadePack(replace(packs.report_made(built), status="made"), worker.address, files)


def _build_pack(order: Order, folder: Path) -> BuildResult:
    """Write the order's files below ``folder``, and build the pack from them."""
    write_files(order.files, folder)
    school = _move_files(order.school, lambda _kind, path: folder / path)
    settings = order.settings if order.shared_output else replace(order.settings, output=folder / "packs")
    tutorial = folder / "tutorials" / order.tutorial
    return build.build(tutorial, settings.options(school), cache=Cache(default_root()), given=school.given)


def read_files(folder: Path) -> dict[str, bytes]:
    """All files below ``folder``, by their paths with ``/``. Raises OSError."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Write the contents of files to their paths below ``folder``, which is made if it is missing. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _move_files(school: DistrictSchool, move: Callable[[str, Path], Path]) -> DistrictSchool:
    """A school with other paths; ``move`` gets the kind of a file (``logo``) and its path, and returns the new one."""
    given = school.given
    files = {"logo": given.school.logo, "photo": given.school.photo, "consent": given.consent_file}
    moved = {kind: path and move(kind, path) for kind, path in files.items()}
    settings = replace(given.school, logo=moved["logo"], photo=moved["photo"])
    return replace(school, given=GivenSchool(settings, given.problems, moved["consent"]))
