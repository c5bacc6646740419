"""Exact things in a text: postcodes, phone numbers, references. They are found whole or not at all."""

import re

POSTCODE = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?)\s?(\d[A-Za-z]{2})\b")
PHONE = re.compile(r"(?<![\w+])(?:\+44\s?\(?0?\)?\s?|\(?0)\d(?:[\s()-]{0,2}\d){7,10}(?!\d)")
REFERENCE = re.compile(r"\b(?=[A-Za-z/._-]{0,12}\d)[A-Za-z0-9]+(?:[/._-][A-Za-z0-9]+)+\b")
SERVICE_NUMBER = re.compile(r"^\s*(lgsl|lgil)\s*[:#]?\s*(\d{1,5})\s*$", re.IGNORECASE)


def exact_terms(text: str) -> list[str]:
    """The index terms of every exact thing in this text, in order.

    A postcode becomes its letters and digits in small letters ('gu214xx'), a
    phone number its national digits ('01483755855'), a reference itself in
    small letters ('24/p/00123'). Shape of postcodes: Royal Mail PAF guide;
    of phone numbers: Ofcom's national numbering plan (nine to eleven digits).
    """
    found = [outward.lower() + inward.lower() for outward, inward in POSTCODE.findall(text)]
    if "0" in text or "+" in text:
        found += [national_digits(number) for number in PHONE.findall(text)]
    found += [one.lower() for one in REFERENCE.findall(text)]
    return found


def national_digits(number: str) -> str:
    """The digits of a phone number as dialled inside the country: 01483755855."""
    digits = "".join(letter for letter in number if letter.isdecimal())
    if number.lstrip().startswith("+"):
        digits = "0" + digits.removeprefix("44").lstrip("0")
    return digits


def service_number(text: str) -> tuple[str, str] | None:
    """('lgsl', '524') when the whole query names a number of the ESD lists, else None."""
    found = SERVICE_NUMBER.match(text)
    return (found[1].lower(), found[2]) if found else None
