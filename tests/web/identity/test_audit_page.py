"""The audit log: searched, exported, never changed, kept as long as the setting says."""

import csv
import io

import pytest
from sqlalchemy.exc import DatabaseError

from extranet.identity import audit_entries, record
from extranet.identity.audit import remove_old
from extranet.jobs import run_job_now


@pytest.fixture
def administrator(person):
    return person("Ada Admin", "woking", ("authority_administrator", "authority", "woking"))


@pytest.fixture
def partner(person):
    return person("Pat Partner", "surrey", ("partnership_administrator", "partnership", ""))


@pytest.fixture
def entries(site, administrator, partner):
    with site.db.writing() as tx:
        record(tx, site, administrator, "page.deleted", "missed-bin", "in the bin")
        record(tx, site, partner, "plugin.switched", "parish_notes", "off")
        record(tx, site, None, "sign_in.refused", "", "password", authority="guildford")


def test_the_partnership_reads_every_entry(client, sign_in, partner, entries):
    page = sign_in(client, partner).get("/-/audit").text
    assert "missed-bin" in page
    assert "parish_notes" in page


def test_an_administrator_reads_their_own_authoritys_entries(client, sign_in, administrator, entries):
    page = sign_in(client, administrator).get("/-/audit?authority=surrey").text
    assert "missed-bin" in page
    assert "parish_notes" not in page


@pytest.mark.parametrize("query", ["q=MISSED", "act=page", "q=ada+admin&act=page", "first=2026-11-21&last=2026-11-21&act=page", "authority=woking&act=page"])
def test_entries_are_found(client, sign_in, partner, entries, query):
    page = sign_in(client, partner).get(f"/-/audit?{query}").text
    assert "missed-bin" in page
    assert "parish_notes" not in page


@pytest.mark.parametrize("query", ["q=nothing", "last=2026-11-20", "first=2026-11-22", "q=%25", "act=deleted"])
def test_what_is_not_there_is_not_found(client, sign_in, partner, entries, query):
    assert "Nothing here matches" in sign_in(client, partner).get(f"/-/audit?{query}").text


def test_a_day_that_is_none_is_said(client, sign_in, partner):
    answer = sign_in(client, partner).get("/-/audit?first=yesterday")
    assert answer.status_code == 422
    assert "Write days as 2026-11-21." in answer.text


def test_a_hundred_at_a_time_and_the_older_ones_behind_a_link(site, client, sign_in, partner):
    with site.db.writing() as tx:
        for number in range(150):
            record(tx, site, partner, "page.saved", f"page-{number:03}")
    sign_in(client, partner)
    page = client.get("/-/audit?act=page").text
    assert "page-149" in page
    assert "page-049" not in page
    oldest = audit_entries(site, 100, act="page")[-1]["id"]
    assert f"before={oldest}" in page
    assert "page-000" in client.get(f"/-/audit?act=page&before={oldest}").text


def test_the_spreadsheet_has_every_entry_and_no_formula(site, client, sign_in, partner):
    with site.db.writing() as tx:
        for number in range(150):
            record(tx, site, partner, "page.saved", f"=cmd|{number}")
    answer = sign_in(client, partner).get("/-/audit.csv?act=page")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 150
    assert rows[0]["thing"] == "'=cmd|149"
    assert audit_entries(site)[0]["act"] == "audit.exported"


def test_the_spreadsheet_keeps_to_ones_own_authority(client, sign_in, administrator, entries):
    assert "parish_notes" not in sign_in(client, administrator).get("/-/audit.csv?authority=surrey").text


def test_the_database_refuses_to_change_an_entry(site, entries):
    with pytest.raises(DatabaseError, match="never changed"), site.db.writing() as tx:
        tx.exec_driver_sql("update audit set detail = 'nothing happened'")


def test_entries_go_when_the_setting_says_and_that_is_an_entry_itself(site, clock, entries):
    clock.move(days=site.settings.audit_days - 1)
    remove_old(site)
    assert "page.deleted" in {one["act"] for one in audit_entries(site)}
    clock.move(days=2)
    run_job_now(site, "remove old audit entries")
    assert [one["act"] for one in audit_entries(site)] == ["audit.shortened"]
