"""Make annotator's environment in the user's data folder, once, and open the editor from it.

It is run by the start script of the zip, with that version's own Python and nothing but the standard library. All that
it makes is in one folder, ``PLACE``, whose name sorts by the time of the version::

    program/20261129.0640/python    Python, fetched by uv
                          cache     what uv fetched, so that a start that was stopped goes on
                          plain     the environment without the natural voice, or
                          natural   the one with it
                          log.txt   what the editor said

An environment is whole where it has the file ``annotator-release.txt``, and current once its editor has opened. Then the older
ones are removed. What people see is in Spanish and in English, since nobody knows yet who reads.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
TOLD = 20
"""The exit code where this program has said itself what went wrong."""
WHOLE, OPENED = "annotator-release.txt", "opened"

FAILURES = {
    "busy": (
        r"in another window|making something|haciendo algo",
        "annotator está ocupado. Espere un momento y ábralo otra vez.",
        "annotator is busy. Wait a moment, and start it again.",
    ),
    "long": (
        "name is too long",
        "El nombre de la carpeta de datos es muy largo para Windows.",
        "The name of the data folder is too long for Windows.",
    ),
    "full": (
        r"no space left|os error 28\b|os error 112\b|disk quota",
        "El disco está lleno. Borre lo que no necesite y abra esto otra vez: sigue donde se quedó.",
        "The disk is full. Delete what you don't need and start this again: it goes on where it stopped.",
    ),
    "policy": (
        r"os error 4551|os error 1260|application control",
        "Windows no deja abrir un programa o una parte de annotator (Smart App Control o una regla de la escuela).",
        "Windows refuses a program or a library (Smart App Control, or a rule of the school).",
    ),
    "right": (
        r"permission denied|access is denied|os error (5|13)\b",
        "No hay permiso para guardar en esa carpeta, o un antivirus la tiene ocupada.",
        "That folder may not be written to, or a virus scanner holds it.",
    ),
    "filter": (
        r"certificate|unknownissuer|\b40[37]\b|proxy|tunnel|hash mismatch|text/html",
        "Un filtro o proxy de la red cambia o detiene lo que se descarga.",
        "A filter or proxy of the network changes or stops what is fetched.",
    ),
    "network": (
        r"dns|resolve|lookup|connect|timed out|timeout|network|error sending request",
        "No hay internet, o la red no deja llegar a las direcciones que dice la hoja de esta carpeta.",
        "There is no internet, or the network does not let the addresses on the page in this folder be reached.",
    ),
    "unknown": ("", "No se pudo preparar annotator.", "annotator could not be prepared."),
}
"""By what the words of uv or of the system are known, and what is said: the page in the zip says what to do."""


class FailedError(Exception):
    """Something that was not possible, in the words of uv, Python or annotator."""


def say(spanish: str, english: str) -> None:
    """Print a line in both languages."""
    print(f"{spanish}\n{english}\n", flush=True)


@functools.cache
def facts() -> dict[str, Any]:
    """What `.ci/starter` knows: date, the index, and of each environment how many MB are fetched and kept."""
    return json.loads((HERE / "facts.json").read_text(encoding="utf-8"))


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises OSError."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(text, encoding="ascii")
    new.replace(path)


def main() -> int:
    """Open the editor, from an environment that is made first if it isn't there; with ``--prepare`` only make it."""
    place, uv, code = Path(sys.argv[1]), sys.argv[2], TOLD
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    try:
        if WINDOWS and len(str(place)) > facts()["longest"]:
            raise FailedError(f"The name is too long: {place}")
        with Lock(place / "lock"):
            prepare = "--prepare" in sys.argv[3:]
            natural = prepare or "--natural" in sys.argv[3:]
            env = newest_other(place) or choose(place, natural)
            if has_stranger(env):
                say(
                    "Otro programa que también se llama annotator se instaló encima de este. Se prepara annotator otra vez.",
                    "Another program, also called annotator, was installed over this one. annotator is being prepared again.",
                )
                (env / WHOLE).unlink(missing_ok=True)  # first, since Windows may keep a file that is open
                shutil.rmtree(env)
                env = newest_other(place) or choose(place, natural)
            if not (env / WHOLE).is_file():
                make(env, uv)
            first = not (env / OPENED).is_file()
            if prepare:
                if first:
                    end_editors(env)
                    replace_older(env)
                say("annotator está listo.", "annotator is ready.")
                return 0
            address = open_editor(env, first)
            if first:
                replace_older(env)
        if not first:
            return 0
        say(
            f"Ya puede cerrar esta ventana. Si el navegador no se abrió, copie ahí esta dirección:\n{address}",
            "You may close this window now. If the browser did not open, copy the address above into it.",
        )
        code = 0
    except KeyboardInterrupt:
        say("Se detuvo. La próxima vez sigue donde se quedó.", "Stopped. Next time it goes on where it stopped.")
    except Exception as error:  # noqa: BLE001 - without words, it would be taken for uv's, which could not fetch Python
        explain(error, place)
    ask("Enter: cerrar / close ")
    return code


