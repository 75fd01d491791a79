"""Files too large to be taken are read to their end but not kept, so that the page can still say so."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from motcua.base import store


class Bounded(TemporaryFileUploadHandler):
    """Write an upload to a temporary file, up to a little more than the store takes; the rest is let go."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a chunk while the file could still be taken; one byte too many is enough for the store to refuse."""
        if start <= store.LARGEST:
            super().receive_data_chunk(raw_data, start)
        return None
