"""Whether other programs see the same file as we do: the same objects in the same updates."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from contracts.archive.signed.world import converted

if TYPE_CHECKING:
    from contracts.archive.signed.closed import World


def readers_agree(copy: bytes, reader: Any, world: World) -> bool:
    """Tell whether two other readers find the objects that our own found.

    Args:
        copy: the file.
        reader: pyHanko's view of it.
        world: our own.
    """
    return _library_agrees(reader, world) and _qpdf_agrees(copy, world)


def _library_agrees(reader: Any, world: World) -> bool:
    updates = world.appended.updates
    first = reader.xrefs.total_revisions - len(updates)
    if first < 1:
        return False
    for number, update in enumerate(updates, start=first):
        found = {ref.idnum for ref in reader.xrefs.explicit_refs_in_revision(number)}
        if found - update.tables != update.objects.keys():
            return False
    return bool(reader.root.raw_get("/Pages").idnum == _pages(world))


def _pages(world: World) -> int:
    root = world.state.follow(world.state.released.trailer["/Root"])
    return int(root["/Pages"].number)


def _qpdf_agrees(copy: bytes, world: World) -> bool:
    import pikepdf

    end = len(copy) - world.appended.junk
    with pikepdf.open(
        io.BytesIO(copy[:end]), attempt_recovery=False, suppress_warnings=True
    ) as pdf:
        for number, value in world.state.newer.items():
            if converted(pdf.get_object(number, 0)) != value:
                return False
        pages = tuple(page.obj.objgen[0] for page in pdf.pages)
        return pages == world.state.released.pages and not pdf.get_warnings()
