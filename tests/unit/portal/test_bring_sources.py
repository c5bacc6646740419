"""Each kind of source comes in as drafts, with its pictures, its links and nothing that acts; made here, as their tools make them."""
# ruff: noqa: E501  (documents are written out as their tools write them)

import io
import json
import zipfile

import pytest
from PIL import Image

from extranet.errors import BadInput
from extranet.pages import PageFilters, attachments_of, list_pages, read_page
from extranet.portal.bringing import CHANGED, IMPORTED, REFUSED, UNCHANGED, Chosen, SourceRefused, bring_source
from extranet.portal.importing import house_actor

HOUSE = house_actor()
CHOSEN = Chosen(name="old wiki", group="front-line-forum", owner="woking")


def png(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in files.items():
            held.writestr(name, content)
    return path


def docx(path, body, pictures=None):
    space = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    space += (
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    )
    space += ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    types += '<Default Extension="png" ContentType="image/png"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3))
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships {relations}><Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>",
        "word/_rels/document.xml.rels": f'<Relationships {relations}><Relationship Id="p1" Type="{office}/image" Target="media/image1.png"/>'
        f'<Relationship Id="s1" Type="{office}/styles" Target="styles.xml"/>'
        f'<Relationship Id="l1" Type="{office}/hyperlink" Target="https://www.woking.gov.uk/bins" TargetMode="External"/></Relationships>',
        **(pictures or {}),
    }
    return zipped(path, files)


def paragraph(words, style="", look=""):
    style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{style}<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A red bin"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
    '<a:blip r:embed="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)


def odt(path, body, pictures=None):
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style", "drawing"))
    names += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    names += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    styles = '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    styles += '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>'
    content = f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped(path, {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(pictures or {})})


def mediawiki(
    *pages, site="<siteinfo><namespaces><namespace key='0'/><namespace key='1'>Talk</namespace><namespace key='10'>Template</namespace></namespaces></siteinfo>"
):
    written = "".join(
        f"<page><title>{title}</title><ns>{ns}</ns><id>{number}</id><revision><id>1</id><text>old words</text></revision>"
        f"<revision><id>2</id><text xml:space='preserve'>{text}</text></revision></page>"
        for number, (title, ns, text) in enumerate(pages, 1)
    )
    return f"<mediawiki xmlns='http://www.mediawiki.org/xml/export-0.11/'>{site}{written}</mediawiki>"


@pytest.fixture
def bring(site):
    """bring(path, dry=…, **chosen) brings it in for the house."""

    def give(path, dry=False, actor=HOUSE, **chosen):
        return bring_source(site, actor, path, Chosen(**{**CHOSEN.__dict__, **chosen}), dry)

    return give


@pytest.fixture
def page(site):
    return lambda slug: read_page(site, HOUSE, slug)


def outcomes(report):
    return {line.key: line.outcome for line in report.lines}


