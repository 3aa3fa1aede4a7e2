"""Loading: everything that phones make, and everything that must not be decoded."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
import textwrap
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageFile

from annotator.errors import ProblemsError
from annotator.screen.load import load


def corners() -> Image.Image:
    """24×16 with a red upper left, a green upper right, a blue lower left and a white lower right quarter."""
    image = Image.new("RGB", (24, 16), "white")
    image.paste("red", (0, 0, 12, 8))
    image.paste("lime", (12, 0, 24, 8))
    image.paste("blue", (0, 8, 12, 16))
    return image


def seen(path: Path) -> list[tuple[int, ...]]:
    pixels = load(path).pixels
    height, width = pixels.shape[:2]
    places = ((2, 2), (2, width - 3), (height - 3, 2), (height - 3, width - 3))
    return [tuple(int(value) for value in pixels[place]) for place in places]


def near(colors: list[tuple[int, ...]], *expected: tuple[int, int, int]) -> bool:
    return all(
        max(abs(a - b) for a, b in zip(one, other, strict=True)) < 12
        for one, other in zip(colors, expected, strict=True)
    )


RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", TURNS)
def test_every_exif_orientation_comes_upright(orientation: int, tmp_path: Path) -> None:
    turn = TURNS[orientation]
    stored = corners() if turn is None else corners().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "a.jpg", exif=exif, quality=98, subsampling=0)
    assert near(seen(tmp_path / "a.jpg"), RED, GREEN, BLUE, WHITE)


@pytest.mark.parametrize("suffix", ["png", "webp", "gif"])
def test_formats(suffix: str, tmp_path: Path) -> None:
    options = {"lossless": True} if suffix == "webp" else {}
    corners().save(tmp_path / f"a.{suffix}", **options)
    assert near(seen(tmp_path / f"a.{suffix}"), RED, GREEN, BLUE, WHITE)


def test_heic_of_an_iphone_comes_upright(tmp_path: Path) -> None:
    import pillow_heif

    image = corners().resize((96, 64), Image.Resampling.NEAREST)
    pillow_heif.from_pillow(image).save(tmp_path / "a.heic", quality=95)
    assert near(seen(tmp_path / "a.heic"), RED, GREEN, BLUE, WHITE)
    # As a phone stores it: lying pixels, with the turn both in the container and in EXIF.
    exif = Image.Exif()
    exif[0x0112] = 6
    pillow_heif.register_heif_opener()
    image.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "b.heic", quality=95, exif=exif.tobytes())
    picture = load(tmp_path / "b.heic")
    assert (picture.width, picture.height) == (96, 64)
    assert near(seen(tmp_path / "b.heic"), RED, GREEN, BLUE, WHITE)


def test_the_name_does_not_matter_but_the_content(tmp_path: Path) -> None:
    corners().save(tmp_path / "a.png")
    (tmp_path / "captura de pantalla ñ.jpeg").write_bytes((tmp_path / "a.png").read_bytes())
    picture = load(tmp_path / "captura de pantalla ñ.jpeg")
    assert picture.name == "captura de pantalla ñ.jpeg"
    assert picture.digest == hashlib.sha256((tmp_path / "a.png").read_bytes()).hexdigest()
    assert picture.pixels.dtype == np.uint8
    assert not picture.pixels.flags.writeable


def test_transparency_is_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (24, 16), (255, 0, 0, 0))
    clear.paste((0, 0, 255, 255), (0, 0, 12, 8))
    clear.save(tmp_path / "rgba.png")
    assert near(seen(tmp_path / "rgba.png"), BLUE, WHITE, WHITE, WHITE)
    palette = corners().quantize(4)
    palette.info["transparency"] = palette.getpixel((2, 2))
    palette.save(tmp_path / "p.png", transparency=palette.getpixel((2, 2)))
    assert near(seen(tmp_path / "p.png"), WHITE, GREEN, BLUE, WHITE)
    Image.new("LA", (24, 16), (0, 128)).save(tmp_path / "la.png")
    assert abs(int(load(tmp_path / "la.png").pixels[3, 3, 0]) - 127) < 3


def test_cmyk_and_16_bit(tmp_path: Path) -> None:
    Image.new("CMYK", (24, 16), (0, 255, 255, 0)).save(tmp_path / "cmyk.jpg", quality=95)
    red = load(tmp_path / "cmyk.jpg").pixels[8, 8]
    assert red[0] > 180 > 90 > red[1]
    Image.fromarray(np.full((16, 24), 0x8080, np.uint16)).save(tmp_path / "grey.png")
    assert load(tmp_path / "grey.png").pixels[8, 8].tolist() == [128, 128, 128]


def test_first_frame_of_an_animation(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (24, 16), color) for color in ("lime", "red")]
    for name, options in (("a.gif", {}), ("a.png", {}), ("a.webp", {"lossless": True})):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:], duration=100, **options)
        assert near(seen(tmp_path / name), *[GREEN] * 4), name


def wide_profile() -> bytes:
    """A profile with the primaries of Display P3 and the curve of sRGB, built by hand (ICC.1:2010)."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    text = b"Display P3\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 78
    desc += b"\0" * (-len(desc) % 4)
    tags = {
        b"desc": desc,
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.5151, 0.2412, -0.0011),
        b"gXYZ": xyz(0.2920, 0.6922, 0.0419),
        b"bXYZ": xyz(0.1571, 0.0666, 0.7841),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body, offset = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", offset + len(body), len(data))
        body += data
    size = offset + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + struct.pack(">iii", 63190, 65536, 54061) + b"\0" * 48
    return head[:128] + table + body


