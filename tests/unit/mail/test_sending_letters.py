"""Letters against a real SMTP server."""

import shutil
import ssl
import subprocess
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from smtp_server import Running

from extranet.mail import Letter, post, stuck_letters
from extranet.mail.actions import empty_old_letters, outbox, send_test, try_again
from extranet.mail.sending import send_waiting
from extranet.mail.server import MailServer, ServerFault, server_of


@pytest.fixture
def smtp():
    with Running() as running:
        yield running


@pytest.fixture
def server(smtp):
    return MailServer("smtp", "127.0.0.1", smtp.port, seconds=2.0)


@pytest.fixture
def write(site):
    def write(to="ann@woking.example", subject="Subject", text="Words.\n", **more):
        with site.db.writing() as tx:
            post(tx, site, Letter(to, subject, text, "test", **more))

    return write


def one(site, shown):
    return outbox(site, shown).letters[0]


def test_a_letter_arrives_with_everything_a_machine_must_say(site, smtp, server, write):
    write(subject="Prüfung", text="Grüße — £5\n", stop_url="http://localhost/-/watching/stop/x")
    send_waiting(site, server)
    [message] = smtp.post.taken
    assert message["Subject"] == "Prüfung"
    assert message["To"] == "ann@woking.example"
    assert message["From"].endswith("<extranet@localhost>")
    assert message.get_content().replace("\r\n", "\n") == "Grüße — £5\n"
    assert message.get_content_charset() == "utf-8"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<http://localhost/-/watching/stop/x>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsedate_to_datetime(message["Date"]) == site.clock.now()
    assert message["Message-ID"].endswith("@localhost>")
    assert outbox(site, "sent").counts == {"waiting": 0, "failed": 0, "sent": 1}


def test_a_long_address_to_stop_letters_stands_in_its_header_as_it_is(site, smtp, server, write):
    url = "https://extranet.example.gov.uk/-/watching/stop/" + "Ab1-_." * 40
    write(stop_url=url, text="x" * 3000 + "\n", subject="ü" * 200)
    send_waiting(site, server)
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in smtp.post.raw[0]
    assert max(len(line) for line in smtp.post.raw[0].split(b"\r\n")) < 998
    assert smtp.post.taken[0]["Subject"] == "ü" * 200


def test_a_letter_is_written_only_if_its_cause_is(site):
    class Undone(Exception):
        pass

    def undone():
        with site.db.writing() as tx:
            post(tx, site, Letter("ann@woking.example", "S", "T", "test"))
            raise Undone

    with pytest.raises(Undone):
        undone()
    assert outbox(site, "waiting").counts["waiting"] == 0


def test_a_letter_with_a_key_goes_once_to_each_address(site, smtp, server, write):
    for to in ("ann@woking.example", "ann@woking.example", "bob@woking.example"):
        write(to, key="review:5")
    write(), write()
    send_waiting(site, server)
    assert len(smtp.post.taken) == 4


def test_somebody_without_an_address_gets_none(site, write):
    write("")
    assert outbox(site, "waiting").counts["waiting"] == 0


@pytest.mark.parametrize("crooked", ["ann@woking.example\r\nBcc: all@woking.example", "ann", "a@b@c", "Ann <ann@woking.example>", "ann@woking.example,bob@x"])
def test_a_crooked_address_fails_and_reaches_nobody(site, smtp, server, write, crooked):
    write(crooked)
    send_waiting(site, server)
    assert smtp.post.taken == []
    assert one(site, "failed").fault.startswith("This is not an address")


def test_no_words_can_become_a_header(site, smtp, server, write):
    write(subject="News\r\nBcc: all@woking.example\r\n\r\nBody", text=".\r\nQUIT\r\n.\r\n", stop_url="http://localhost/x>\r\nX-Bad: 1")
    send_waiting(site, server)
    [message] = smtp.post.taken
    assert message["Bcc"] is None
    assert message["X-Bad"] is None
    assert smtp.post.recipients == [["ann@woking.example"]]
    assert "QUIT" in message.get_content()


def test_a_letter_refused_for_now_is_tried_again_after_a_while_and_arrives(site, clock, smtp, server, write):
    answers = iter(["451 4.3.0 come back", None])
    smtp.post.at_recipient = lambda address: next(answers)
    write()
    send_waiting(site, server)
    waiting = one(site, "waiting")
    assert waiting.tries == 1
    assert "451" in waiting.fault
    assert waiting.next_try_at == clock.now() + timedelta(minutes=1)
    send_waiting(site, server)
    assert smtp.post.taken == [], "it is not tried before its time"
    clock.move(minutes=1)
    send_waiting(site, server)
    assert len(smtp.post.taken) == 1
    assert one(site, "sent").tries == 2


@pytest.mark.parametrize(("moment", "answer"), [("at_recipient", "550 5.1.1 nobody"), ("at_data", "refuse")])
def test_a_letter_refused_for_good_fails_at_once_and_the_next_goes(site, smtp, server, write, moment, answer):
    setattr(smtp.post, moment, lambda _: answer)
    write()
    send_waiting(site, server)
    assert one(site, "failed").fault.startswith("The server answered 55")
    smtp.post.at_recipient = smtp.post.at_data = lambda _: None
    write("bob@woking.example")
    send_waiting(site, server)
    assert len(smtp.post.taken) == 1


