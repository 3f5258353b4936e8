"""What a returned Word file says or carries beside the words of its clauses.

It is compared with the file that our writer makes of the same document today; where that cannot be
made, this is said, for nothing was compared then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.errors import ContractsError
from contracts.language import _
from contracts.ooxml.package import read_package
from contracts.parity.returned import differences, see

if TYPE_CHECKING:
    from contracts.document import Document
    from contracts.ooxml.package import Package
    from contracts.sources.workspace import Workspace

_MOST = 40  # a file that differs more often is another file


def differences_outside(
    workspace: Workspace, document: Document, package: Package, *, accept: bool, edited: bool
) -> str:
    """Return in words where a file differs from its draft, "" where all of it is understood.

    Args:
        workspace: where the template is.
        document: the draft that the file was made from.
        package: the file.
        accept: count tracked changes as accepted, otherwise as rejected.
        edited: the clauses with other words are named already.

    Raises:
        SourceError: a part of the file cannot be read.
    """
    from contracts.writers import docx

    try:
        back = see(package, accept=accept)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # what no schema allows, e.g. a list level that is no number
        return _("the file is built in a way that is not understood; only words were compared")
    try:
        made = docx.write(document, workspace.template(document.template))
        sent = see(read_package(made, "-"))
    except ContractsError:
        return _("the draft cannot be made again here; only the words of clauses were compared")
    found = [str(one) for one in differences(sent, back) if not (edited and one.in_clauses)]
    more = len(found) - _MOST
    if more > 0:
        found = [*found[:_MOST], _("and {n} more").format(n=more)]
    return "; ".join(found)
