"""Files as people attach them, and as somebody would who means harm: made here, byte by byte."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

WORD_XML = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Garden waste</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>Brown bins are </w:t></w:r><w:r><w:t>emptied fortnightly.</w:t></w:r><w:r><w:delText>Weekly.</w:delText></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Sticker</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)
OPEN_XML = (
    '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:tracked-changes><text:p>old words</text:p></text:tracked-changes>'
    '<text:h text:outline-level="1">Parking</text:h><text:p>Permits cost <text:span>fifty</text:span><text:s/>pounds.</text:p></office:text></office:body>'
    "</office:document-content>"
)
BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{("&a" + str(n - 1 or "") + ";") * 10}">' for n in range(1, 10))
    + ']><w:document xmlns:w="w"><w:body><w:p><w:t>&a9;</w:t></w:p></w:body></w:document>'
)


def zipped(**entries):
    """A zip of these entries; `__` in a name is a slash, `_dot_` a dot."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return held.getvalue()


def word(xml=WORD_XML):
    return zipped(word__document_dot_xml=xml)


def open_document(xml=OPEN_XML, **more):
    return zipped(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml=xml, **more)


def zip_bomb():
    """A Word file whose text is 60 MB of blanks in 60 KB."""
    return word("<w:document xmlns:w='w'><w:p><w:t>" + " " * 60_000_000 + "</w:t></w:p></w:document>")


def pdf(*texts, password=""):
    """A PDF with a page for each text."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(_plain_pdf(texts))))
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def _plain_pdf(texts):
    count = len(texts)
    font = 3 + 2 * count
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(count))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"]
    for at, text in enumerate(texts):
        drawn = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET"
        own = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + 2 * at} 0 R /Resources << /Font << /F1 {font} 0 R >> >> >>"
        objects += [own, f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream"]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def picture(name="PNG", size=(40, 30), colour=(120, 40, 40), **saved):
    held = io.BytesIO()
    Image.new("RGB", size, colour).save(held, name, **saved)
    return held.getvalue()


def photograph():
    """A JPEG as a telephone makes it: turned, with the place it was taken at."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right to look at it
    exif[0x010F] = "Telephone of Ann Oakley"
    exif.get_ifd(0x8825)[1] = "N"
    return picture("JPEG", exif=exif, comment=b"taken at the depot")


def talkative_png():
    said = PngInfo()
    said.add_text("Author", "Ann Oakley")
    return picture("PNG", pnginfo=said) + b"<script>alert(1)</script>"


def moving_picture():
    held = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), (shade, 0, 0)) for shade in (0, 120, 240)]
    frames[0].save(held, "GIF", save_all=True, append_images=frames[1:], duration=50, comment=b"secret")
    return held.getvalue()


def pixel_flood(width=50_000, height=50_000):
    """A PNG of 2,500 million pixels in a few kilobytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 100_000)) + _chunk(b"IEND", b"")


def _chunk(kind, held):
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
