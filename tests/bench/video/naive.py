"""The same video as somebody would write it with moviepy at first: python -m tests.bench.video.naive FOLDER STEPS OUT."""

from __future__ import annotations

import sys
from pathlib import Path

from moviepy import AudioFileClip, ColorClip, CompositeVideoClip, ImageClip, TextClip, concatenate_videoclips

from annotator import assets
from tests.bench.video import job


def main() -> None:
    folder, steps, out = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    font = str(assets.asset("fonts", "Andika-Bold.ttf"))

    def text(words: str, seconds: float) -> TextClip:
        return TextClip(
            font, words, font_size=44, color="white", size=(640, 220), method="caption", duration=seconds
        ).with_position((40, 1052))

    left, top, width, height = job.BOX
    clips = []
    for name, words in (("title", "Entrar a la clase"), *((f"{n:02}", job.caption(n, "es")) for n in range(1, steps + 1)),
                        ("end", "¡Listo!")):  # fmt: skip
        sound = AudioFileClip(str(folder / f"{name}.es.wav"))
        seconds = sound.duration + (2.8 if name[0].isdigit() else 1.5)
        layers = [ColorClip((720, 1280), color=(6, 30, 42), duration=seconds), text(words, seconds)]
        if name[0].isdigit():
            picture = ImageClip(str(folder / f"{name}.png"), duration=seconds).resized(height=920)
            frame = ColorClip((width * picture.w // 100, height * 920 // 100), color=(228, 0, 58), duration=seconds)
            at = ((720 - picture.w) / 2, 124)
            mark = frame.with_opacity(0.4).with_position((at[0] + left * picture.w / 100, at[1] + top * 9.2))
            layers += [picture.with_position(at), mark]
        clips.append(CompositeVideoClip(layers).with_audio(sound))
    concatenate_videoclips(clips).write_videofile(out, fps=15, logger=None)


if __name__ == "__main__":
    main()
