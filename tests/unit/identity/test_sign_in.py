"""Signing in: who gets in, as whom, and what everybody else is told."""

import pytest

from extranet.actor import Grant
from extranet.identity import audit_entries, held_grants, list_people
from extranet.identity.model import ADMIN_BLOCKED, BLOCKED, WRONG, DirectorySilent, SignedIn, SignInRefused

AUTHOR = Grant("author", "group", "front-line-forum")
READER = Grant("reader", "authority", "woking")


def test_the_right_password_signs_in_the_person_of_that_authority(attempt):
    ended = attempt("jsmith", "woking pass")
    assert isinstance(ended, SignedIn)
    assert (ended.person.authority, ended.person.name) == ("woking", "Juniper Smith")


def test_the_password_reaches_the_chosen_directory_and_no_other(attempt, directories):
    attempt("jsmith", "woking pass")
    attempt("jsmith", "wrong")
    assert directories["woking"].asked == [("jsmith", b"woking pass"), ("jsmith", b"wrong")]
    assert directories["guildford"].asked == []


def test_the_same_login_in_two_authorities_is_two_people(attempt, site):
    one, other = attempt("jsmith", "woking pass").person, attempt("jsmith", "guildford pass", "guildford").person
    assert one.id != other.id
    assert len(list_people(site)) == 2


def test_a_wrong_password_an_unknown_name_and_a_barred_account_are_told_the_same(attempt, directories):
    directories["woking"].add("barred", "right", is_barred=True)
    told = {attempt("jsmith", "wrong"), attempt("nobody", "wrong"), attempt("barred", "right"), attempt("jsmith", "x", "no-such-authority")}
    assert told == {SignInRefused(WRONG)}


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("jsmith", ""),
        ("", "woking pass"),
        ("  ", "woking pass"),
        ("jsmith", "x" * 1025),
        ("jsmith", "a\x00b"),
        ("jsmith", "\ud800"),
        ("j\udcffsmith", "x"),
        ("j" * 201, "x"),
    ],
)
def test_what_cannot_be_right_never_reaches_a_directory(attempt, directories, login, password):
    assert attempt(login, password) == SignInRefused(WRONG)
    assert directories["woking"].asked == []


def test_a_password_is_passed_on_unchanged(attempt, directories):
    attempt("jsmith", "  pässwörd ﬁ  ")
    assert directories["woking"].asked[0][1] == "  pässwörd ﬁ  ".encode()


def test_a_silent_directory_says_so_and_counts_towards_nothing(attempt, directories):
    directories["woking"].is_silent = True
    for _ in range(20):
        ended = attempt("jsmith", "wrong")
        assert isinstance(ended, DirectorySilent)
        assert "Woking Borough Council" in ended.sentence
    directories["woking"].is_silent = False
    assert isinstance(attempt("jsmith", "woking pass"), SignedIn)


def test_one_silent_directory_leaves_the_others_alone(attempt, directories):
    directories["woking"].is_silent = True
    assert isinstance(attempt("jsmith", "guildford pass", "guildford"), SignedIn)


def test_a_new_name_and_mail_keep_the_person(attempt, directories, site):
    first = attempt("jsmith", "woking pass").person
    directories["woking"].people.clear()
    directories["woking"].add("joakley", "woking pass", "Juniper Oakley", ("advisers",), stable_id=first.stable_id, mails=("j.oakley@woking.example",))
    married = attempt("joakley", "woking pass").person
    assert (married.id, married.name, married.login) == (first.id, "Juniper Oakley", "joakley")
    assert len(list_people(site)) == 1


def test_a_login_name_used_again_by_somebody_else_is_somebody_else(attempt, directories):
    first = attempt("jsmith", "woking pass").person
    directories["woking"].people.clear()
    directories["woking"].add("jsmith", "new pass", "Jonquil Smith", stable_id="cd" * 16, mails=("j.smith@woking.example",))
    second = attempt("jsmith", "new pass").person
    assert second.id != first.id
    assert second.grants == frozenset()


def test_roles_follow_the_directory_groups_at_every_sign_in(attempt, directories):
    assert attempt("jsmith", "woking pass").person.grants == {READER}
    directories["woking"].regroup("jsmith", "forum-authors")
    assert attempt("jsmith", "woking pass").person.grants == {AUTHOR}
    directories["woking"].regroup("jsmith")
    assert attempt("jsmith", "woking pass").person.grants == frozenset()


def test_each_role_says_which_directory_group_gives_it(attempt, site):
    person = attempt("jsmith", "guildford pass", "guildford").person
    (held,) = held_grants(site, person.id)
    assert (held.source, held.because) == ("directory", "cn=forum-authors,ou=groups,dc=guildford")


def test_a_person_switched_off_here_stays_off_whatever_the_directory_says(attempt, site):
    from extranet.identity import disable_person

    person = attempt("jsmith", "woking pass").person
    disable_person(site, None, person.id)
    assert attempt("jsmith", "woking pass") == SignInRefused(BLOCKED)
    assert list_people(site)[0].state == ADMIN_BLOCKED
    assert attempt("jsmith", "wrong") == SignInRefused(WRONG)


def test_the_audit_log_tells_what_happened_without_names_typed_or_passwords(attempt, site):
    attempt("my secret typed as name", "hunter2")
    attempt("jsmith", "woking pass")
    entries = audit_entries(site)
    assert [entry["act"] for entry in entries] == ["sign_in.done", "role.by_directory", "sign_in.refused"]
    assert not any("hunter2" in str(entry) or "secret" in str(entry) or "woking pass" in str(entry) for entry in entries)
