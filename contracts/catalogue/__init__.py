"""The catalogue of all problems that Vertragswerk can report, one module per step.

Codes are ``K-`` and a number; the hundred tells the step: 1 load, 2 validate, 3 select, 4 fill,
5 parse, 6 number, 7 check, 8 write, 9 machine and usage.
"""
