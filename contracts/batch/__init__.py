"""Many contracts at once, on any ``concurrent.futures.Executor``."""
