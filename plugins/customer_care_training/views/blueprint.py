"""The blueprint of all training screens: everything is under /-/training."""

from flask import Blueprint

from extranet_plugins.customer_care_training.tables import NAME

bp = Blueprint(NAME, __name__, url_prefix="/-/training", template_folder="../templates")
