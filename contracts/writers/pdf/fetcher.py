"""The closed world of a page: files of its template folder and data addresses, nothing else."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import url2pathname

from contracts.catalogue import page as kinds
from contracts.errors import SourceError, WriterError
from contracts.findings import Place

if TYPE_CHECKING:
    from contracts.errors import ContractsError


class RefusedAddressError(Exception):
    """An address was not served; ``error`` is what the caller of the writer gets."""

    def __init__(self, error: ContractsError) -> None:
        super().__init__(str(error))
        self.error = error


def folder_fetcher(folder: Path) -> Any:
    """Return the fetcher of a template folder, given without its symbolic links.

    The first address that is refused ends the layout: a page without its picture is another page.
    """
    return _fetcher_class()(folder)


@lru_cache(maxsize=1)
def _fetcher_class() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class FolderFetcher(URLFetcher):  # type: ignore[misc]
        """Serve files below one folder and ``data:``; see ``folder_fetcher``."""

        def __init__(self, folder: Path) -> None:
            super().__init__(fail_on_errors=True, allow_redirects=False)
            self._folder = folder

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 - its interface
            scheme = url.partition(":")[0].lower()
            if scheme == "data":
                return super().fetch(url)
            if scheme != "file":
                raise _refuse(url)
            path = _local(url, self._folder)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _mime(path)})

    return FolderFetcher


def _local(url: str, folder: Path) -> Path:
    parts = urlsplit(url)
    if parts.netloc or b"\0" in unquote_to_bytes(parts.path):
        raise _refuse(url)
    asked = Path(url2pathname(parts.path))
    # Resolved, so that neither ".." nor a symbolic link leads out of the folder.
    path = asked.resolve()
    if not path.is_relative_to(folder):
        raise _refuse(url)
    if not path.is_file():
        name = asked.relative_to(folder) if asked.is_relative_to(folder) else asked
        finding = kinds.TEMPLATE_FILE_MISSING.at(Place(str(folder)), name=name, folder=folder)
        raise RefusedAddressError(SourceError(finding))
    return path


def _mime(path: Path) -> str:
    kinds_by_suffix = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf"}
    return kinds_by_suffix.get(path.suffix, "application/octet-stream")


def _refuse(url: str) -> RefusedAddressError:
    return RefusedAddressError(WriterError(kinds.ADDRESS_REFUSED.at(address=url)))
