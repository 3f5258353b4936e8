"""What may stand in a Word file without anybody reading it otherwise: lists of what is known.

Everything else is named. The lists hold what our writer makes and what Word, LibreOffice and
python-docx add when they only save a file again (ISO/IEC 29500-1, 17).
"""

from __future__ import annotations

from typing import Final

from contracts.language import N_
from contracts.ooxml.names import w


def _names(text: str) -> frozenset[str]:
    return frozenset(map(w, text.split()))


# Marks without words and without a look.
MARKS: Final = _names(
    "bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak permStart permEnd softHyphen"
)
# Elements around runs whose words count like any others.
AROUND_RUNS: Final = _names("hyperlink fldSimple smartTag")
PARAGRAPH: Final = _names(
    "pStyle keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers tabs"
    " suppressAutoHyphens spacing ind contextualSpacing jc outlineLvl rPr shd textAlignment"
    " cnfStyle kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN adjustRightInd"
    " snapToGrid mirrorIndents pBdr sectPr bidi"
)
TABLE: Final = _names(
    "tblStyle tblW tblLayout tblLook tblCellMar tblDescription tblCaption tblInd tblBorders jc"
    " tblStyleRowBandSize tblStyleColBandSize tblCellSpacing shd"
)
ROW: Final = _names("cantSplit tblHeader cnfStyle trHeight jc gridBefore gridAfter wBefore wAfter")
CELL: Final = _names(
    "tcW gridSpan tcBorders shd tcMar vAlign noWrap cnfStyle hideMark textDirection"
)
SECTION: Final = _names(
    "headerReference footerReference pgSz pgMar type cols docGrid titlePg pgNumType formProt"
    " textDirection footnotePr endnotePr paperSrc noEndnote rtlGutter bidi vAlign"
)
SETTINGS: Final = _names(
    "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator"
    " autoHyphenation rsids embedSystemFonts proofState hyphenationZone footnotePr endnotePr"
    " clrSchemeMapping shapeDefaults trackRevisions documentProtection doNotHyphenateCaps"
    " consecutiveHyphenLimit stylePaneFormatFilter drawingGridHorizontalSpacing"
    " drawingGridVerticalSpacing displayHorizontalDrawingGridEvery doNotShadeFormData"
    " displayVerticalDrawingGridEvery noPunctuationKerning savePreviewPicture"
    " doNotTrackMoves doNotTrackFormatting removePersonalInformation removeDateAndTime"
    " hideSpellingErrors hideGrammaticalErrors activeWritingStyle attachedSchema"
    " saveSubsetFonts embedTrueTypeFonts view evenAndOddHeaders mirrorMargins updateFields"
    " defaultTableStyle uiCompat97To2003 hdrShapeDefaults readModeInkLockDown docVars"
    " revisionView linkStyles stylePaneSortMethod documentType styleLockTheme styleLockQFSet"
    " doNotEmbedSmartTags doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent"
    " alwaysShowPlaceholderText saveXmlDataOnly strictFirstAndLastChars bordersDoNotSurroundHeader"
    " bordersDoNotSurroundFooter gutterAtTop alignBordersAndEdges printTwoOnOne captions"
    " defaultTableStyle doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade"
    " noLineBreaksAfter noLineBreaksBefore writeProtection docId"
)
# Namespaces of Office's own settings that say how a program shows a file, not what it says.
SETTING_SPACES: Final = (
    "http://schemas.microsoft.com/office/word/",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://schemas.openxmlformats.org/schemaLibrary/2006/main",
)
# Relationships of the main document whose parts are read, or never shown (by their last word).
DOCUMENT_PARTS: Final = frozenset(
    (
        "styles", "numbering", "settings", "fontTable", "theme", "webSettings",
        "header", "footer", "customXml", "footnotes", "endnotes", "people",
        "commentsExtended", "commentsIds", "commentsExtensible", "stylesWithEffects",
        "hyperlink", "comments", "image",
    )
)  # fmt: skip
ROOT_PARTS: Final = frozenset(
    (
        "officeDocument", "core-properties", "extended-properties", "custom-properties",
        "thumbnail", "customXml", "classificationlabels",
    )
)  # fmt: skip
# Relationships of all other parts.
OTHER_PARTS: Final = frozenset(("customXmlProps", "image", "hyperlink"))
# What an element that is not read is called. Others are named by their own name.
NAMES: Final = {
    "drawing": N_("picture or drawing"),
    "pict": N_("picture or drawing"),
    "object": N_("embedded object"),
    "control": N_("control"),
    "sym": N_("symbol"),
    "oMath": N_("formula"),
    "oMathPara": N_("formula"),
    "footnoteReference": N_("footnote"),
    "endnoteReference": N_("endnote"),
    "commentReference": N_("comment"),
    "commentRangeStart": N_("comment"),
    "commentRangeEnd": N_("comment"),
    "altChunk": N_("inserted file"),
    "subDoc": N_("inserted file"),
    "AlternateContent": N_("text box or shape"),
    "sdt": N_("content control"),
    "customXml": N_("content control"),
    "ruby": N_("text above the line"),
    "dir": N_("writing direction"),
    "bdo": N_("writing direction"),
    "rtl": N_("writing direction"),
    "cellIns": N_("tracked cell"),
    "cellDel": N_("tracked cell"),
    "cellMerge": N_("tracked cell"),
    "framePr": N_("positioned frame"),
    "tblpPr": N_("floating table"),
    "vMerge": N_("merged cell"),
    "hMerge": N_("merged cell"),
    "hidden": N_("hidden row"),
    "background": N_("page background"),
    "ptab": N_("tab of another kind"),
    "vanish": N_("hidden paragraph mark"),
}
