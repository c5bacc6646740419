# ruff: noqa: E501 - samples stand as they come
"""Texts for the round trip of the page editor: every body of the starting content, oddities by hand, and pages made by a seed."""

import random
from pathlib import Path

CONTENT = Path(__file__).parents[2] / "content" / "pages"

ODD = {
    "empty": "",
    "only a line end": "\n",
    "blank lines": "\n\n  \n\t\n",
    "no line end": "A sentence",
    "blank lines before and after": "\n\n\nA sentence.\n\n\n\n",
    "trailing spaces": "A line   \nbroken, and the next.  \n\nEnd with spaces   \n\n   \n",
    "hard wraps": "A long sentence that was\nwrapped by hand at some\nwidth or other.\n",
    "CRLF": "## Head\r\n\r\nA line\r\nand another.\r\n\r\n- one\r\n- two\r\n\r\n::: for woking\r\nLocal.\r\n:::\r\n",
    "mixed line ends": "One\r\n\r\nTwo\n\nThree\r\n",
    "tabs": "-\tone\n-\ttwo\n\n\tcode by a tab\n\nA\ttab inside.\n",
    "headings of all levels": "# One\n\n## Two\n\n### Three\n\n#### Four\n\n##### Five\n\n###### Six\n",
    "closed headings": "## Two ##\n\n### Three ###   \n\n## C# and F# \n\n##    Room\n",
    "headings with names": "## What to ask {#ask}\n\n### More {: #more .lead }\n\nText.\n",
    "headings without blank lines": "## Head\nText at once.\n### Next\n- a\n- b\n## Last\n",
    "underlined headings": "Title\n=====\n\nSecond\n---\n\nText\n",
    "hashes that are no heading": "#4 in the queue\n\n#hashtag\n",
    "nested lists": "- one\n    - inner one\n    - inner two\n        - deep\n- two\n\n1. first\n    1. inner\n    2. more\n2. second\n    - mixed\n",
    "loose lists": "- one\n\n- two\n\n    with a paragraph\n\n- three\n",
    "loose and tight": "- one\n- two\n\n- three\n",
    "lists indented by two": "- one\n  - two\n  - three\n- four\n",
    "lists indented by three": "1. one\n   - two\n   continued\n2. three\n",
    "bullets of all kinds": "* star\n* star\n\ntext\n\n+ plus\n+ plus\n\ntext\n\n-   wide\n-   wide\n",
    "mixed bullets": "- dash\n* star\n+ plus\n",
    "numbers by one": "1. a\n1. b\n1. c\n",
    "numbers from seven": "7. a\n8. b\n9. c\n10. d\n",
    "number and bullet": "1. a\n- b\n2. c\n",
    "lazy points": "- a point\nthat goes on\n- another\n    that goes on, indented\n",
    "list after a sentence": "A sentence\n- not a list\n- still not\n",
    "code in a point": "- point\n\n        code\n\n- next\n",
    "quote in a point": "- > quoted\n- plain\n",
    "empty points": "-\n- a\n- \n",
    "tasks": "- [ ] to do\n- [x] done\n- [X] done too\n- [ ]no\n- [] no\n",
    "tasks in numbers": "1. [ ] to do\n2. [x] done\n",
    "plain table": "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "table with alignment": "| Council | Days | Price | Note |\n|:--------|-----:|:-----:|------|\n| Woking  |    2 |  £45  | x    |\n| Epsom and Ewell | 3 | £9 | |\n",
    "table without frame": "a | b\n--- | ---\n1 | 2\n",
    "table with strokes": "| a | b |\n|---|---|\n| `x|y` | p\\|q |\n| [[missed-bin|words]] | {{fact:waste.missed.window}} |\n",
    "uneven table": "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n",
    "one column": "| a |\n|---|\n| 1 |\n",
    "table at once after text": "Text\n| a | b |\n|---|---|\n",
    "table with a look": "| a | b |\n|---|---|\n| 1 | 2 |\n{: .compact }\n",
    "call-outs": '!!! note\n    A note.\n\n!!! warning "Before you promise"\n    Text.\n\n    - a\n    - b\n\nAfter.\n',
    "call-out without title": '!!! tip ""\n    A tip.\n',
    "call-out that is cut": "!!! note\n    A note.\nNot in it.\n",
    "call-out without text": "!!! note\n\nText\n",
    "folded text": '??? note "The long explanation"\n    Folded.\n\n???+ tip\n    Open.\n',
    "call-out in a call-out": "!!! note\n    Outer.\n\n    !!! tip\n        Inner.\n\n    Outer again.\n",
    "local text": "::: for woking guildford\nTwo working days.\n:::\n\n::: for joint-waste from 2027-04-01 to 2028-03-31\nThe contractor.\n:::\n\n::: otherwise\nAsk.\n:::\n",
    "local text without gaps": "::: for woking\nA\n:::\n::: otherwise\nB\n:::\nAfter.\n",
    "local text, more of it": "::: also for woking\n\n## A heading\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n:::\n",
    "local text, hidden": "::: for woking\n:::\n\n::: otherwise\nB\n:::\n",
    "local text never closed": "::: for woking\nA\n\nB\n",
    "local text in another": "::: for woking\nA\n::: for guildford\nB\n:::\n",
    "closing nothing": "A\n\n:::\n\nB\n",
    "block of a plugin": "::: checklist opening the desk\n- Unlock\n\n- Light\n:::\n",
    "block in local text": "::: for woking\n::: checklist x\n- a\n:::\n:::\n",
    "unknown block": "::: shiny thing\nText.\n:::\n",
    "include": "Before\n\n{{include:urgent-numbers}}\n\nAfter\n",
    "include in a line": "See {{include:urgent-numbers}} here.\n",
    "facts": "It costs {{fact:waste.bulky.price}} and takes **{{fact:waste.missed.window}}**.\n\n## {{fact:council.website}}\n",
    "odd facts": "{{fact:Bad.Key}} {{fact:}} {{other}} {single}\n",
    "page links": "[[missed-bin]] [[missed-bin|a bin that was missed]] [[missed-bin#ask|what to ask]] [[missed-bin#ask]]\n",
    "odd page links": "[[Not A Slug]] [[a|]] [[a|*b*]] [[a| b ]] [[]] [[a\n",
    "ordinary links": "[words](missed-bin#ask) [site](https://example.org/a_b(c)?d=e&f) [form](<attachment:bin form.pdf>) [t](https://example.org \"Title\") [m](mailto:a@b.uk)\n",
    "odd links": "[a](b c) [a]( b ) [a](<b> 'c') [a](b\"c) [](x) [a]() [a [b] c](d) [unclosed](x\n",
    "bold links": "**[a](b)** [**a**](b) [a **b** c](d) *[e](f)*\n",
    "reference links": "See [the list][prices] and [prices] and [other][none].\n\n[prices]: https://example.org/prices \"Prices\"\n[More Words]: /wiki/more\n",
    "addresses": "www.woking.gov.uk/bins and https://example.org/a_b_c and bins@woking.gov.uk and <https://example.org> and <a@b.uk>\n",
    "pictures": "![A brown bin](attachment:brown-bin.png)\n\nText ![](x.png) and ![a *b*](<attachment:a b.png> \"Title\").\n",
    "linked picture": "[![A bin](attachment:bin.png)](https://example.org)\n",
    "bold and italic": "**b** *i* ***bi*** __b__ _i_ ___bi___ **b *i* b** *i **b** i* **_bi_** _**bi**_\n",
    "odd emphasis": "2 * 3 * 4, snake_case_word, *unclosed, **unclosed, a*b*c, a_b_c, ** no **, *a **b* c**, ****four****\n",
    "emphasis over lines": "**bold\nover lines** and *italic\nover lines*\n",
    "code": "`a` ``b ` c`` ` d ` `**not bold**` `{{fact:x.y}}` `\\` \\`no code\\`\n",
    "code over lines": "`a\nb`\n",
    "unclosed code": "a ` b\n\na ``` b\n",
    "fences": "```\nplain\n```\n\n```python\nprint('a')\n\n    indented\n```\n\n~~~\ntilde\n~~~\n",
    "fence with markdown": "```\n## not a heading\n::: for woking\n- no list\n```\n",
    "fence unclosed": "```\nnever closed\n\ntext\n",
    "fence at once after text": "Text\n```\ncode\n```\nText\n",
    "fence in a list": "- a\n\n    ```\n    code\n    ```\n\n- b\n",
    "empty fence": "```\n```\n",
    "indented code": "Text\n\n    code\n\n    more\n\nText\n",
    "quotes": "> A quotation\n> of two lines\n>\n> - with\n> - a list\n\n> Another\n",
    "lazy quotes": "> A quotation\nthat goes on\n\n>no space\n",
    "quote in a quote": "> a\n>\n> > b\n>\n> c\n",
    "quote at once after text": "Text\n> quote\n",
    "rules": "---\n\n***\n\n_ _ _\n\n- - -\n\nText\n\n---\n",
    "rule at once after text": "Text\n***\nText\n",
    "footnotes": "A sentence.[^1] Another.[^long]\n\n[^1]: The note.\n\n[^long]: First.\n\n    Second paragraph.\n\nAfter.\n",
    "definitions": "Assisted collection\n:   The crew fetches the bin.\n\nTerm\nOther term\n\n:   One meaning\n\n:   Another\n\n    with a paragraph\n\nAfter.\n",
    "raw HTML": "<div class=\"say\">\n\n**not bold**\n\n</div>\n\nText\n\n<details><summary>More</summary>\n<p>Text</p>\n</details>\n\n<!-- a remark\n\nover lines -->\n\nEnd\n",
    "HTML never closed": "<div>\n\nText\n\n- a\n",
    "HTML table": "<table>\n<tr><td colspan=\"2\">a</td></tr>\n\n<tr><td>b</td><td>c</td></tr>\n</table>\n\nAfter\n",
    "HTML in a line": "Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, H<sub>2</sub>O, <abbr title=\"x y\">XY</abbr>, a < b > c, <3, x<br>y.\n",
    "entities": "&nbsp; &amp; &lt;b&gt; &#163; &#x20AC; AT&T &unknown; R&D;\n",
    "escapes": "\\*not italic\\* \\# \\[no link\\] 1\\. \\_ \\\\ \\a \\: a\\|b\n",
    "escaped beginnings": "\\# no heading\n\n\\- no list\n\n1\\. no number\n\n\\> no quote\n",
    "looks": "The opening.\n{: .lead }\n\nSay this.\n{: .say }\n\nTwo\nlines\n{: #here .quiet }\n\nA [link](x){: .wide } and **bold**{.number}.\n",
    "odd looks": "Text {: .x }\n\n{: .alone }\n\nText\n{: onclick=x }\n",
    "emoji": "Ring 📞 the crew 👩🏽‍🚒 – “quoted” … 10 °C ½ 🇬🇧\n\n- ✅ done\n- ❌ not\n",
    "right to left": "## מה לשאול\n\nهذا **مهم** جدا.\n\n| א | ב |\n|---|---|\n| ג | ד |\n",
    "Welsh and accents": "Croeso i’r cyngor; naïve café; Ŵyr. e\u0301 combining.\n",
    "zero width and no-break": "a\u200bb c\u00a0d \u00a0 e\ufefff\n\n\u00a0\n\ntext\n",
    "control signs": "a\x0cb\x0bc\x00d\n",
    "private signs": "a\ue000b\n\nplain\n",
    "line separators": "a\u2028b\u2029c\n",
    "lone carriage return": "a\rb\n",
    "front matter": "---\ntitle: A page\ntags: [a, b]\n---\n\nText\n",
    "long line": "word " * 3000 + "\n",
    "many brackets": "[" * 60 + "]" * 60 + "(" * 60 + "\n",
    "many stars": "*" * 50 + " a " + "_" * 50 + "\n",
    "sums": "a\n: b\n:c\n\n| not a table |\n\na | b\n\n= x =\n",
    "exclamations": "!!! \n\n!!!\n\nWow!!! note\n\n??? what\n",
}

