"""The portal: what leaves and enters the house by machine.

hooks.py        data_sets
shapes.py       what the API takes and gives, as JSON Schema, and the check of a value against it
operations.py   every operation of the API in one table
openapi.py      the table as an OpenAPI 3.1 document
archive.py      backup and restore of the data folder
"""

from extranet.portal.archive import ArchiveFault, ArchiveReport, read_backup, restore_backup, write_backup

__all__ = ["ArchiveFault", "ArchiveReport", "read_backup", "restore_backup", "write_backup"]
