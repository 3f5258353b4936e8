"""What a scan may hold, as data: for each kind of dictionary its keys, and what they lead to."""

from __future__ import annotations

from typing import Final

PLAIN: Final = "plain"  # numbers, names, strings, and lists of them
ANY: Final = "*"

FILTERS = frozenset(
    [
        "/FlateDecode",
        "/DCTDecode",
        "/CCITTFaxDecode",
        "/JBIG2Decode",
        "/JPXDecode",
        "/LZWDecode",
        "/RunLengthDecode",
        "/ASCII85Decode",
        "/ASCIIHexDecode",
        "/Fl",
        "/DCT",
        "/CCF",
        "/LZW",
        "/RL",
        "/A85",
        "/AHx",
    ]
)
# Notes that show something and start nothing; a page with one is no picture of paper, see read.py.
PASSIVE_NOTES = frozenset(
    [
        "/Text",
        "/Link",
        "/FreeText",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Stamp",
        "/Caret",
        "/Ink",
        "/Popup",
    ]
)


def _plain(names: str, **others: str) -> dict[str, str]:
    plain = {f"/{name}": PLAIN for name in names.split()}
    return {**plain, **{f"/{name}": role for name, role in others.items()}}


_BOXES = "MediaBox CropBox BleedBox TrimBox ArtBox Rotate UserUnit"
_FUNCTION = "FunctionType Domain Range Size BitsPerSample Order Encode Decode Bounds C0 C1 N"

STREAM = {**_plain("Length DL Filter"), "/DecodeParms": "parms", "/DP": "parms"}
ROLES: dict[str, dict[str, str]] = {
    "trailer": _plain(
        "Size Prev ID XRefStm Type W Index Length Filter DocChecksum",
        Root="catalog", Info="info", DecodeParms="parms", Encrypt="lock",
    ),
    "lock": {ANY: PLAIN, "/CF": "extensions"},
    "info": {ANY: PLAIN},
    "flags": {ANY: PLAIN},
    "extensions": {ANY: "flags"},
    "catalog": _plain(
        "Type Version PageLayout PageMode Lang",
        Pages="page", Metadata="metadata", Outlines="outline", PageLabels="numbers",
        ViewerPreferences="flags", MarkInfo="flags", StructTreeRoot="structure",
        OutputIntents="intent", Names="names", Dests="targets", OpenAction="target",
        Extensions="extensions", PieceInfo="pieces",
    ),
    "page": _plain(
        f"Type Count StructParents Tabs LastModified ID {_BOXES}",
        Parent="page", Kids="page", Resources="resources", Contents="content", Thumb="image",
        Group="group", Metadata="metadata", PieceInfo="pieces", Annots="annotation",
    ),
    "content": {},
    "resources": _plain(
        "ProcSet",
        XObject="xobjects", Font="fonts", ColorSpace="colors", ExtGState="gstates",
        Properties="marks", Pattern="empty", Shading="empty",
    ),
    "empty": {},
    "xobjects": {ANY: "xobject"},
    "fonts": {ANY: "font"},
    "colors": {ANY: "color"},
    "gstates": {ANY: "gstate"},
    "marks": {ANY: "mark"},
    "image": _plain(
        "Type Subtype Width Height BitsPerComponent Intent ImageMask Decode Interpolate "
        "SMaskInData "
        "Name StructParent ID Matte",
        ColorSpace="color", Mask="image", SMask="image", Metadata="metadata",
    ),
    "form": _plain(
        "Type Subtype FormType BBox Matrix LastModified StructParent StructParents Name",
        Resources="resources", Group="group", Metadata="metadata", PieceInfo="pieces",
    ),
    "group": _plain("Type S I K", CS="color"),
    "color": _plain(
        f"WhitePoint BlackPoint Gamma Matrix {_FUNCTION}",
        Alternate="color", Metadata="metadata", Functions="color", Colorants="colors",
    ),
    "font": _plain(
        "Type Subtype BaseFont Name FirstChar LastChar Widths DW W DW2 W2 FontBBox FontMatrix",
        FontDescriptor="descriptor", Encoding="encoding", ToUnicode="encoding",
        DescendantFonts="font", CIDSystemInfo="flags", CIDToGIDMap="content",
        CharProcs="contents", Resources="resources",
    ),
    "contents": {ANY: "content"},
    "descriptor": _plain(
        "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent "
        "Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet Lang",
        FontFile="fontfile", FontFile2="fontfile", FontFile3="fontfile", CIDSet="content",
        Style="flags",
    ),
    "fontfile": _plain("Length1 Length2 Length3 Subtype", Metadata="metadata"),
    "encoding": _plain(
        "Type BaseEncoding Differences CMapName WMode Name",
        CIDSystemInfo="flags", UseCMap="encoding",
    ),
    "gstate": _plain(
        "Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK HT TR2 BG2 UCR2",
        SMask="softmask", TR="color", Font="font",
    ),
    "softmask": _plain("Type S BC", G="form", TR="color"),
    "mark": _plain("MCID ActualText Lang Alt E", Metadata="metadata"),
    "metadata": _plain("Type Subtype"),
    "parms": _plain(
        "K EndOfLine EncodedByteAlign Columns Rows EndOfBlock BlackIs1 DamagedRowsBeforeError "
        "Predictor Colors BitsPerComponent EarlyChange ColorTransform",
        JBIG2Globals="content",
    ),
    "outline": _plain(
        "Type Title Count F C",
        First="outline", Last="outline", Next="outline", Prev="outline", Parent="outline",
        Dest="target", A="goto", SE="structure",
    ),
    "aim": {"/D": "target"},
    "targets": {ANY: "target"},
    "goto": _plain("Type S", D="target"),
    "names": {"/Dests": "nametree"},
    "nametree": _plain("Limits", Names="target", Kids="nametree"),
    "numbers": _plain("Limits", Nums="label", Kids="numbers"),
    "label": _plain("Type S P St"),
    "intent": _plain(
        "Type S OutputCondition OutputConditionIdentifier RegistryName Info",
        DestOutputProfile="color",
    ),
    "pieces": {ANY: "piece"},
    "piece": _plain("LastModified Private"),
    "structure": _plain(
        "Type S C R T Lang Alt E ActualText ID MCID ParentTreeNextKey Limits",
        K="structure", P="structure", Pg="page", A="flags", ParentTree="structure",
        Nums="structure", Kids="structure", Names="structure", IDTree="structure",
        RoleMap="flags", ClassMap="extensions",
    ),
    "annotation": _plain(
        "Type Subtype Rect Contents NM M F AS Border C StructParent T CA RC CreationDate Subj RT "
        "IT "
        "State StateModel QuadPoints InkList L LE IC RD Vertices DA Q DS CL Name Open H LL LLE Cap "
        "CP CO Sy",
        P="page", AP="looks", Popup="annotation", Parent="annotation", IRT="annotation",
        Dest="target", A="goto", BS="flags", BE="flags",
    ),
    "looks": {"/N": "look", "/R": "look", "/D": "look"},
    "forms": {ANY: "form"},
}  # fmt: skip

