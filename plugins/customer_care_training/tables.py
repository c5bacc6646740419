"""The one collection of this plugin's tables; every subpackage's store adds its own to it."""

from sqlalchemy import MetaData

NAME = "customer_care_training"
metadata = MetaData()


def named(noun: str) -> str:
    """The full name of a table: every table of a plugin starts with the plugin's name."""
    return f"{NAME}_{noun}"
