"""Steps 4 to 6: problems of filling, parsing and numbering clause texts."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

GAP = Kind(
    "K-401",
    Level.GAP,
    N_("“{title}” is missing; needed by {clauses}."),
    N_("Fill it in in {file}: {line}. Who probably knows it: {by}."),
)
TEMPLATE_SYNTAX = Kind(
    "K-402",
    Level.ERROR,
    N_("The template language is wrong here: {reason}."),
    N_("Compare with the examples in clauses/README.md."),
)
FORBIDDEN = Kind(
    "K-403",
    Level.ERROR,
    N_("“{what}” is not allowed in a clause."),
    N_("Clauses may use values, filters, if and for; see clauses/README.md."),
)
UNDEFINED = Kind(
    "K-404",
    Level.ERROR,
    N_("There is no fact “{path}”.{suggestion}"),
    N_("Known here: {known}."),
)
UNKNOWN_FILTER = Kind(
    "K-405",
    Level.ERROR,
    N_("There is no filter “{name}”.{suggestion}"),
    N_("Known filters: {known}."),
)
NOT_PRINTABLE = Kind(
    "K-406",
    Level.ERROR,
    N_("“{path}” cannot be printed as it is."),
    N_("Name a single fact in it, use a filter such as listing, or an if."),
)
FILTER_MISFIT = Kind(
    "K-407",
    Level.ERROR,
    N_("The filter “{name}” does not fit the value of “{path}”."),
    N_("Use a filter for this type: date, number, money, percent, listing, case, label."),
)
TOO_MUCH = Kind(
    "K-408",
    Level.ERROR,
    N_("The clause produces too much text or repeats too often."),
    N_("Use fewer loops inside of each other, or fewer entries."),
)
CLAUSE_PRIVATE_USE = Kind(
    "K-409",
    Level.ERROR,
    N_("The text holds the private-use or control character {character}."),
    N_("Delete the character."),
)
UNKNOWN_ROLE = Kind(
    "K-410",
    Level.ERROR,
    N_("There is no role noun “{name}”.{suggestion}"),
    N_("Known role nouns: {known}."),
)
NOT_IN_SUBSET = Kind(
    "K-501",
    Level.ERROR,
    N_("{what} is not allowed in a clause: {excerpt}"),
    N_("Allowed are paragraphs, lists, tables, **strong** and *emphasis*; see clauses/README.md."),
)
LIST_TOO_DEEP = Kind(
    "K-502",
    Level.ERROR,
    N_("A list has more than two levels: {excerpt}"),
    N_("Use 1. and a) only; make a new paragraph of what is deeper."),
)
ITEM_SHAPE = Kind(
    "K-503",
    Level.ERROR,
    N_("A list entry must be one paragraph, then perhaps a list: {excerpt}"),
    N_("Join the paragraphs, or make two entries."),
)
TYPED_NUMBER = Kind(
    "K-504",
    Level.ERROR,
    N_("A number was typed that the program gives: {excerpt}"),
    N_("Delete the number; paragraphs and sections are numbered by the program."),
)
STRAY_BLOCK = Kind(
    "K-505",
    Level.ERROR,
    N_("The text must begin with a paragraph, not with {what}."),
    N_("Write an introductory sentence before it."),
)
PARTY_SHAPE = Kind(
    "K-506",
    Level.ERROR,
    N_("The party block must have one paragraph for each of {count} parties; it has {found}."),
    N_("Write one paragraph a party, lines separated by a backslash."),
)
DANGLING = Kind(
    "K-601",
    Level.ERROR,
    N_("The reference to “{target}” leads nowhere: {reason}."),
    N_(
        "Correct the name, make the reference depend on the same condition, or add the clause to "
        "the plan."
    ),
)
SELF_REFERENCE = Kind(
    "K-602",
    Level.ERROR,
    N_("The reference to “{target}” points at the paragraph it stands in."),
    N_("Remove it, or name another paragraph."),
)
CIRCULAR = Kind(
    "K-603",
    Level.WARNING,
    N_("References go round in a circle: {chain}."),
    N_("Check that a reader finds the rule; drop one of the references if not."),
)
ANNEX_UNNAMED = Kind(
    "K-604",
    Level.ERROR,
    N_("The annex “{clause}” is attached but no clause names it."),
    N_('Name it with {{{{ annex("{clause}") }}}}, or take it out of the plan.'),
)
ANNEX_ABSENT = Kind(
    "K-605",
    Level.ERROR,
    N_("The annex “{clause}” is named but not attached."),
    N_("Add it to the plan, or make the reference depend on the same condition."),
)
NOT_AN_ANNEX = Kind(
    "K-606",
    Level.ERROR,
    N_("“{clause}” is no annex; annex() must name one."),
    N_('Use ref("{clause}").'),
)
