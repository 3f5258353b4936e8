"""Step 3: problems of choosing clauses."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

NO_WORKSPACE = Kind(
    "K-301",
    Level.ERROR,
    N_("No workspace found here: no folder with clauses/, templates/ and districts/."),
    N_(
        "Change to the folder of the workspace, name it with --workspace, or make one: "
        "contracts init DIR"
    ),
)
UNKNOWN_DISTRICT = Kind(
    "K-302",
    Level.ERROR,
    N_("There is no district “{name}”.{suggestion}"),
    N_("Known districts: {known}."),
)
UNKNOWN_AGREEMENT = Kind(
    "K-303",
    Level.ERROR,
    N_("The district {district} has no agreement “{name}”.{suggestion}"),
    N_("Known agreements: {known}. A new one: contracts new {district}"),
)
PIN_CHANGED = Kind(
    "K-325",
    Level.WARNING,
    N_("The pinned text {name} is not the one that this contract was drafted with."),
    N_("Compare them; remove this line to draft with the text as it is now."),
)
NO_AGREEMENT = Kind(
    "K-324",
    Level.ERROR,
    N_("The district {district} has no agreement yet."),
    N_("Write one: contracts new {district}"),
)
UNKNOWN_CLAUSE = Kind(
    "K-304",
    Level.ERROR,
    N_("There is no clause “{name}”.{suggestion}"),
    N_("See all with: contracts clauses list"),
)
UNKNOWN_VARIANT = Kind(
    "K-305",
    Level.ERROR,
    N_("The clause “{clause}” has no variant “{name}”.{suggestion}"),
    N_("Known variants: {known}."),
)
VARIANT_NEEDED = Kind(
    "K-326",
    Level.ERROR,
    N_("“{clause}” has several variants, and none is named."),
    N_("Name one of them: {known}."),
)
UNKNOWN_VERSION = Kind(
    "K-306",
    Level.ERROR,
    N_("There is no version {version} of “{name}”."),
    N_("Known versions: {known}."),
)
UNDECIDED_VARIANT = Kind(
    "K-307",
    Level.GAP,
    N_(
        "Which wording of “{clause}” applies is open, because “{fields}” is missing; the draft "
        "shows one of them for now."
    ),
    N_("Fill it in in {file}: {lines}."),
)
UNDECIDED_CLAUSE = Kind(
    "K-308",
    Level.NOTE,
    N_(
        "Whether “{clause}” belongs into the contract is open, because “{fields}” is missing; the "
        "draft leaves it out."
    ),
    N_("Fill it in in {file}: {lines}."),
)
NO_VARIANT = Kind(
    "K-309",
    Level.ERROR,
    N_("No wording of “{clause}” fits the facts."),
    N_("Choose one under “clauses: {clause}: variant:” with a reason, or add a variant."),
)
SEVERAL_VARIANTS = Kind(
    "K-310",
    Level.ERROR,
    N_("Several wordings of “{clause}” fit the facts: {variants}."),
    N_("Make their conditions exclude each other, or choose one under “clauses:”."),
)
NOT_APPROVED = Kind(
    "K-311",
    Level.WARNING,
    N_("The text {name} is not approved."),
    N_("Have it approved: contracts clauses approve {name}"),
)
APPROVED_CHANGED = Kind(
    "K-312",
    Level.ERROR,
    N_("The approved text {name} was changed."),
    N_("Undo the change; a new wording is a new file with the next version number."),
)
APPROVED_MISSING = Kind(
    "K-313",
    Level.ERROR,
    N_("The approved text {name} is missing."),
    N_("Restore the file; approved texts are never deleted."),
)
PIN_MISSING = Kind(
    "K-314",
    Level.ERROR,
    N_("The pinned text {name} does not exist."),
    N_("Restore the clause file, or remove this line to take the newest version."),
)
NEWER_VERSION = Kind(
    "K-315",
    Level.NOTE,
    N_("There is a newer version {newest} of the pinned text {name}."),
    N_("Compare them, then raise the pin in {file}."),
)
CHOICE_UNUSED = Kind(
    "K-316",
    Level.WARNING,
    N_("The choice for “{clause}” has no effect: the plan has no such clause."),
    N_("Remove it, or correct the name."),
)
BAD_CONDITION = Kind(
    "K-317",
    Level.ERROR,
    N_("The condition “{condition}” cannot be understood: {reason}."),
    N_("Compare with the examples in clauses/README.md."),
)
NEVER_TRUE = Kind(
    "K-318",
    Level.WARNING,
    N_("The condition “{condition}” can never hold."),
    N_("Correct the condition; the values that a field allows: contracts schema"),
)
DEVIATION_INCOMPLETE = Kind(
    "K-319",
    Level.ERROR,
    N_("The deviation of “{clause}” lacks: {missing}."),
    N_("Add it to the head of the file: base, reason and approved (by, on)."),
)
DEVIATION_UNUSED = Kind(
    "K-320",
    Level.WARNING,
    N_("The deviation of “{clause}” has no effect: the contract does not contain that clause."),
    N_("Delete the file, or correct its name."),
)
DEVIATION_BASE = Kind(
    "K-321",
    Level.ERROR,
    N_("The deviation names “{base}” as its base, which is no version of “{clause}”."),
    N_("Name the text it was made from, e.g. {clause}@1."),
)
DEVIATION_OUTDATED = Kind(
    "K-322",
    Level.WARNING,
    N_("The deviation of “{clause}” is based on {base}, but the standard would be {current}."),
    N_("Check whether the deviation still fits, then raise “base”."),
)
UNKNOWN_TEMPLATE = Kind(
    "K-323",
    Level.ERROR,
    N_("There is no template “{name}”.{suggestion}"),
    N_("Known templates: {known}."),
)