ACTION_TYPES = frozenset(
    [
        "GoToR",
        "GoToE",
        "GoToDp",
        "Launch",
        "Thread",
        "URI",
        "Sound",
        "Movie",
        "Hide",
        "Named",
        "SubmitForm",
        "ResetForm",
        "ImportData",
        "JavaScript",
        "SetOCGState",
        "Rendition",
        "Trans",
        "GoTo3DView",
        "RichMediaExecute",
    ]
)
_GROUPS = {
    "actions": "OpenAction AA A Next PA GoTo JS ResetForm Named Hide Trans Dur PresSteps "
    "SubPage Thread Threads B GoToDp DPartRoot Launch JavaScript Requirements Handlers RH",
    "forms": "AcroForm XFA NeedsRendering Widget Fields SubmitForm ImportData Templates "
    "TemplateInstantiated Perms Legal Sig DocMDP DSS TrapNet",
    "attachments": "EmbeddedFiles EmbeddedFile EF FileAttachment AF Collection Filespec RF",
    "media": "RichMedia RichMediaContent RichMediaExecute 3D 3DD 3DA Screen Movie Sound Rendition "
    "Renditions MR MediaClip GoTo3DView VP Projection",
    "elsewhere": "URI GoToR GoToE F FFilter FDecodeParms Ref OPI URLS IDS SpiderInfo "
    "AlternatePresentations Alternates",
    "layers": "OCProperties OC OCG OCMD SetOCGState",
    "programs": "PS PSXObject Level1 Subtype2",
}
CATEGORIES = {name: group for group, names in _GROUPS.items() for name in names.split()}
TELLTALES = (
    "JavaScript", "EmbeddedFile", "RichMedia", "SubmitForm", "ImportData", "Rendition", "AcroForm",
)  # fmt: skip
