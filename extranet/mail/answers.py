"""What mail answers to the hooks: its loop, its nightly job, who may look at the outbox."""

from extranet.mail import actions as _actions
from extranet.mail import sending as _sending
from extranet.plugin import Loop as _Loop
from extranet.plugin import ScheduledJob as _ScheduledJob
from extranet.rights import Allowed as _Allowed
from extranet.rights import Refused as _Refused


def rules(site):
    return {"mail.operate": _may_operate}


def loops(site):
    return [_Loop("send letters", _sending.send_waiting, every_seconds=2.0)]


def scheduled_jobs(site):
    return [_ScheduledJob("empty old letters", _actions.empty_old_letters, minute="50", hour="1")]


def _may_operate(actor, thing):
    if actor is not None and actor.is_partnership_administrator:
        return _Allowed()
    return _Refused("Only a partnership administrator may look at the outgoing letters.")
