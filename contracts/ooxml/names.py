"""Names of the Open XML standard that reader and writer share."""

from __future__ import annotations

from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC: Final = "http://purl.org/dc/elements/1.1/"
CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
DATA_STORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"

CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
DATA_STORE_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"

REL_DOCUMENT: Final = f"{R}/officeDocument"
REL_STYLES: Final = f"{R}/styles"
REL_NUMBERING: Final = f"{R}/numbering"
REL_SETTINGS: Final = f"{R}/settings"
REL_HEADER: Final = f"{R}/header"
REL_FOOTER: Final = f"{R}/footer"
REL_HYPERLINK: Final = f"{R}/hyperlink"
REL_TEMPLATE: Final = f"{R}/attachedTemplate"
REL_CUSTOM_XML: Final = f"{R}/customXml"
REL_DATA_STORE: Final = f"{R}/customXmlProps"
REL_CUSTOM: Final = f"{R}/custom-properties"
REL_CORE: Final = f"{RELS}/metadata/core-properties"
REL_THUMBNAIL: Final = f"{RELS}/metadata/thumbnail"


def w(name: str) -> str:
    """Return the full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"
