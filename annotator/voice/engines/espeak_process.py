"""Speak one sentence with espeak-ng's shared library (from espeakng_loader): text on stdin, WAV on stdout.

A script that ``espeak`` runs if the system has no ``espeak-ng`` program. The library keeps its state in globals and is
also used by phonemizer, so it runs in a process of its own.
"""

from __future__ import annotations

import ctypes
import os
import sys
import wave

# Constants of espeak-ng's speak_lib.h.
_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: the callback gets all samples before espeak_Synth returns
_DONT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT
_RATE = 1  # espeakRATE, words a minute
_UTF8 = 1  # espeakCHARS_UTF8
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def main() -> None:
    """Speak stdin to stdout; arguments: voice, words per minute. Exits with a message if espeak-ng fails."""
    import espeakng_loader

    voice, rate = sys.argv[1], int(sys.argv[2])
    text = sys.stdin.buffer.read()
    audio = bytearray()

    def append_samples(samples: object, count: int, _events: object) -> int:
        if samples and count > 0:
            audio.extend(ctypes.string_at(samples, 2 * count))  # type: ignore[arg-type]
        return 0

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    # espeak-ng truncates its data path to 160 bytes and decodes it in a legacy code page; "." is safe in any folder.
    os.chdir(os.path.dirname(espeakng_loader.get_data_path()))  # noqa: PTH120
    sample_rate = library.espeak_Initialize(_SYNCHRONOUS, 0, b".", _DONT_EXIT)
    if sample_rate <= 0:
        raise SystemExit("espeak-ng cannot find its data")
    callback = _Callback(append_samples)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise SystemExit(f"espeak-ng has no voice {voice}")
    library.espeak_SetParameter(_RATE, rate, 0)
    size = ctypes.c_size_t(len(text) + 1)
    library.espeak_Synth(text, size, 0, 1, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    with wave.open(sys.stdout.buffer, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(sample_rate)
        out.setnframes(len(audio) // 2)
        out.writeframes(bytes(audio))


if __name__ == "__main__":
    main()
