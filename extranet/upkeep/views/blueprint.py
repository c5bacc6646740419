"""The one blueprint of upkeep's screens."""

from flask import Blueprint

bp = Blueprint("upkeep", __name__)
