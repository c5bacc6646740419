"""The API's description of itself, and the lists it offers whole: authorities and services."""

from importlib.metadata import version

from flask import jsonify

from extranet.authorities import all_authorities
from extranet.portal import as_json
from extranet.portal.openapi import description
from extranet.portal.views.door import listed
from extranet.standard import vocabularies
from extranet.web import current_site


def openapi():
    settings = current_site().settings
    answer = jsonify(description(settings.site_name, settings.public_url, version("extranet")))
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def list_authorities():
    return jsonify(items=[as_json.authority(one) for one in all_authorities(current_site())])


def list_services():
    services = sorted(vocabularies(current_site()).services.values(), key=lambda one: one.id)
    return listed(lambda limit, offset: services[offset : offset + limit], as_json.service)


ANSWERS = {"openapi": openapi, "list_authorities": list_authorities, "list_services": list_services}
