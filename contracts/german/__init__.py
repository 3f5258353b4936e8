"""German words and figures: dates, numbers, cases, role nouns, no-break spaces."""