WORDS = ["bin", "crew", "street", "collection", "council", "tax", "form", "caller", "address", "ring", "check", "promise", "date", "week", "recycling", "garden", "ticket", "officer", "desk"]
COUNCILS = ["woking", "guildford", "surrey-heath", "mole-valley", "elmbridge", "tandridge", "joint-waste", "county", "district"]


def made_up(seed: int) -> str:
    """A page as an author of a council might write it: the same seed, the same page."""
    chance = random.Random(seed)
    gap = chance.choice(["\n\n", "\n\n", "\n\n", "\n\n\n"])
    return gap.join(_block(chance) for _ in range(chance.randint(4, 14))) + chance.choice(["\n", "", "\n\n"])


def _block(chance, inside=False):
    kinds = [_paragraph, _paragraph, _heading, _bullets, _numbers, _table, _quote, _callout, _tasks, _look, _local]
    return chance.choice(kinds[:-2] if inside else kinds)(chance)


def _phrase(chance, least=2, most=9):
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))


def _sentence(chance):
    a, b, c = (_phrase(chance, 1, 4) for _ in range(3))
    middle = chance.choice([
        b, f"**{b}**", f"*{b}*", f"__{b}__", f"_{b}_", f"`{b}`", f"[{b}](https://example.org/{WORDS[0]})", f"[[missed-bin|{b}]]", "[[missed-bin]]",
        "{{fact:waste.missed.window}}", f"{b}[^1]", f"<kbd>{b}</kbd>", f"{b} & {c}", f"£{chance.randint(1, 99)}.50", f"***{b}***", f"**{b} *{c}* {a}**", "&nbsp;", "a \\* b",
    ])  # fmt: skip
    return f"{a.capitalize()} {middle} {c}{chance.choice('.?!.')}"