def test_one_bad_address_does_not_hold_up_the_others(site, smtp, server, write):
    smtp.post.at_recipient = lambda address: "550 nobody" if address.startswith("bad") else None
    for name in ("bad", "ann", "bob"):
        write(f"{name}@woking.example")
    send_waiting(site, server)
    assert outbox(site, "sent").counts == {"waiting": 0, "failed": 1, "sent": 2}


def test_a_server_that_hangs_is_left_and_the_letter_waits(site, smtp, write):
    smtp.post.at_data = lambda count: "hang"
    write(), write("bob@woking.example")
    assert send_waiting(site, MailServer("smtp", "127.0.0.1", smtp.port, seconds=0.3)) is False
    letters = outbox(site, "waiting").letters
    assert sorted(letter.tries for letter in letters) == [0, 1], "the second is not tried against a server that hangs"


def test_a_line_that_breaks_after_the_letter_was_taken_gives_a_copy_with_the_same_message_id(site, clock, smtp, server, write):
    smtp.post.at_data = lambda count: "hang up" if count == 1 else None
    write()
    send_waiting(site, server)
    clock.move(minutes=1)
    send_waiting(site, server)
    first, second = smtp.post.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert one(site, "sent").tries == 2


def test_no_server_there_lets_everything_wait(site, write):
    with Running() as gone:
        port = gone.port
    write()
    send_waiting(site, MailServer("smtp", "127.0.0.1", port, seconds=1.0))
    assert "cannot be used" in one(site, "waiting").fault


def test_waits_grow_and_after_days_a_letter_is_given_up_and_can_be_tried_again(site, clock, smtp, server, write):
    smtp.post.at_recipient = lambda address: "450 4.2.1 not now"
    write()
    waits = []
    while outbox(site, "waiting").counts["waiting"]:
        send_waiting(site, server)
        if outbox(site, "waiting").letters:
            waits.append((one(site, "waiting").next_try_at - clock.now()).total_seconds() / 60)
            clock.at = one(site, "waiting").next_try_at
    assert waits[:9] == [1, 2, 5, 15, 30, 60, 120, 240, 240]
    assert 96 * 60 <= sum(waits) < 101 * 60
    smtp.post.at_recipient = lambda address: None
    try_again(site, one(site, "failed").id)
    send_waiting(site, server)
    assert len(smtp.post.taken) == 1


def test_a_letter_that_a_dead_process_had_claimed_is_sent_by_the_next_one(site, clock, smtp, server, write):
    from extranet.mail import store

    write()
    with site.db.writing() as tx:
        assert store.claim(tx, 1, clock.now())
        assert store.claim(tx, 1, clock.now()) is None
    send_waiting(site, server)
    assert smtp.post.taken == [], "it may still be at work"
    clock.move(minutes=16)
    send_waiting(site, server)
    assert len(smtp.post.taken) == 1


def test_without_a_server_letters_are_kept_and_nobody_calls_it_stuck(site, clock, write):
    write()
    clock.move(days=2)
    assert send_waiting(site) is False
    assert stuck_letters(site) == 0
    assert one(site, "waiting").tries == 0


def test_the_words_of_old_letters_go_and_what_was_never_sent_is_given_up(site, clock, smtp, server, write):
    write()
    send_waiting(site, server)
    write("bob@woking.example")
    clock.move(days=31)
    empty_old_letters(site)
    assert one(site, "sent").text == ""
    assert one(site, "failed").text == ""
    assert outbox(site, "waiting").letters == ()


def test_a_trial_letter_goes_at_once(site, smtp, server):
    assert send_test(site, "ops@woking.example", server).endswith("@localhost>")
    assert len(smtp.post.taken) == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("makes its certificate with openssl")
    folder = tmp_path_factory.mktemp("certificate")
    key, crt = folder / "key.pem", folder / "crt.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    make = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", crt, *names]
    subprocess.run(make, check=True, capture_output=True)
    ours, theirs = ssl.create_default_context(cafile=crt), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(crt, key)
    return ours, theirs


def test_starttls_and_smtps_send_over_tls_and_refuse_a_certificate_that_nobody_vouches_for(certificate):
    ours, theirs = certificate
    with Running(tls_context=theirs, require_starttls=True) as running:
        server = MailServer("starttls", "127.0.0.1", running.port, seconds=2.0)
        with server.connect(ours) as connection:
            assert connection.noop()[0] == 250
        with pytest.raises(ssl.SSLCertVerificationError):
            server.connect()


def test_where_no_tls_is_offered_starttls_sends_nothing(smtp):
    with pytest.raises(ServerFault, match="offers no TLS"):
        MailServer("starttls", "127.0.0.1", smtp.port, seconds=2.0).connect()


def test_the_address_of_the_server_is_read_with_its_password_and_shown_without():
    server = server_of("smtps://post%40man:p%3Ass@mail.example.gov.uk")
    assert (server.scheme, server.host, server.port, server.user, server.password) == ("smtps", "mail.example.gov.uk", 465, "post@man", "p:ss")
    assert "p:ss" not in repr(server)
    assert server_of("") is None
    with pytest.raises(ServerFault):
        server_of("http://mail.example.gov.uk")
