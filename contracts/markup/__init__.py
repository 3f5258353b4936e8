"""Step 5: Markdown to nodes, a documented subset; numbers and values come from elsewhere."""
