"""Excel files (ECMA-376, part 1, chapter 18): what their cells show, nothing that they hide."""
