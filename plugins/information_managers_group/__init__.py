"""Information Managers Group: its home, its vocabularies and a report of the gaps in the answer book."""

from extranet.plugin import Plugin

plugin = Plugin(
    name="information_managers_group",
    summary="The Information Managers Group's vocabularies and its report of what the answer book still lacks.",
    group="information-managers-group",
)
