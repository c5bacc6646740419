"""The portal: what leaves and enters the house by machine.

operations.py   every operation of the API in one table; shapes.py what each takes and gives; openapi.py both as OpenAPI 3.1
as_json.py      pages, results and terms as the API shows them; bulk.py many pages in one request
views/          the API under /api/v1/, and /-/health and /-/ready
folder.py       a content folder; importing.py and exporting.py bring it in and write it out
bringing/       documents and other wikis' exports brought in as drafts
archive.py      backup and restore of the data folder
watching.py     signs of life and readiness; doctor.py every question of `extranet doctor`
hooks.py        data_sets; answers.py and plugin_rows.py what the portal itself answers
store.py        signs of life, and history from before an import
cli/            `extranet bring|import|export|backup|restore|doctor`
"""

from extranet.portal.archive import ArchiveFault, ArchiveReport, read_backup, restore_backup, write_backup
from extranet.portal.exporting import ExportReport, export_to
from extranet.portal.importing import ImportReport, bring_in, house_actor, look_at

__all__ = [
    "ArchiveFault", "ArchiveReport", "ExportReport", "ImportReport", "bring_in", "export_to", "house_actor", "look_at", "read_backup",
    "restore_backup", "write_backup",
]