def ask(text: str) -> str:
    """What the person types; "n" where nobody can. Windows takes its NUL for a terminal, which then ends at once."""
    try:
        return input(text) if sys.stdin.isatty() else "n"
    except EOFError:
        return "n"


class Lock:
    """Keeps a second start away while the first one makes something; the system lifts it however that one ends."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a")

    def __enter__(self) -> None:
        try:
            if WINDOWS:
                import msvcrt

                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FailedError("It is being opened in another window.") from None

    def __exit__(self, *_: object) -> None:
        self._file.close()


def newest_other(place: Path) -> Path | None:
    """The environment of a later version that has opened once: an old zip does not bring back an old annotator."""
    opened = sorted(place.parent.glob(f"*/*/{OPENED}"))
    if not opened or opened[-1].parents[1].name <= place.name:
        return None
    say("Ya hay un annotator más nuevo; se abre ese.", "There is a newer annotator already; that one is opened.")
    return opened[-1].parent


def has_stranger(env: Path) -> bool:
    """Whether the package called annotator on the package index, which is not this one, is in an environment, too."""
    return any(env.glob("Lib/site-packages/annotator-*")) or any(env.glob("lib/*/site-packages/annotator-*"))


def choose(place: Path, natural: bool) -> Path:
    """The environment to open: with the natural voice or without it. Asks where there is none yet."""
    for name in ("natural", "plain"):
        if (place / name / WHOLE).is_file() and (name == "natural" or not natural):
            return place / name
    chosen = place / "choice"
    if natural or list(place.parent.glob("*/natural/opened")):
        write(chosen, "natural")
    elif not is_chosen(chosen):
        more = facts()["natural"]["fetched"] - facts()["plain"]["fetched"]
        say(
            f"¿Quiere también la voz natural? Suena mucho mejor. Son {more} MB más; se puede agregar después.",
            f"Would you like the natural voice, too? It sounds much better. It is {more} MB more, and can be added later.",
        )
        if sys.platform == "darwin":
            say("Sin ella, una Mac no tiene voz para los tutoriales.", "Without it, a Mac has no voice for tutorials.")
        asked = "Escriba s (sí) o n (no) y oprima Enter / Type y (yes) or n (no), and press Enter: "
        answer = ask(asked)
        write(chosen, "plain" if answer.strip().lower().startswith("n") else "natural")
    return place / chosen.read_text(encoding="ascii")


def is_chosen(path: Path) -> bool:
    """Whether a file holds an answer. One that can't be read does not."""
    try:
        return path.read_bytes() in (b"natural", b"plain")
    except OSError:
        return False


def make(env: Path, uv: str) -> None:
    """Make an environment. It is begun anew after a stop, but nothing is fetched twice. Raises FailedError."""
    sizes = facts()[env.name]
    free = shutil.disk_usage(env.parent).free // 1_000_000
    if free < sizes["kept"]:
        raise FailedError(f"no space left: {free} MB < {sizes['kept']} MB")
    offline = [str(HERE / "wheels")] if (HERE / "wheels").is_dir() else []
    if offline:
        say("Se prepara annotator. Nada se descarga de internet.", "annotator is being prepared. Nothing is fetched.")
    else:
        say(
            f"Se prepara annotator: se descargan {sizes['fetched']} MB de {facts()['index']} y ocupa {sizes['kept']} MB. "
            "Puede tardar unos minutos. Si se detiene, la próxima vez sigue donde se quedó.",
            f"annotator is being prepared: {sizes['fetched']} MB are fetched from {facts()['index']}, and it takes "
            f"{sizes['kept']} MB of disk. That may take some minutes. If it is stopped, it goes on next time.",
        )
    run_uv([uv, "venv", "--quiet", "--clear", "--python", sys.executable, "--no-project", str(env)])
    command = [uv, "pip", "sync", "--python", str(python_of(env)), "--require-hashes", "--no-build"]
    for folder in offline:
        command += ["--offline", "--no-index", "--find-links", folder]
    run_uv([*command, f"packages-{env.name}.txt"])
    write(env / WHOLE, facts()["date"])


