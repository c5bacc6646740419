"""A text as the checks see it: parsed once, in one pass, with the line of every part.

blocks.py   Markdown to blocks: headings, paragraphs, lists, tables, code, and whose local text they are
inline.py   links, pictures and emphasis within a block, and its plain words
words.py    sentences, syllables, reading age, passive sentences

It is no renderer: what a reader sees is made by pages/rendering. Every step takes time in proportion to the text.
"""

from extranet.standard.text.blocks import Block, read_blocks
from extranet.standard.text.inline import Link, Picture, links_of, pictures_of, plain_words
from extranet.standard.text.words import is_passive, reading_age, sentences_of, syllables, words_of

__all__ = [
    "Block", "Link", "Picture", "is_passive", "links_of", "pictures_of", "plain_words", "read_blocks", "reading_age", "sentences_of", "syllables",
    "words_of",
]