def _paragraph(chance):
    return chance.choice(["\n", " ", " ", "  \n"]).join(_sentence(chance) for _ in range(chance.randint(1, 3)))


def _heading(chance):
    return f"{'#' * chance.randint(2, 4)} {_phrase(chance, 1, 5).capitalize()}{chance.choice(['', '', ' {#here}', ' ##'])}"


def _bullets(chance):
    mark, gap = chance.choice(["- ", "* ", "+ ", "-   "]), chance.choice(["\n", "\n", "\n\n"])
    return gap.join(mark + _sentence(chance) + _nested(chance) for _ in range(chance.randint(1, 5)))


def _nested(chance):
    return "".join(f"\n    - {_sentence(chance)}" for _ in range(chance.randint(1, 3))) if chance.random() < 0.25 else ""


def _numbers(chance):
    start, step = chance.choice([1, 1, 1, 3]), chance.choice([1, 1, 0])
    return "\n".join(f"{start + step * at}. {_sentence(chance)}" for at in range(chance.randint(1, 5)))


def _tasks(chance):
    return "\n".join(f"- [{chance.choice(' x')}] {_sentence(chance)}" for _ in range(chance.randint(1, 4)))


def _table(chance):
    width = chance.randint(2, 4)
    pad = chance.choice([str, lambda text: text.ljust(20)])
    dashes = [chance.choice(["---", ":---", "---:", ":---:"]) for _ in range(width)]
    rows = [[_phrase(chance, 1, 2) for _ in range(width)], dashes, *[[_phrase(chance, 1, 3) for _ in range(width)] for _ in range(chance.randint(0, 4))]]
    return "\n".join("| " + " | ".join(pad(cell) for cell in row) + " |" for row in rows)


def _quote(chance):
    return "\n".join(f"> {line}" if line else ">" for line in f"{_paragraph(chance)}\n\n{_sentence(chance)}".split("\n"))


def _callout(chance):
    head = chance.choice(["!!! note", '!!! warning "Before you promise"', "!!! tip", '??? note "More"'])
    body = "\n\n".join(_block(chance, inside=True) for _ in range(chance.randint(1, 2)))
    return head + "\n" + "\n".join(f"    {line}" if line else "" for line in body.split("\n"))


def _local(chance):
    heads = [f"::: for {' '.join(chance.sample(COUNCILS, chance.randint(1, 3)))}", "::: otherwise"]
    return "\n\n".join(f"{head}\n{_block(chance, inside=True)}\n:::" for head in heads[: chance.randint(1, 2)])


def _look(chance):
    return f"{_paragraph(chance)}\n{{: .{chance.choice(['say', 'lead', 'quiet'])} }}"


def all_texts(made: int = 150) -> dict[str, str]:
    """Every text by name."""
    bodies = {path.name: path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in sorted(CONTENT.glob("*.md"))}
    return bodies | {f"odd: {name}": text for name, text in ODD.items()} | {f"made {seed}": made_up(seed) for seed in range(made)}
