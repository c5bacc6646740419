"""Particulars in free text: what is found, and what is left alone."""

import pytest

from extranet_plugins.front_line_forum.detectors import kinds_in, without_personal


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to jo.bloggs@example.org please", "an email address"),
        ("ring 01632 960 123 after six", "a phone number"),
        ("ring +44 (0)1632 960123", "a phone number"),
        ("mobile 07700900123", "a personal mobile number"),
        ("NI is QQ 12 34 56 C".replace("QQ", "AB"), "a National Insurance number"),
        ("NHS 943 476 5919", "an NHS number"),
        ("paid from 12-34-56 account 12345678", "a sort code and account number"),
        ("card 4111 1111 1111 1111", "a payment card number"),
        ("she was born on 3/4/1985", "a date of birth"),
        ("DOB 3rd April 1985", "a date of birth"),
        ("lives at 12 High Street, Knaphill GU21 2PE", "a home address"),
        ("the van AB12 CDE was there", "a vehicle registration"),
    ],
)
def test_it_speaks(text, kind):
    assert kind in kinds_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "missed bin in GU21",
        "council tax band D 2026/27",
        "LGSL 555 blocked gully",
        "costs £1,250.00 a year",
        "ring the team before 5pm on 3 December 2026",
        "form 1234 5678",
        "NHS 943 476 5918",
        "two bins, 180 and 240 litres",
        "",
    ],
)
def test_it_is_silent(text):
    assert kinds_in(text) == []


def test_what_is_found_is_taken_out_and_the_rest_stays():
    assert without_personal("missed bin, ring 07700900123 or jo@example.org") == "missed bin, ring – or –"
