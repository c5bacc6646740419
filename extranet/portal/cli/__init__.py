"""Commands: `extranet bring|import|export|backup|restore|doctor`."""

from extranet.portal.cli.bringing import bring
from extranet.portal.cli.content import export_folder, import_folder
from extranet.portal.cli.keeping import backup, doctor, restore

commands = [bring, import_folder, export_folder, backup, restore, doctor]
