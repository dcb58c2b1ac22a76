"""A folder or ZIP that appears whole, owner-only, or not at all, with the SHA-256 of every file in it."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from overdue_cli.errors import CallError
from overdue_cli.facts import shown

MANIFEST = "SHA256SUMS.txt"
"""As `sha256sum -c` reads it."""


class Bundle:
    """Files put into a folder that nobody sees before it is whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sums: dict[str, str] = {}

    def text(self, name: str, pieces: Iterable[str], mark: str = "") -> None:
        """A text file in UTF-8; `mark` stands before it. What UTF-8 cannot hold becomes a question mark."""
        self.bytes(name, (piece.encode("utf-8", "replace") for piece in (mark, *pieces)))

    def bytes(self, name: str, pieces: Iterable[bytes]) -> str:
        """A file of any kind; gives back its SHA-256."""
        place, total = self.folder / name, hashlib.sha256()
        place.parent.mkdir(mode=0o700, exist_ok=True)
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            for piece in pieces:
                total.update(piece)
                stream.write(piece)
        self.sums[name] = total.hexdigest()
        return self.sums[name]

    def seal(self) -> None:
        """Write the manifest of everything put in."""
        self.text(MANIFEST, (f"{digest}  {name}\n" for name, digest in sorted(self.sums.items())))


def check_target(target: str, force: bool) -> None:
    """Refuse early what may not be replaced: anything without `force`, a folder that is no export. Raises CallError."""
    if not os.path.lexists(target):
        return
    place = Path(target)
    if not force:
        raise CallError(f"{shown(target)} 已经存在，没有改动它。要覆盖就加 --force，或换一个名字。")
    if place.is_dir() and (zipped(target) or (any(place.iterdir()) and not (place / MANIFEST).is_file())):
        raise CallError(f"{shown(target)} 里有别的东西，不是以前导出的，没有改动它。请换一个名字。")
    if not place.is_dir() and not zipped(target):
        raise CallError(f"{shown(target)} 是一个文件，没有改动它。请换一个文件夹的名字，或以 .zip 结尾。")


def zipped(target: str) -> bool:
    """Whether a ZIP is wanted rather than a folder."""
    return target.lower().endswith(".zip")


@contextmanager
def written(target: str) -> Iterator[Bundle]:
    """A bundle that becomes `target` once it is whole. Raises CallError; then nothing of it is left."""
    place = Path(os.path.abspath(target))  # noqa: PTH100 - a link is replaced, not followed
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    packed = part.with_name(part.name + ".zip")
    try:
        part.mkdir(mode=0o700)
        bundle = Bundle(part)
        yield bundle
        bundle.seal()
        if zipped(target):
            _pack(part, packed)
            os.replace(packed, place)
        else:
            _move(part, place)
    except OSError as error:
        raise CallError(
            f"写不了 {shown(target)}（{error.strerror or '出错'}），什么都没有写。请检查文件夹、权限和磁盘。"
        ) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
        with suppress(OSError):  # where nothing could be written there is nothing to take away
            packed.unlink(missing_ok=True)


def _move(part: Path, place: Path) -> None:
    """Put the folder in its place; one that stood there goes only once the new one stands."""
    if not os.path.lexists(place):
        part.rename(place)
        return
    old = part.with_name(part.name + ".old")
    place.rename(old)
    try:
        part.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _pack(folder: Path, target: Path) -> None:
    """All files of `folder` as a ZIP that only its owner can read."""
    handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w+b") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
