"""What the portal answers to hooks: a sign of life of the jobs process, and the plugins' settings as rows of an export."""

from extranet.plugin import DataSet as _DataSet
from extranet.plugin import Loop as _Loop
from extranet.portal import plugin_rows as _plugin_rows
from extranet.portal import watching as _watching


def loops(site):
    return [_Loop("portal.heartbeat", _watching.beat, _watching.BEAT_SECONDS)]


def data_sets(site):
    return _DataSet("portal", "plugins", _plugin_rows.rows, _plugin_rows.load)
