"""Step 7: what a careful reader would notice."""

from __future__ import annotations

from contracts.findings import Kind, Level
from contracts.language import N_

NAME_VARIANT = Kind(
    "K-701",
    Level.WARNING,
    N_("“{found}” is not how {name} is written."),
    N_("Write “{canonical}”."),
)
MIXED_STYLE = Kind(
    "K-702",
    Level.WARNING,
    N_("“{word}” is written in the style “{found}”, the agreement uses “{style}”."),
    N_("Write it in the style of the agreement, or use neutral words."),
)
TYPED_STYLE = Kind(
    "K-703",
    Level.WARNING,
    N_("“{word}” fixes the style “{found}” in a clause text."),
    N_("Use neutral words or the filter role, so that each agreement can choose its style."),
)
STRAIGHT_QUOTE = Kind(
    "K-704",
    Level.WARNING,
    N_("A straight quotation mark stands in the text."),
    N_("Use „ and “."),
)
HYPHEN_AS_DASH = Kind(
    "K-705",
    Level.WARNING,
    N_("A hyphen between blanks stands for a dash."),
    N_("Use the dash “–”."),
)
LONE_VARIANT = Kind(
    "K-706",
    Level.WARNING,
    N_("The text “{name}” belongs to no plan."),
    N_("Add the clause to a plan.yaml, or remove the folder if it was never approved."),
)
PLAN_DUPLICATE = Kind(
    "K-707",
    Level.ERROR,
    N_("The clause “{clause}” stands in the plan a second time."),
    N_("Remove one of the two."),
)
UNDECIDED_UNKNOWN = Kind(
    "K-708",
    Level.ERROR,
    N_("“undecided” names the variant “{variant}”, which “{clause}” does not have.{suggestion}"),
    N_("Known variants: {known}."),
)
NO_ARTICLE = Kind(
    "K-680",
    Level.NOTE,
    N_("“{value}” has no article, which the sentence “{sentence}” needs."),
    N_("Write it as the sentence needs it, e.g. “die Bezirksstadträtin für Jugend”."),
)
