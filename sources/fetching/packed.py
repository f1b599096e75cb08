"""One text out of a zip that came from outside: named, bounded, and checked against its own sum.

Nothing is unpacked to a name that the archive gives, and no more is written than was agreed on.
"""

import zipfile
import zlib
from pathlib import Path

from sources.fetching.connector import SourceFault

_PIECE = 1024 * 1024
#: Text of a register packs to a third or a tenth; a thousandfold is a bomb.
MOST_TIMES_PACKED = 200
MOST_NAMES = 20


def unpack_text(archive: Path, target: Path, *, most_bytes: int, what: str) -> None:
    """Write the one text of a zip to `target`.

    Args:
        archive: the zip.
        target: where the text goes, whatever it is called inside.
        most_bytes: how long it may be.
        what: what is being read, in Swedish, as the beginning of a sentence.

    Raises:
        SourceFault: it is no zip, not exactly one text, too large, encrypted, or broken off.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            _write(packed, _only_text(packed, what), target, most_bytes, what)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise SourceFault(f"{what}: filen gick inte att packa upp på disken ({error.strerror})") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        target.unlink(missing_ok=True)
        raise SourceFault(
            f"{what}: filen går inte att packa upp ({type(error).__name__}), den är skadad eller avkortad; kör igen"
        ) from None
    except SourceFault:
        target.unlink(missing_ok=True)
        raise


def _only_text(packed: zipfile.ZipFile, what: str) -> zipfile.ZipInfo:
    if len(packed.infolist()) > MOST_NAMES:
        raise SourceFault(f"{what}: zipfilen rymmer fler än {MOST_NAMES} filer; en textfil väntades")
    texts = [info for info in packed.infolist() if not info.is_dir()]
    if len(texts) != 1 or not _is_plain_text_name(texts[0].filename):
        raise SourceFault(f"{what}: zipfilen ska rymma en enda textfil utan mapp; den rymmer något annat")
    return texts[0]


def _is_plain_text_name(name: str) -> bool:
    is_inside = "/" not in name and "\\" not in name and ".." not in name and "\0" not in name
    return is_inside and name.lower().endswith((".txt", ".csv"))


def _write(packed: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most_bytes: int, what: str) -> None:
    """The sizes that the archive states are not believed: what comes out is counted."""
    most = min(most_bytes, max(info.compress_size, 1) * MOST_TIMES_PACKED + _PIECE)
    size = 0
    with packed.open(info) as stream, target.open("wb") as out:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > most:
                raise SourceFault(f"{what}: texten i zipfilen är orimligt stor och lästes inte")
            out.write(piece)
    if not size:
        raise SourceFault(f"{what}: texten i zipfilen är tom; kör igen senare")
