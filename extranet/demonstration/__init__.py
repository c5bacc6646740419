"""The demonstration: generated people in a real LDAP directory for every authority.

people.py       who there is: names, roles, passwords, all made up
server.py       the directories: one process, one port on loopback for each
directories.py  starting that process, and the settings that point at it
settings_file.py  the settings file of a demonstration
cli.py          `extranet demo` and `extranet demo-directories`

Nothing here is for real use: passwords are printed, and nothing is encrypted.
"""

from extranet.demonstration.directories import RunningDirectories, directory_tables, start_directories
from extranet.demonstration.people import DemonstrationPerson, people_of, people_to_print

__all__ = [
    "DemonstrationPerson",
    "RunningDirectories",
    "directory_tables",
    "people_of",
    "people_to_print",
    "start_directories",
]