def run_uv(command: list[str]) -> None:
    """Run uv, which shows how far it is; where that fails once more without a word, that is why. Raises FailedError."""
    # In the folder of the lists, which name annotator's own wheel beside them.
    if subprocess.run(command, cwd=HERE, check=False).returncode:
        again = subprocess.run(command, cwd=HERE, check=False, capture_output=True, text=True, errors="replace")
        if again.returncode:
            raise FailedError(again.stderr)


def python_of(env: Path, windowless: bool = False) -> Path:
    """The environment's own Python."""
    return env / "Scripts" / ("pythonw.exe" if windowless else "python.exe") if WINDOWS else env / "bin" / "python"


def open_editor(env: Path, first: bool) -> str:
    """Open the editor in a process that stays when this window is closed; return its address. Raises FailedError."""
    log = env.parent / "log.txt"
    command = [str(python_of(env, windowless=True)), "-P", "-m", "annotator", "edit"]
    say("Se abre el editor en su navegador.", "The editor opens in your browser.")
    handle = os.open(log, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)  # its first line opens the editor
    with os.fdopen(handle, "wb") as said:
        editor = subprocess.Popen(
            # What an older environment still has open would be found in its place.
            [*command, "--restart"] if first else command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=Path.home(),
            **({"creationflags": 0x8 | 0x200} if WINDOWS else {"start_new_session": True}),
        )
    # It prints the address once it listens; or else why not, and ends.
    while editor.poll() is None and b"http://127.0.0.1:" not in log.read_bytes():
        time.sleep(0.1)
    if editor.poll():
        # On a full disk nothing could be written there.
        full = "" if shutil.disk_usage(env.parent).free else "no space left"
        raise FailedError(log.read_text(encoding="utf-8", errors="replace") or full)
    return log.read_text(encoding="utf-8", errors="replace").partition("\n")[0]


def end_editors(env: Path) -> None:
    """End what an older environment has open. Raises FailedError while that makes something."""
    end = "from annotator.edit.web import access; access.end_running()"
    ran = subprocess.run(
        [str(python_of(env)), "-P", "-c", end], check=False, capture_output=True, text=True, errors="replace"
    )
    if ran.returncode:
        raise FailedError(ran.stderr)


def replace_older(env: Path) -> None:
    """Make this environment the current one, and remove those before it; what is still in use stays."""
    (env / OPENED).touch()
    (env.parent / "problem.txt").unlink(missing_ok=True)
    subprocess.run([str(python_of(env)), "-P", "-m", "annotator", "shortcut"], check=False)
    shutil.rmtree(env.parent / "python" / ".temp", ignore_errors=True)  # of a start that was stopped
    for folder in env.parents[1].iterdir():
        if folder.name < env.parent.name:
            shutil.rmtree(folder, ignore_errors=True)
    if env.name == "natural":
        shutil.rmtree(env.parent / "plain", ignore_errors=True)


def explain(error: Exception, place: Path) -> None:
    """Say what went wrong, and keep its words for whoever looks after the computer."""
    words = str(error) if isinstance(error, FailedError | OSError) else f"{type(error).__name__}: {error}"
    kind = next(name for name, (pattern, *_) in FAILURES.items() if re.search(pattern, words, re.IGNORECASE))
    print()
    say(*FAILURES[kind][1:])
    print("\n".join(words.strip().splitlines()[-8:]))
    report = place / "problem.txt"
    whole = next(place.glob(f"*/{WHOLE}"), None)
    more = report_of(whole.parent) if whole else ""
    try:
        report.write_text(hide_names(f"{place.name} {sys.platform} {kind}\n{words}\n{more}"), encoding="utf-8")
    except OSError:  # the disk is full, or may not be written to, which was said
        return
    say(
        f"Vea la hoja que viene en esta carpeta. Para la persona encargada de la computadora: {report}",
        f"See the page in this folder. For whoever looks after the computer: {report}",
    )


def report_of(env: Path) -> str:
    """What ``annotator doctor --report`` says of an environment."""
    command = [str(python_of(env)), "-P", "-m", "annotator", "doctor", "--report"]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, encoding="utf-8", errors="replace"
    ).stdout


def hide_names(text: str) -> str:
    """A text without the user's name, as far as it is in the path of the home folder."""
    return text.replace(str(Path.home()), "~").replace(Path.home().name, "…")


if __name__ == "__main__":
    sys.exit(main())