def test_a_folder_of_four_kinds_of_documents_comes_in_as_drafts_that_link_to_one_another(site, bring, page, tmp_path):
    folder = tmp_path / "docs"
    (folder / "waste").mkdir(parents=True)
    (folder / "waste" / "bins.md").write_text(
        "---\ntitle: Missed bins\ntags: [bins]\nlgsl_ids: [524]\nstatus: live\n---\n# Missed bins\n\nSee [tax](../tax.html) and ![A bin](bin.png).\n\n# Again\n\nx\n"
    )
    (folder / "waste" / "bin.png").write_bytes(png())
    (folder / "tax.html").write_text(
        "<html><head><title>Council tax</title></head><body><nav>Menu</nav><h1>Council tax</h1><p onclick='x()'>Pay <b>now</b> or <i>soon</i>.</p>"
        "<script>alert(1)</script><h2>How</h2><ul><li>By card<ul><li>online</li></ul></li><li>By <a href='waste/bins.md'>bin</a></li></ul>"
        "<table><tr><th>Band</th><th>Price</th></tr><tr><td>A|1</td><td>£5</td></tr></table><a href='javascript:alert(1)'>Go</a></body></html>"
    )
    docx(folder / "parking.docx", paragraph("Parking", "Heading1") + paragraph("Bold words", look="<w:b/>") + PICTURE, {"word/media/image1.png": png("blue")})
    odt(
        folder / "housing.odt",
        '<text:h text:outline-level="1">Housing</text:h><text:p>Ask <text:span text:style-name="T1">first</text:span>.</text:p>'
        '<text:list text:style-name="L1"><text:list-item><text:p>One</text:p></text:list-item><text:list-item><text:p>Two</text:p></text:list-item></text:list>',
    )
    report = bring(folder)
    assert set(outcomes(report).values()) == {IMPORTED}, report.lines
    bins, tax, parking, housing = page("missed-bins"), page("council-tax"), page("parking"), page("housing")
    for one in (bins, tax, parking, housing):
        assert (one.status, one.confidence, one.audience, one.working_group, one.owner_authority) == (
            "draft",
            "not_validated",
            "all-authorities",
            "front-line-forum",
            "woking",
        )
    assert "[[council-tax|tax]]" in bins.body
    assert "![A bin](<attachment:bin.png>)" in bins.body
    assert bins.metadata["lgsl_ids"] == [524]
    assert [one.name for one in attachments_of(site, bins)] == ["bin.png"]
    assert tax.body == (
        "Pay **now** or *soon*.\n\n## How\n\n- By card\n    - online\n- By [[missed-bins|bin]]\n\n| Band | Price |\n| --- | --- |\n| A\\|1 | £5 |\n\nGo\n"
    )
    assert "**Bold words**" in parking.body
    assert "![A red bin](<attachment:" in parking.body
    assert [one.media_type for one in attachments_of(site, parking)] == ["image/png"]
    assert housing.body == "Ask **first**.\n\n1. One\n2. Two\n"


def test_an_export_of_mediawiki_comes_in_with_the_newest_text_of_each_page(bring, page, tmp_path):
    dump = tmp_path / "wiki.xml"
    dump.write_text(
        mediawiki(
            (
                "Missed bin",
                0,
                "'''Report''' it. See [[council tax|the tax]] and [[Rubbish]].\n\n== When ==\n* within ''two'' days\n** by phone\n# first\n"
                "{{Box|x}}\n{|\n! Day !! Who\n|-\n| Mon || Crew\n|}\n[[Category:Waste]] [https://www.woking.gov.uk Woking] &lt;script&gt;alert(1)&lt;/script&gt;",
            ),
            ("Council tax", 0, "Pay it. [[Nowhere|Somewhere]]"),
            ("Rubbish", 0, "#REDIRECT [[Missed bin]]"),
            ("Talk:Missed bin", 1, "chat"),
            ("Template:Box", 10, "box"),
        )
    )
    report = bring(dump, map_text='[[rule]]\ncategory = "waste"\nlgsl_ids = [524]\nworking_group = "gis-users-group"')
    assert list(outcomes(report).values()) == [IMPORTED, IMPORTED, REFUSED, REFUSED, REFUSED], report.lines
    body = page("missed-bin").body
    assert body.startswith("**Report** it. See [[council-tax|the tax]] and [[missed-bin|Rubbish]].\n\n## When\n\n- within *two* days\n    - by phone")
    assert "| Day | Who |\n| --- | --- |\n| Mon | Crew |" in body
    assert "[Woking](https://www.woking.gov.uk)" in body
    assert "<script" not in body
    assert page("missed-bin").metadata["lgsl_ids"] == [524]
    assert page("missed-bin").working_group == "gis-users-group"
    assert page("council-tax").body == "Pay it. Somewhere\n"
    assert page("council-tax").working_group == "front-line-forum"
    assert any("Box" in reason for reason in report.lines[0].reasons)
    assert "Nowhere" in report.lines[1].reasons[0]


