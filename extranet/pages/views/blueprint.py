"""The blueprint that every module of these views adds its routes to."""

from flask import Blueprint

bp = Blueprint("pages", __name__)
