"""What people want done; the only place that joins sources, assembly and writers.

Functions take and return plain data. They print nothing and ask nobody.
"""
