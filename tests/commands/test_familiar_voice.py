"""A story: a familiar voice: a kit goes out, answers come in, and each language's video holds only its own voice."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image, ImageDraw, ImageFont

from annotator import assets
from annotator.cache import Cache
from annotator.cli import main
from annotator.commands import check, memos, recording_kit
from annotator.edition.memos import memo_matching
from annotator.errors import AnnotatorError, ProblemsError
from annotator.media import ffmpeg
from annotator.model import SAMPLE_RATE, StepNumber
from annotator.pack.build import build
from annotator.pack.catalogue import Options
from annotator.script import MemoSlot, read_consents
from annotator.voice import leveling
from annotator.voice.engines.engine import Sound
from annotator.voice.engines.pico import Pico

pytestmark = pytest.mark.pico

UNTIL = datetime.date(2099, 6, 30)
CODECS = {
    "WhatsApp Ptt 2026-11-24 at 10.12.34.ogg": ("-c:a", "libopus"),
    "WhatsApp Audio 2026-11-24 at 9.59.00.m4a": ("-c:a", "aac"),
    "WhatsApp Audio 2026-11-24 at 10.13.00.amr": ("-c:a", "libopencore_amrnb", "-ar", "8000"),
    "WhatsApp Video 2026-11-24 at 10.14.00.3gp": ("-c:a", "libopencore_amrnb", "-ar", "8000"),
    "WhatsApp Audio 2026-11-24 at 10.15.00.mp3": ("-c:a", "libmp3lame"),
    "WhatsApp Audio 2026-11-24 at 10.16.00.flac": ("-c:a", "flac"),
}
"""Six formats; the second one was recorded first."""
NAMES = ("title.mix.m4a", "1.mix.ogg", "2.mix.amr", "3.mix.3gp", "4.mix.mp3", "end.mix.flac")
SENTENCES = ("Kava yo.", "Saa kua ndo.", "Nduku ni maa.", "Koto ndo yo.", "Vaha kua.", "Tixa vi ndo.")


def screen(path: Path, text: str) -> None:
    image = Image.new("RGB", (360, 720), "white")
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((40, 300, 320, 370), 20, fill="#0B5CFF")
    font = ImageFont.truetype(str(assets.asset("fonts", "Andika-Bold.ttf")), 30)
    pen.text((180, 335), text, font=font, fill="white", anchor="mm")
    image.save(path)


def person(text: str) -> Sound:
    """Somebody with another voice than the synthetic ones: higher and faster."""
    said = Pico().synthesize(text, "en", "en-GB", 0.8)
    return Sound(said.samples, round(said.rate * 1.2))


def write(path: Path, said: Sound, codec: tuple[str, ...]) -> Path:
    ffmpeg.run(
        ("-f", "f32le", "-ar", str(said.rate), "-ac", "1", "-i", "pipe:0", *codec, ffmpeg.file_url(path)),
        [said.samples.astype("<f4").tobytes()],
        doing="testing",
    )
    return path


@dataclass(frozen=True)
class Given:
    """A tutorial of two (or four) steps without its third language, answers in six formats, and a warm cache."""

    folder: Path
    answers: list[Path]
    cache: Cache


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    place = tmp_path_factory.mktemp("con espacios ñ")
    return [
        write(place / name, person(text), codec) for (name, codec), text in zip(CODECS.items(), SENTENCES, strict=True)
    ]


@pytest.fixture
def make(tmp_path: Path, recorded: list[Path], warm: Cache) -> Callable[[int], Given]:
    def given(steps: int) -> Given:
        folder = tmp_path / "mi tutorial"
        folder.mkdir()
        words = ("Unirse", "Entrar", "Enviar", "Salir")
        lines = ["# es: Entrar a la clase", "# en: Join class", "- why es: Ve a la maestra.", "- why en: See her.", ""]
        for number, word in enumerate(words[:steps], start=1):
            screen(folder / f"{number}.png", word)
            lines += [f"![]({number}.png)", f"- tap: {word}", ""]
        (folder / "tutorial.md").write_text("\n".join(lines), encoding="utf-8")
        (folder / "school.toml").write_text('[language-names]\nmix = "Mixteco de San Juan"\n', encoding="utf-8")
        return Given(folder, recorded, warm)

    return given


@pytest.mark.slow
def test_a_kit_holds_a_picture_and_a_voice_for_each_missing_part(make: Callable[[int], Given], tmp_path: Path) -> None:
    given = make(2)
    out = tmp_path / "para Elena"
    kit = recording_kit.make_kit(given.folder, "mix", out, voice="pico", cache=given.cache)
    assert sorted(path.name for path in out.iterdir()) == [
        ".annotator.json",
        "00-read-me.txt",
        "00-voice.ogg",
        "01-title-picture.jpg",
        "01-title-voice.ogg",
        "02-step-1-picture.jpg",
        "02-step-1-voice.ogg",
        "03-step-2-picture.jpg",
        "03-step-2-voice.ogg",
        "04-end-picture.jpg",
        "04-end-voice.ogg",
    ]
    assert [slot.key for slot in kit.missing] == ["title", "step-1", "step-2", "end"]
    for path in out.glob("*.ogg"):
        assert len(ffmpeg.run(("-i", ffmpeg.file_url(path), "-f", "f32le", "-"), doing="testing")[0]) > SAMPLE_RATE
    with Image.open(out / "02-step-1-picture.jpg") as picture:
        assert picture.size == (720, 900)
    guide = (out / "00-read-me.txt").read_text(encoding="utf-8")
    assert "# mix: Mixteco de San Juan" in guide
    assert "send 00-voice.ogg" in guide.lower()
    assert "02-step-1-picture.jpg   02-step-1-voice.ogg   (step 1)" in guide
    assert max(map(len, guide.splitlines())) < 130
    assert f'annotator memos "{given.folder}" --lang mix' in guide


@pytest.mark.slow
def test_a_kit_asks_for_what_is_missing_and_for_an_aside_after_its_step(
    make: Callable[[int], Given], tmp_path: Path
) -> None:
    given = make(2)
    screen(given.folder / "3.png", "Borrar")
    with (given.folder / "tutorial.md").open("a", encoding="utf-8") as script:
        script.write("\n![](3.png)\n- tap: Borrar\n- if es: ¿Se equivocó?\n- if en: Did you make a mistake?\n")
    (given.folder / "title.mix.ogg").write_bytes(given.answers[0].read_bytes())
    kit = recording_kit.make_kit(given.folder, "mix", tmp_path / "kit", voice="pico", cache=given.cache)
    assert [slot.title for slot in kit.missing] == ["step 1", "step 2", "step 2?", "the closing"]
    guide = (kit.folder / "00-read-me.txt").read_text(encoding="utf-8")
    assert "03-step-2-if-picture.jpg   03-step-2-if-voice.ogg   (after step 2: ¿Se equivocó?)" in guide
    assert "What is asked is only for some families: she asks the question" in guide
    heard = {
        key: ffmpeg.run(("-i", ffmpeg.file_url(kit.folder / name), "-f", "f32le", "-"), doing="testing")[0]
        for key, name in (("step", "02-step-2-voice.ogg"), ("aside", "03-step-2-if-voice.ogg"))
    }
    assert len(heard["aside"]) > 1.5 * len(heard["step"]), "the question is heard, too"


PLACES = (
    MemoSlot("title", "title"),
    MemoSlot("step-1", "01-unirse", (StepNumber(1),)),
    MemoSlot("step-1-if", "02-borrar", (StepNumber(1, 1),)),
    MemoSlot("step-2", "03-step-1", (StepNumber(2),)),
    MemoSlot("end", "end"),
)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("title.mix.webm", "title"),
        ("01-Unirse.m4a", "step-1"),
        ("01-unirse.mix.ogg", "step-1"),
        ("03-step-1.ogg", "step-2"),
        ("09-step-9.ogg", None),
        ("PTT-20261124-WA0003.opus", None),
        ("2026-11-24 10.00.00.ogg", None),
        ("step-1.ogg", None),
    ],
)
def test_answers_that_are_named_after_their_places_go_there(name: str, key: str | None) -> None:
    pairs, rest = memo_matching.pair_by_name([Path(name)], PLACES, "mix")
    assert [place.key for _, place in pairs] == ([key] if key else [])
    assert rest == ([] if key else [Path(name)])


def test_as_many_answers_as_steps_are_for_the_steps(make: Callable[[int], Given]) -> None:
    given = make(2)
    plan = memos.plan_memos(given.folder, "mix", given.answers[:2], cache=given.cache)
    assert [(pair.source.suffix, pair.name) for pair in plan.pairs] == [(".m4a", "1.mix.m4a"), (".ogg", "2.mix.ogg")]
    assert plan.order == "by the numbers in their names"
    assert [place.key for place in plan.missing] == ["title", "end"]
    assert "Still without a memo in mix: the opening and the closing." in plan.lines()


def test_more_answers_than_places_are_refused_and_fewer_are_told(make: Callable[[int], Given], tmp_path: Path) -> None:
    given = make(2)
    with pytest.raises(
        AnnotatorError, match="5 recordings, but memos in “mix” are missing only for: the opening, step 1"
    ):
        memos.plan_memos(given.folder, "mix", given.answers[:5], cache=given.cache)
    with pytest.raises(AnnotatorError, match="name the file for the opening “title”"):
        memos.plan_memos(given.folder, "mix", given.answers[:3], cache=given.cache)
    title = shutil.copy(given.answers[0], tmp_path / "title.ogg")
    plan = memos.plan_memos(given.folder, "mix", [*given.answers[1:3], title], cache=given.cache)
    assert [pair.name for pair in plan.pairs] == ["title.mix.ogg", "1.mix.m4a", "2.mix.amr"]
    one = memos.plan_memos(given.folder, "mix", given.answers[:1], cache=given.cache)
    assert "Still without a memo in mix: the opening, step 2 and the closing." in one.lines()


def test_a_name_that_says_its_place_counts_and_nothing_is_overwritten(
    make: Callable[[int], Given], tmp_path: Path
) -> None:
    given = make(2)
    named = tmp_path / "2.amr"
    named.write_bytes(given.answers[2].read_bytes())
    plan = memos.plan_memos(given.folder, "mix", [named, given.answers[0]], cache=given.cache)
    assert [(pair.source.name, pair.name) for pair in plan.pairs] == [
        (given.answers[0].name, "1.mix.ogg"),
        ("2.amr", "2.mix.amr"),
    ]
    memos.copy_memos(plan, None)
    assert not (given.folder / "consent.toml").exists()
    with pytest.raises(AnnotatorError, match=r"already a memo for step 2 in “mix”: 2\.mix\.amr\. It stays"):
        memos.plan_memos(given.folder, "mix", [named], cache=given.cache)
    with pytest.raises(AnnotatorError, match="missing only for: the opening and the closing"):
        memos.plan_memos(given.folder, "mix", given.answers[:3], cache=given.cache)


def test_every_recording_is_heard_before_any_is_copied(make: Callable[[int], Given], tmp_path: Path) -> None:
    given = make(2)
    before = sorted(path.name for path in given.folder.iterdir())
    (tmp_path / "b.ogg").write_bytes(b"no sound")
    (tmp_path / "c.txt").write_bytes(b"text")
    good = given.answers[0]
    with pytest.raises(ProblemsError) as raised:
        memos.plan_memos(given.folder, "mix", [good, tmp_path / "b.ogg", tmp_path / "c.txt"], cache=given.cache)
    told = [problem.file for problem in raised.value.problems]
    assert told == ["b.ogg", "c.txt"]
    assert sorted(path.name for path in given.folder.iterdir()) == before


def test_the_command_shows_asks_and_writes_the_consent(make: Callable[[int], Given]) -> None:
    given = make(2)
    command = ["memos", str(given.folder), "--lang", "mix", *map(str, given.answers[:2])]
    result = CliRunner().invoke(main, command, input="n\n")
    assert "Nothing was copied." in result.stderr
    assert not list(given.folder.glob("*.mix.*"))
    result = CliRunner().invoke(main, command, input="y\nmother, room 12\ny\n2099-06-30\n")
    assert result.exit_code == 0, result.output
    assert "→  1.mix.m4a  (step 1)" in result.stderr
    assert "# mix: Mixteco de San Juan" in result.stderr
    consents, problems = read_consents((given.folder / "consent.toml").read_text(encoding="utf-8"))
    assert problems == ()
    assert [(entry.file, entry.who, entry.uses, entry.until) for entry in consents.entries] == [
        (name, "mother, room 12", ("chat", "website"), UNTIL) for name in ("1.mix.m4a", "2.mix.ogg")
    ]


def test_a_consent_file_that_is_a_link_to_elsewhere_is_not_written(
    make: Callable[[int], Given], tmp_path: Path
) -> None:
    given = make(1)
    (tmp_path / "everybody.toml").write_text("", encoding="utf-8")
    (given.folder / "consent.toml").symlink_to(tmp_path / "everybody.toml")
    plan = memos.plan_memos(given.folder, "mix", given.answers[:1], cache=given.cache)
    with pytest.raises(ProblemsError, match="leads out"):
        memos.copy_memos(plan, memos.VoiceConsent("mother", ("chat",), UNTIL))
    assert (given.folder / "consent.toml").is_symlink()


def test_a_damaged_consent_file_stops_before_anything_is_copied(make: Callable[[int], Given]) -> None:
    given = make(2)
    plan = memos.plan_memos(given.folder, "mix", given.answers[:2], cache=given.cache)
    (given.folder / "consent.toml").write_text("[x\n", encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"consent\.toml:1"):
        memos.copy_memos(plan, memos.VoiceConsent("mother", ("chat",), UNTIL))
    assert not list(given.folder.glob("*.mix.*"))


@pytest.mark.slow
def test_check_lists_what_is_missing_and_what_nobody_allowed(make: Callable[[int], Given]) -> None:
    given = make(2)
    script = given.folder / "tutorial.md"
    script.write_text("# mix: Kava\n" + script.read_text(encoding="utf-8"), encoding="utf-8")
    memos.copy_memos(memos.plan_memos(given.folder, "mix", given.answers[:1], cache=given.cache), None)
    lines = [str(problem) for problem in check.check(given.folder, ("mix",), cache=given.cache).problems]
    assert any('Step 2 says nothing in "mix"' in line for line in lines)
    assert any('Not recorded in "mix": the opening and the closing.' in line for line in lines)
    assert any('No consent is recorded for "1.mix.ogg"' in line for line in lines)
    # Words alone don't help: no voice speaks it.
    script.write_text(script.read_text(encoding="utf-8").rstrip() + "\n- mix: Kava yo.\n", encoding="utf-8")
    lines = [str(problem) for problem in check.check(given.folder, ("mix",), cache=given.cache).problems]
    (line,) = [line for line in lines if "No voice of this computer speaks the language “mix”." in line]
    assert ": step 2: " in line
    assert "The memo of this step is named “2.mix.m4a”." in line


def samples(path: Path) -> leveling.Samples:
    plain = ("-ac", "1", "-ar", "8000", "-f", "f32le", "-")
    data, _ = ffmpeg.run(("-i", ffmpeg.file_url(path), *plain), doing="testing")
    return np.frombuffer(data, dtype="<f4")


def likeness(whole: leveling.Samples, part: leveling.Samples) -> float:
    """The highest correlation of ``part`` with any stretch of ``whole`` (1: it is in there)."""
    part = part - part.mean()
    size = 1 << (len(whole) + len(part)).bit_length()
    product = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)[: len(whole) - len(part)]
    summed = np.concatenate([[0.0], np.cumsum(whole.astype(np.float64) ** 2)])
    energy = (summed[len(part) :] - summed[: -len(part)])[: len(product)]
    return float((np.abs(product) / np.sqrt(np.maximum(energy, 1e-3) * (part**2).sum())).max())


@pytest.mark.slow
def test_each_language_holds_only_its_own_voice(make: Callable[[int], Given], tmp_path: Path) -> None:
    given = make(4)
    plan = memos.plan_memos(given.folder, "mix", given.answers, cache=given.cache)
    before = [path.read_bytes() for path in given.answers]
    memos.copy_memos(plan, memos.VoiceConsent("mother, room 12", ("chat",), UNTIL))
    assert [pair.name for pair in plan.pairs] == list(NAMES)
    assert [path.read_bytes() for path in given.answers] == before
    script = given.folder / "tutorial.md"
    text = script.read_text(encoding="utf-8").replace("# en", "# mix: Kava ndo\n# en").rstrip()
    script.write_text(text + "\n- mix: Vaha kua.\n", encoding="utf-8")
    # A memo and a synthetic voice in one language: allowed, and counted.
    (given.folder / "1.en.m4a").write_bytes(given.answers[1].read_bytes())
    built = build(given.folder, Options(tmp_path / "packs", kinds=("voice",), voice="pico"), cache=given.cache)
    manifest = json.loads((built.pack / "pack.json").read_text(encoding="utf-8"))
    voices = {lang: (voice["engine"], voice["memos"]) for lang, voice in manifest["voices"].items()}
    assert voices == {"es": ("pico", 0), "mix": ("memo", 6), "en": ("pico", 1)}
    assert "  Voice (en): 1 memo and pico (en-US)." in built.report()
    heard = {file["lang"]: samples(built.pack / file["path"]) for file in manifest["files"]}
    for number, name in enumerate(NAMES):
        part = samples(given.folder / name)
        assert likeness(heard["mix"], part) > 0.75, name
        assert likeness(heard["es"], part) < 0.6, name
        # The memo of step 1 in English is the recording that opens the video in the third language.
        assert (likeness(heard["en"], part) > 0.75) == (number == 0), name
