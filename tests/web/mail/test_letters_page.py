"""The operator's page of letters, and the commands."""

import pytest
from click.testing import CliRunner

from extranet.mail import Letter, post
from extranet.mail.actions import outbox
from extranet.mail.cli import mail
from extranet.mail.store import change


@pytest.fixture
def failed(site):
    """A letter that was given up."""
    with site.db.writing() as tx:
        post(tx, site, Letter("ann@woking.example", "A subject", "Words.", "digest"))
        change(tx, 1, state="failed", fault="The server answered 550: nobody", tries=1, done_at=site.clock.now())


@pytest.fixture
def operator(client, sign_in, person):
    return sign_in(client, person("Pat Partner", "surrey", ("partnership_administrator", "partnership", "")))


@pytest.fixture
def run(site):
    return lambda *words: CliRunner().invoke(mail, words, obj=lambda: site)


def test_an_operator_sees_why_a_letter_failed_and_tries_it_again(site, operator, failed):
    page = operator.get("/-/settings/mail?shown=failed").text
    assert "The server answered 550: nobody" in page
    assert "No mail server is set" in page
    assert operator.post("/-/settings/mail/1/again").status_code == 303
    assert outbox(site, "waiting").counts == {"waiting": 1, "failed": 0, "sent": 0}


def test_all_that_failed_can_be_tried_again_at_once(site, operator, failed):
    assert "One letter is tried again." in operator.post("/-/settings/mail/again", follow_redirects=True).text
    assert outbox(site, "failed").letters == ()


def test_the_page_is_found_from_the_settings(operator):
    assert 'href="/-/settings/mail"' in operator.get("/-/settings/plugins").text


def test_nobody_else_reads_letters(client, sign_in, person, failed):
    sign_in(client, person("Ada Admin", "woking", ("authority_administrator", "authority", "woking")))
    assert client.get("/-/settings/mail").status_code == 403


def test_the_commands_list_letters_and_say_that_no_server_is_set(run, failed):
    listed = run("list", "--shown", "failed")
    assert "ann@woking.example" in listed.output
    assert "550" in listed.output
    assert run("send").exit_code == 1
    refused = run("test", "ann@woking.example")
    assert refused.exit_code == 1
