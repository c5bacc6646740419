"""The process is killed with SIGKILL at a step of publishing: afterwards there is all of it or nothing of it, and it can be done again."""

import signal
import subprocess
import sys

import pytest

from extranet.pages import history, read_page
from extranet.review import approve, look_at

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from extranet.app import build_site
from extranet.identity import actor_by_id
from extranet.review import store
from extranet.review.actions import deciding
from extranet.settings import Settings

data, url, place, approver, proposal, digest = sys.argv[1:]
site = build_site(Settings(data=Path(data), database_url=url, secret_key="for tests only", public_url="http://localhost", log_level="WARNING"))

def die(*_arguments, **_more):
    os.kill(os.getpid(), signal.SIGKILL)

holder = (store, "change") if place == "store.change" else (deciding, place)
if place == "record":
    real = deciding.record
    deciding.record = lambda tx, site, actor, act, *rest: die() if act == "review.published" else real(tx, site, actor, act, *rest)
else:
    setattr(*holder, die)
deciding.approve(site, actor_by_id(site, int(approver)), int(proposal), digest)
"""


@pytest.mark.parametrize(("place", "is_published"), [("store.change", False), ("tell_author", False), ("record", False), ("announce", True)])
def test_a_killed_approval_leaves_all_or_nothing(site, ann, ben, page, propose, place, is_published):
    proposal = propose(ann)
    site.db.close()
    where = [str(site.settings.data_dir), site.settings.database_url, place]
    command = [sys.executable, "-c", KILLED_AT, *where, str(ben.id), str(proposal.id), proposal.digest]
    assert subprocess.run(command, timeout=120, check=False).returncode == -signal.SIGKILL
    looked = look_at(site, ben, proposal.id)
    found = (looked.proposal.state, len(looked.approvers), read_page(site, ann, page.slug).number)
    assert found == (("published", 1, 2) if is_published else ("in_review", 0, 1))
    assert approve(site, ben, proposal.id, proposal.digest).state == "published"
    assert [one.number for one in history(site, ann, page.slug)] == [2, 1]
