"""The photo of a paper card: what comes in is checked by its content, what is kept is only what one sees."""

import io
import os
import struct
import zlib

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from di_data.errors import Refused
from di_data.export import photo
from di_data.export.photo import LARGEST_KEPT, LONGEST_SIDE, MOST_PIXELS, safe_photo

pillow_heif.register_heif_opener()

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
TURNED_RIGHT = 6
SECRETS = (b"GeheimeTelefoon", b"geheime opmerking", b"Straatweg 1")


def _exif(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = "GeheimeTelefoon"
    exif[GPS] = {1: "N", 2: (52.0, 5.0, 1.0), 3: "E", 4: (4.0, 54.0, 0.0)}
    return exif.tobytes()


def _picture(width: int = 400, height: int = 200) -> Image.Image:
    """Blue on the left, red on the right."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (0, 0, width // 4, height))
    return picture


def _encoded(picture: Image.Image, format: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, format, **options)
    return target.getvalue()


def _opened(content: bytes) -> Image.Image:
    opened = Image.open(io.BytesIO(content))
    opened.load()
    return opened


def _near(pixel: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


BLUE, RED = (0, 0, 255), (255, 0, 0)

FILES = {
    "jpeg": lambda: _encoded(_picture(), "JPEG", quality=95, exif=_exif(), comment=b"geheime opmerking"),
    "png": lambda: _encoded(_picture(), "PNG", exif=_exif(), pnginfo=_png_texts()),
    "heic": lambda: _encoded(_picture(), "HEIF", quality=95, exif=_exif()),
    "mpo": lambda: _encoded(_picture(), "MPO", save_all=True, append_images=[_picture()]),
    "transparent": lambda: _encoded(_picture().convert("RGBA"), "PNG"),
    "palette": lambda: _encoded(_picture().convert("P"), "PNG"),
    "cmyk": lambda: _encoded(_picture().convert("CMYK"), "JPEG", quality=95),
}


def _png_texts() -> PngImagePlugin.PngInfo:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "geheime opmerking")
    texts.add_itxt("XML:com.adobe.xmp", "<x>Straatweg 1</x>")
    return texts


@pytest.mark.parametrize("name", FILES)
def test_every_kind_becomes_a_bare_jpeg(name: str) -> None:
    kept = safe_photo(FILES[name]())
    opened = _opened(kept)
    assert (opened.format, opened.mode, opened.size) == ("JPEG", "RGB", (400, 200))
    assert dict(opened.getexif()) == {}
    assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not [secret for secret in SECRETS if secret in kept]
    assert _near(opened.getpixel((20, 100)), BLUE) or name == "cmyk"
    assert _near(opened.getpixel((300, 100)), RED)


@pytest.mark.parametrize("name", ["jpeg", "heic", "png"])
def test_the_secrets_were_in_the_file_that_came_in(name: str) -> None:
    """Else the test above proves nothing."""
    assert any(secret in FILES[name]() for secret in SECRETS)


@pytest.mark.parametrize("format", ["JPEG", "HEIF"])
def test_a_photo_is_turned_upright(format: str) -> None:
    kept = _opened(safe_photo(_encoded(_picture(), format, quality=95, exif=_exif(TURNED_RIGHT))))
    assert kept.size == (200, 400), "a camera held on its side"
    assert _near(kept.getpixel((100, 30)), BLUE), "what was left is now above"
    assert _near(kept.getpixel((100, 350)), RED)


def test_what_is_see_through_becomes_white() -> None:
    kept = _opened(safe_photo(_encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG")))
    assert _near(kept.getpixel((25, 25)), (255, 255, 255))


@pytest.mark.parametrize(("width", "height", "kept"), [(4000, 3000, (2400, 1800)), (3000, 4000, (1800, 2400)), (2400, 10, (2400, 10))])  # fmt: skip
def test_the_longest_side_is_bounded(width: int, height: int, kept: tuple[int, int]) -> None:
    assert LONGEST_SIDE == 2400
    assert _opened(safe_photo(_encoded(_picture(width, height), "JPEG"))).size == kept


def test_a_photo_that_compresses_badly_is_still_small_enough() -> None:
    noise = Image.frombytes("RGB", (2400, 1800), os.urandom(2400 * 1800 * 3))
    first = _encoded(noise, "JPEG", quality=82)
    assert len(first) > LARGEST_KEPT, "else the test proves nothing"
    assert len(safe_photo(first)) < len(first) / 2


def test_an_image_that_unfolds_to_gigabytes_is_refused_before_it_does() -> None:
    content = _encoded(Image.new("1", (9000, 9000)), "PNG")
    assert len(content) < 50_000
    assert MOST_PIXELS < 9000 * 9000
    with pytest.raises(Refused, match="64"):
        safe_photo(content)


def test_an_image_that_says_it_is_enormous_is_refused() -> None:
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    with pytest.raises(Refused):
        safe_photo(content)


@pytest.mark.parametrize(
    "content",
    [b"", b"dit is tekst, geen foto.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"\xff\xd8\xff"],
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        safe_photo(content)


def test_another_format_is_refused() -> None:
    for format in ("GIF", "BMP", "TIFF", "WEBP"):
        with pytest.raises(Refused):
            safe_photo(_encoded(_picture(), format))


@pytest.mark.parametrize("name", ["jpeg", "png", "heic"])
def test_half_a_file_is_refused(name: str) -> None:
    noise = Image.frombytes("RGB", (300, 300), os.urandom(270_000))
    content = _encoded(noise, {"jpeg": "JPEG", "png": "PNG", "heic": "HEIF"}[name])
    with pytest.raises(Refused):
        safe_photo(content[: len(content) // 2])


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    content = FILES["jpeg"]()
    monkeypatch.setattr(photo, "LARGEST_FILE", len(content) - 1)
    with pytest.raises(Refused):
        safe_photo(content)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["jpeg", "png", "heic"]), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12))
def test_a_damaged_file_is_a_photo_or_refused(name: str, damage: list[tuple[float, int]]) -> None:
    content = bytearray(FILES[name]())
    for where, byte in damage:
        content[int(where * (len(content) - 1))] = byte
    try:
        kept = safe_photo(bytes(content))
    except Refused:
        return
    assert _opened(kept).format == "JPEG"
