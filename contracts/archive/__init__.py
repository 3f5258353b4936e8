"""Signed copies: told apart, checked, stored, handed over; and proof that all of it is still so.

``stamp`` gives each page of a final PDF its codes. ``judge`` says what a signed PDF is, ``read``
and ``sort`` what a scan shows. ``store`` keeps both for good, ``package`` hands them over;
``verify`` and the file ``verify.py`` inside each package check them.
"""
