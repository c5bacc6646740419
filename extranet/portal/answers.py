"""What the portal answers to hooks: a sign of life of the jobs process, what is to be brought in, and the plugins' settings as rows of an export."""

from extranet.plugin import DataSet as _DataSet
from extranet.plugin import Loop as _Loop
from extranet.portal import plugin_rows as _plugin_rows
from extranet.portal import watching as _watching
from extranet.portal.bringing import runs as _runs
from extranet.rights import Allowed as _Allowed
from extranet.rights import Refused as _Refused


def loops(site):
    return [_Loop("portal.heartbeat", _watching.beat, _watching.BEAT_SECONDS), _Loop("portal.bringing", _runs.work_on, 2.0)]


def rules(site):
    return {"content.bring": _may_bring}


def data_sets(site):
    return _DataSet("portal", "plugins", _plugin_rows.rows, _plugin_rows.load)


def _may_bring(actor, thing):
    if actor is not None and actor.is_partnership_administrator and not actor.is_guest:
        return _Allowed()
    return _Refused("Only a partnership administrator may bring pages in from elsewhere.")