def test_a_dokuwiki_comes_in_with_its_namespaces_and_media(site, bring, page, tmp_path):
    text = "====== Missed bin ======\n**Bold** and //italic// %%**not**%%.\n\n===== Who =====\n  * one\n    - two\n  * [[:tax|tax]] {{bin.png|A bin}}\n^ Day ^ Who ^\n| Mon | Crew |\n<code>\nrun *this*\n</code>\n"
    archive = zipped(
        tmp_path / "doku.zip",
        {"data/pages/waste/bin.txt": text, "data/pages/tax.txt": "====== Tax ======\nBack to [[waste:bin]].", "data/media/waste/bin.png": png()},
    )
    report = bring(archive, map_text='[[rule]]\nnamespace = "waste*"\nlgsl_ids = [524]')
    assert outcomes(report) == {"tax": IMPORTED, "waste:bin": IMPORTED}, report.lines
    body = page("missed-bin").body
    assert body == (
        "**Bold** and *italic* \\*\\*not\\*\\*.\n\n## Who\n\n- one\n    1. two\n- [[tax|tax]] ![A bin](<attachment:bin.png>)\n\n"
        "| Day | Who |\n| --- | --- |\n| Mon | Crew |\n\n    run *this*\n"
    )
    assert page("missed-bin").metadata["lgsl_ids"] == [524]
    assert "lgsl_ids" not in page("tax").metadata
    assert "[[missed-bin|bin]]" in page("tax").body
    assert len(attachments_of(site, page("missed-bin"))) == 1


def test_bookstack_comes_in_as_portable_zip_as_html_and_as_markdown(site, bring, page, tmp_path):
    book = {
        "book": {
            "name": "Waste",
            "tags": [],
            "pages": [
                {
                    "id": 1,
                    "name": "Bins",
                    "html": '<p>See <a href="[[bsexport:page:2]]">tax</a> <img src="[[bsexport:image:a.png]]" alt="A bin"></p>',
                    "attachments": [{"name": "Price list", "file": "b.txt"}],
                    "tags": [{"name": "team", "value": "crew"}],
                }
            ],
            "chapters": [{"id": 9, "name": "Money", "pages": [{"id": 2, "name": "Tax", "markdown": "# Pay\n\nNow.\n\n# Later\n\nOr then."}]}],
        }
    }
    archive = zipped(tmp_path / "book.zip", {"data.json": json.dumps(book), "files/a.png": png(), "files/b.txt": "prices"})
    assert set(outcomes(bring(archive, map_text='[[rule]]\nchapter = "money"\nlgsl_ids = [524]')).values()) == {IMPORTED}
    assert page("bins").body == "See [[tax|tax]] ![A bin](<attachment:a.png>)\n"
    assert page("tax").metadata["lgsl_ids"] == [524]
    assert [one.name for one in attachments_of(site, page("bins"))] == ["a.png", "Price list.txt"]
    assert page("tax").body == "## Pay\n\nNow.\n\n## Later\n\nOr then.\n"
    html = tmp_path / "book.html"
    html.write_text(
        '<html><head><title>Waste</title></head><body><h1>Waste</h1><h1 id="page-4">Skips</h1><p>Ask for one.</p><h1 id="chapter-3">More</h1><h1 id="page-5">Permits</h1><p>Pay; see <a href="https://b.example/books/w/page/skips">skips</a>.</p></body></html>'
    )
    assert set(outcomes(bring(html, kind="bookstack", name="two")).values()) == {IMPORTED}
    assert page("permits").body == "Pay; see [[skips|skips]].\n"
    markdown = tmp_path / "book.md"
    markdown.write_text("# Waste\n\n# Depots\n\nOpen daily.\n\n# Trees\n\nAsk.\n")
    assert set(outcomes(bring(markdown, kind="bookstack", name="three")).values()) == {IMPORTED}
    assert page("depots").body == "Open daily.\n"


