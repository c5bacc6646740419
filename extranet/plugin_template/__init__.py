"""A new plugin to start from: the files of `extranet plugin new NAME`.

writing.py   writes them with the name, title and group filled in
cli.py       the command
templates/   the files; @NAME@, @TITLE@, @GROUP@ and @PACKAGE@ stand for what is filled in
"""

from extranet.plugin_template.writing import write_plugin

__all__ = ["write_plugin"]