def test_display_p3_becomes_srgb(tmp_path: Path) -> None:
    image = Image.new("RGB", (24, 16), (200, 60, 60))
    image.save(tmp_path / "p3.png", icc_profile=wide_profile())
    converted = load(tmp_path / "p3.png").pixels[8, 8].astype(int)
    assert converted[0] > 208, "red of the wider space is a stronger red of sRGB"
    assert converted[1] < 60
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(tmp_path / "srgb.png", icc_profile=srgb)
    assert load(tmp_path / "srgb.png").pixels[8, 8].tolist() == [200, 60, 60]
    image.save(tmp_path / "broken.png", icc_profile=b"nonsense")
    assert load(tmp_path / "broken.png").pixels[8, 8].tolist() == [200, 60, 60]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of_size(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def jpeg(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "JPEG")
    return buffer.getvalue()


def endless_jpeg() -> bytes:
    """A small file whose last pass is repeated very often."""
    buffer = BytesIO()
    Image.new("L", (6000, 6000)).save(buffer, "JPEG", progressive=True)
    data = buffer.getvalue()
    return data[:-2] + data[data.rfind(b"\xff\xda") : -2] * 1000 + data[-2:]


def huge(format_: str, size: tuple[int, int] = (8_000, 7_600), **options: object) -> bytes:
    buffer = BytesIO()
    Image.new("L", size).save(buffer, format_, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("format_", "size", "halved"),
    [
        ("JPEG", (8_064, 6_048), True),
        ("JPEG", (12_001, 9_000), True),
        ("JPEG", (12_649, 12_649), True),
        ("PNG", (8_001, 6_001), True),
        ("GIF", (8_000, 6_000), True),
        ("JPEG", (6_300, 6_300), False),
    ],
)
def test_a_phones_large_photo_is_halved(format_: str, size: tuple[int, int], halved: bool, tmp_path: Path) -> None:
    path = tmp_path / "foto.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6 if format_ == "JPEG" else 1
    path.write_bytes(data := huge(format_, size, exif=exif))
    picture = load(path)
    width, height = (-(-side // 2) for side in size) if halved else size
    expected = (height, width) if format_ == "JPEG" else (width, height)
    assert (picture.width, picture.height, picture.halved) == (*expected, halved)
    assert path.read_bytes() == data


BAD: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "empty": (b"", "is empty"),
    "bomb": (png_of_size(50_000, 50_000), "megapixels"),
    "large": (png_of_size(8_000, 7_600), "megapixels"),
    "large-gif": (lambda: huge("GIF"), "megapixels"),
    "large-jpeg": (lambda: huge("JPEG", progressive=True), "megapixels"),
    "endless-jpeg": (endless_jpeg, "very long"),
    "strip": (png_of_size(400, 20_000), "a strip of 400 × 20000"),
    "wide-strip": (png_of_size(20_000, 400), "a strip of 20000 × 400"),
    "thread": (png_of_size(8, 4_000_000), "a strip of 8 × 4000000"),
    "scrolled": (png_of_size(1080, 10_801), "a strip of 1080 × 10801"),
    "five-screens": (png_of_size(1080, 10_800), "damaged"),
    "cut-39-megapixels": (png_of_size(6_300, 6_300), "damaged"),
    "truncated": (jpeg(Image.effect_noise((400, 300), 80))[:5_000], "damaged"),
    "cut-png": (png_of_size(400, 300), "damaged"),
    "head-only": (b"\x89PNG\r\n\x1a\n", "damaged"),
    "half-webp": (b"RIFF\x10\0\0\0WEBPVP8 ", "damaged"),
    "half-heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "damaged"),
    "pdf": (b"%PDF-1.7\n%...", "is a PDF"),
    "text": (b"hello", "is not a picture"),
    "tiff": (b"II*\0\x08\0\0\0", "is not a picture that can be read"),
    "film": (b"\0\0\0\x20ftypisom\0\0\2\0", "film"),
    "tiny": (jpeg(Image.new("RGB", (3, 3))), "only 3 × 3"),
}
"""Files, or what makes them where that takes a while, and a part of what is said of each."""


def write_bad(name: str, path: Path) -> None:
    data, _ = BAD[name]
    path.write_bytes(data() if callable(data) else data)


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_one_clear_line(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, words = BAD[name]
    path = tmp_path / "Mi foto.png"
    write_bad(name, path)
    decoded = []
    decode = ImageFile.ImageFile.load
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: decoded.append(image.size) or decode(image))
    with pytest.raises(ProblemsError) as caught:
        load(path)
    assert not decoded or words == "damaged", "what is refused by its head is not decoded, which may take minutes"
    (problem,) = caught.value.problems
    assert problem.file == "Mi foto.png"
    assert words in problem.message
    assert problem.remedy
    assert "\n" not in str(problem)


@pytest.mark.slow
@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the greatest memory of a process is asked in Linux's way"
)
def test_what_cannot_be_read_takes_little_memory(tmp_path: Path) -> None:
    for name in BAD:
        write_bad(name, tmp_path / name)
    code = """
        import sys
        from pathlib import Path
        from annotator.errors import ProblemsError
        from annotator.screen.load import load
        for path in Path(sys.argv[1]).iterdir():
            try: load(path)
            except ProblemsError: continue
            sys.exit(f"{path.name} was read")
        # Not ru_maxrss, which remembers the memory of the process that started this one.
        print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert int(printed) * 1024 < 300e6


def test_missing_files_and_folders_are_problems(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"01\.png: is not there"):
        load(tmp_path / "x.png", "01.png")
    with pytest.raises(ProblemsError, match="cannot be opened"):
        load(tmp_path)