def test_looking_first_writes_nothing_and_says_the_same_as_bringing_in(site, bring, tmp_path):
    (tmp_path / "a.md").write_text("# Bins\n\nText with ![x](p.png).\n")
    (tmp_path / "p.png").write_bytes(png())
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 cut short")
    looked = bring(tmp_path, dry=True)
    assert list_pages(site, HOUSE, PageFilters(only_shown=False)) == []
    assert not [path for path in (site.settings.data_dir / "files").rglob("*") if path.is_file()]
    assert looked.counts == {IMPORTED: 1, CHANGED: 0, UNCHANGED: 0, REFUSED: 1}
    assert bring(tmp_path).lines == looked.lines


def test_what_is_in_is_left_alone_what_changed_there_is_changed_and_what_changed_here_stays(site, bring, page, tmp_path):
    from extranet.pages import PageDraft, save_page

    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text(f"# Page {name}{name}\n\nText {name}.\n")
    bring(tmp_path)
    mine = page("page-cc")
    save_page(site, HOUSE, "page-cc", PageDraft(mine.metadata, "Mine.\n"), mine.number)
    for name in ("b", "c"):
        (tmp_path / f"{name}.md").write_text(f"# Page {name}{name}\n\nNew text {name}.\n")
    report = bring(tmp_path)
    assert outcomes(report) == {"a.md": UNCHANGED, "b.md": CHANGED, "c.md": REFUSED}
    assert "somebody changed it here too" in report.lines[2].reasons[0]
    assert (page("page-aa").number, page("page-bb").body, page("page-cc").body) == (1, "New text b.\n", "Mine.\n")


def test_an_author_of_another_authority_and_group_may_not_and_one_of_the_group_may(bring, person, tmp_path):
    (tmp_path / "a.md").write_text("# Bins\n\nText.\n")
    other = person("Ida Other", "guildford", ("author", "group", "gis-users-group"))
    report = bring(tmp_path, actor=other)
    assert outcomes(report) == {"a.md": REFUSED}
    assert "Their authors and approvers" in report.lines[0].reasons[0]
    assert outcomes(bring(tmp_path, actor=person("Ann Oakley", "guildford", ("author", "group", "front-line-forum")))) == {"a.md": IMPORTED}


@pytest.mark.parametrize(
    ("map_text", "sentence"),
    [
        ('[[rule]]\ncategory = "x"\nstatus = "live"', "come in as drafts"),
        ('[[rule]]\ncategory = "x"\ncolour = "red"', "no field of the standard"),
        ("[[rule]]\nlgsl_ids = [1]", "says for which pages"),
        ("[[rule]\n", "cannot be read"),
        ("a: &a [*a, *a]", "anchors"),
    ],
)
def test_a_map_that_is_wrong_is_refused_in_a_sentence(bring, tmp_path, map_text, sentence):
    (tmp_path / "a.md").write_text("# Bins\n\nText.\n")
    with pytest.raises(BadInput, match=sentence):
        bring(tmp_path, map_text=map_text)


def test_a_source_nobody_keeps_or_nobody_knows_is_refused(bring, tmp_path):
    (tmp_path / "a.md").write_text("# Bins\n\nText.\n")
    assert "Nobody is named to keep it" in bring(tmp_path, group="").lines[0].reasons[0]
    with pytest.raises(BadInput, match="no working group"):
        bring(tmp_path, group="no-group")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceRefused, match="neither documents nor an export"):
        bring(tmp_path / "empty")


def test_in_an_archive_folders_of_documents_keep_their_names_and_an_export_may_be_wrapped(bring, tmp_path):
    documents = zipped(tmp_path / "docs.zip", {"waste/a.md": "# Bins\n\nText.\n"})
    report = bring(documents, map_text='[[rule]]\nfolder = "waste"\nskip = true')
    assert report.lines[0].reasons == ("The map leaves it out.",)
    wrapped = zipped(tmp_path / "wrapped.zip", {"wiki/data/pages/a/b.txt": "====== Tax ======\nPay."})
    assert outcomes(bring(wrapped)) == {"a:b": IMPORTED}
