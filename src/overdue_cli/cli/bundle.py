"""A folder or ZIP that appears whole, owner-only, or not at all, with the SHA-256 of every file in it."""

import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from overdue_cli import parts
from overdue_cli.errors import CallError
from overdue_cli.evidence.place import reason
from overdue_cli.facts import shown

MANIFEST = "SHA256SUMS.txt"
"""As `sha256sum -c` reads it."""

PAGE, TABLE, DATA, ABOUT, FOLDER = "记录.html", "记录.csv", "记录.json", "说明.html", "附件"
_ours = re.compile(rf"{'|'.join(map(re.escape, (PAGE, TABLE, DATA, ABOUT)))}|{FOLDER}/[0-9]{{3,}}-[^/]+")
"""What the files of an export are called: a folder with others is never replaced."""


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
    if place.is_symlink() or not (place.is_dir() or place.is_file()):
        raise CallError(f"{shown(target)} 是链接或设备，没有改动它。请换一个名字。")
    if place.is_dir() and (zipped(target) or not _is_its_own(place)):
        raise CallError(f"{shown(target)} 里有别的文件，或者导出的文件被改过，没有改动它。请换一个名字。")
    if not place.is_dir() and not zipped(target):
        raise CallError(f"{shown(target)} 是一个文件，没有改动它。请换一个文件夹的名字，或以 .zip 结尾。")


def _is_its_own(folder: Path) -> bool:
    """Whether the folder is empty, or an export as it was written: its files and no others, none of them altered.

    A manifest alone proves nothing, for others write them too: every name must be one of ours.
    """
    try:
        inside = list(folder.rglob("*"))
        if not inside:
            return True
        if any(one.is_symlink() or not (one.is_dir() or one.is_file()) for one in inside):
            return False
        lines = (folder / MANIFEST).read_text("utf-8").splitlines()
        sums = {line[66:]: line[:64] for line in lines}
        there = {one.relative_to(folder).as_posix(): one for one in inside if one.is_file()}
        folders = {one.relative_to(folder).as_posix() for one in inside if one.is_dir()}
        del there[MANIFEST]
        return (
            bool(there)
            and there.keys() == sums.keys()
            and folders <= {name.rpartition("/")[0] for name in there}
            and all(map(_ours.fullmatch, there))
            and all(_digest(file) == sums[name] for name, file in there.items())
        )
    except (OSError, ValueError, KeyError):
        return False


def _digest(file: Path) -> str:
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def zipped(target: str) -> bool:
    """Whether a ZIP is wanted rather than a folder."""
    return target.lower().endswith(".zip")


@contextmanager
def written(target: str) -> Iterator[Bundle]:
    """A bundle that becomes `target` once it is whole. Raises CallError; then nothing of it is left.

    What stands there already is replaced, as `check_target` has allowed; what comes meanwhile is not.
    """
    place = Path(os.path.abspath(target))  # noqa: PTH100 - a link is refused, not followed
    new = not os.path.lexists(place)
    part = parts.beside(place)
    packed = part.with_name(part.name + ".zip")
    with parts.unwinding():
        try:
            part.mkdir(mode=0o700)
            bundle = Bundle(part)
            yield bundle
            bundle.seal()
            if zipped(target):
                _pack(part, packed)
                parts.put(packed, place, new)
            else:
                _move(part, place, new)
        except FileExistsError:
            raise CallError(f"{shown(target)} 刚刚有了别的内容，没有改动它，也没有写。请换一个名字再运行。") from None
        except OSError as error:
            why = reason(error)
            raise CallError(f"写不了 {shown(target)}（{why}），什么都没有写。请检查文件夹、权限和磁盘。") from None
        finally:
            shutil.rmtree(part, ignore_errors=True)
            with suppress(OSError):  # where nothing could be written there is nothing to take away
                packed.unlink(missing_ok=True)


def _move(part: Path, place: Path, new: bool) -> None:
    """Put the folder in its place; one that stood there goes only once the new one stands, and is still an export."""
    if not os.path.lexists(place):
        part.rename(place)
        return
    if new:
        raise FileExistsError(str(place))
    old = part.with_name(part.name + ".old")
    place.rename(old)
    try:
        if not _is_its_own(old):
            raise FileExistsError(str(place))
        part.rename(place)
    except BaseException:
        if part.exists():
            old.rename(place)
        else:  # broken off when the new one stood already
            shutil.rmtree(old, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _pack(folder: Path, target: Path) -> None:
    """All files of `folder` as a ZIP that only its owner can read."""
    handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with (
        open(handle, "w+b") as stream,
        zipfile.ZipFile(
            stream,
            "w",
            zipfile.ZIP_DEFLATED,
            strict_timestamps=False,  # whatever the clock says
        ) as archive,
    ):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
