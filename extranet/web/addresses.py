"""What may stand in an address."""

from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1


class Id(IntegerConverter):
    """`<int:…>`: whole numbers that a database key can be; anything larger is simply not found."""

    def __init__(self, url_map, fixed_digits=0, min=None, max=LARGEST_ID, signed=False):
        super().__init__(url_map, fixed_digits, min, max, signed)
