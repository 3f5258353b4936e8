"""Steps 1 and 2: files to raw data, and raw data to models, with places kept for findings."""
