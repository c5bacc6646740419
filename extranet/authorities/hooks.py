"""Hooks of the authorities: who answers for what, where."""

from extranet.hooks import first


@first
def responsible_for(site, services, area, on):
    """Who answers for each of these services (LGSL numbers) in the area of this authority (a slug) on this day.

    {service: tuple of extranet.authorities.Responsible, the lead first}; a service that nobody
    answers for may be left out. Asked for every page of results, so answer from memory.
    """
