"""Speaks one sentence with the library of espeak-ng that espeakng_loader brings: text on standard input, WAV on standard output.

Run as a program by ``espeak``, where the system has no program espeak-ng. The library keeps its state in globals, and
phonemizer uses it, too: in a process of its own neither disturbs the other.
"""

from __future__ import annotations

import ctypes
import os
import sys
import wave

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: samples come to the callback, before espeak_Synth returns
_DONT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT
_RATE = 1  # espeakRATE, words a minute
_UTF8 = 1  # espeakCHARS_UTF8
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def main() -> None:
    """Arguments: voice, words a minute."""
    import espeakng_loader

    voice, rate = sys.argv[1], int(sys.argv[2])
    text = sys.stdin.buffer.read()
    heard = bytearray()

    def keep(samples: object, count: int, _events: object) -> int:
        if samples and count > 0:
            heard.extend(ctypes.string_at(samples, 2 * count))  # type: ignore[arg-type]
        return 0

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    # It keeps 160 bytes of the folder's name, and reads it in the system's old encoding: from inside, "." is enough.
    os.chdir(os.path.dirname(espeakng_loader.get_data_path()))  # noqa: PTH120
    hertz = library.espeak_Initialize(_SYNCHRONOUS, 0, b".", _DONT_EXIT)
    if hertz <= 0:
        raise SystemExit("espeak-ng does not find its data")
    callback = _Callback(keep)
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
        out.setframerate(hertz)
        out.setnframes(len(heard) // 2)
        out.writeframes(bytes(heard))


if __name__ == "__main__":
    main()
