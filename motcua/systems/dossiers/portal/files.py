"""Files on their way in and out: what is not taken is said beside its field, what is given goes only to its reader."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext, ngettext

from motcua.base import problem, store
from motcua.spine import refusal
from motcua.systems.dossiers import queries

MOST = 50  # files of one dossier
ACCEPT = ",".join(suffix for _, _, suffixes in store.KINDS for suffix in suffixes)
LARGEST_MB = store.LARGEST // 1024 // 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What became of the files sent for one paper: how many were kept, and what is wrong with the others."""

    kept: int
    errors: tuple[str, ...]


def take(
    request: HttpRequest, *, field: str, there: int, keep: Callable[[str, Iterable[bytes]], object]
) -> Taken:
    """Keep every file sent in `field` that can be kept; `there` are those the dossier has already."""
    kept, errors = 0, []
    for upload in request.FILES.getlist(field):
        if there + kept >= MOST:
            errors.append(
                gettext("Hồ sơ đã có %(most)s tệp. Hãy gộp các trang của một giấy tờ vào một tệp PDF.")
                % {"most": MOST}
            )
            break
        try:
            keep(_name(upload), upload.chunks())
        except refusal.Refusal as no:
            errors.append(problem.say(no))
        else:
            kept += 1
    return Taken(kept=kept, errors=tuple(errors))


def _name(upload: "UploadedFile[bytes]") -> str:
    return "".join(letter for letter in upload.name or "" if letter.isprintable()).strip()


def told(kept: int) -> str:
    """Say how many files were kept."""
    return ngettext("Đã tải lên %(n)s tệp.", "Đã tải lên %(n)s tệp.", kept) % {"n": kept}


def send(file: queries.File) -> FileResponse:
    """Give a file to one who may read it: to be saved, never to be run in the page (RFC 6266, `nosniff`)."""
    response = FileResponse(
        store.get(file.digest), as_attachment=True, filename=file.name, content_type=file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
