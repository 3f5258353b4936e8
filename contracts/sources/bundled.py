"""Where the samples are that ``contracts init`` copies into a new workspace."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def bundled(name: str) -> Path:
    """Return a file or folder of the samples: ``clauses``, ``templates``, ``districts/…``.

    A wheel carries copies; a checkout has the originals beside the package.

    Raises:
        FileNotFoundError: this installation is incomplete.
    """
    for root in (_PACKAGE / "bundle", _PACKAGE.parent):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(_PACKAGE / "bundle" / name)
