"""The photo of a paper card, made safe to keep: read as a picture, turned upright, made smaller and written anew, so that
nothing of the file remains but what one sees: no place, no time, no camera, no hidden content."""

from io import BytesIO
from typing import TYPE_CHECKING

from di_data.errors import Refused
from di_data.language import mark as _

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 30 * 1024 * 1024
"""Bytes of a photo as it comes in: twice what a present telephone makes."""

MOST_PIXELS = 64_000_000
"""Of a photo as it comes in: telephones make up to 50 million. More takes memory for nothing, or is a trap: a small file
that unfolds to gigabytes."""

LONGEST_SIDE = 2400
"""Pixels of what is kept: the handwriting on a card of A3 stays readable at 150 dots an inch."""

LARGEST_KEPT = 1_500_000
"""Bytes of what is kept; a hundred sessions with a photo then take less than 150 MB."""

_QUALITIES = (82, 70, 55, 40)
"""Of JPEG, tried in this order until the photo is small enough. The last is still readable."""

FORMATS = ("JPEG", "PNG", "HEIF")
"""What a photo may be, by its content and not by its name."""


def safe_photo(content: bytes) -> bytes:
    """A photo (JPEG, PNG or HEIC) as a JPEG without any metadata, upright, its longest side at most LONGEST_SIDE.

    Raises Refused for what is no such photo, is damaged, or is too large.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError
    from pillow_heif import register_heif_opener

    if len(content) > LARGEST_FILE:
        raise Refused(_("This photo is too large: at most {most} MB. Take it again with a lower quality."), most=LARGEST_FILE // 2**20)  # fmt: skip
    register_heif_opener(thumbnails=False)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_many()
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except Image.DecompressionBombError:
        raise _too_many() from None
    except UnidentifiedImageError:
        raise Refused(_("This is not a photo in JPEG, PNG or HEIC. Take a photo of the card and choose that file.")) from None  # fmt: skip
    except (OSError, SyntaxError, ValueError, RuntimeError, EOFError):
        raise Refused(_("This photo is damaged and cannot be read. Take it again, or choose another file.")) from None
    return _written(_bare(upright))


def _too_many() -> Refused:
    return Refused(_("This photo has more than {most} million pixels. Take it again with a lower quality."), most=MOST_PIXELS // 10**6)  # fmt: skip


def _bare(picture: "Image") -> "Image":
    """Only what one sees: a new picture on white, without what the old one carried along."""
    from PIL import Image

    seen = picture.convert("RGBA")
    bare = Image.new("RGB", seen.size, "white")
    bare.paste(seen, mask=seen.getchannel("A"))
    return bare


def _written(picture: "Image") -> bytes:
    """As a JPEG, with the highest quality that keeps it small enough."""
    written = b""
    for quality in _QUALITIES:
        target = BytesIO()
        picture.save(target, "JPEG", quality=quality, optimize=True)
        written = target.getvalue()
        if len(written) <= LARGEST_KEPT:
            break
    return written
