"""Random walks over a real database: whatever people try in whatever order, readers never read what was not approved by somebody else."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extranet.errors import ExtranetError
from extranet.pages import history, read_page
from extranet.review import approve, ask_change, look_at, take_back

DOES, NAMES = ["send", "approve", "approve_old", "ask", "back"], ["ann", "ben", "cat", "stranger"]
tries = st.lists(st.tuples(st.sampled_from(DOES), st.sampled_from(NAMES)), min_size=4, max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries)
def test_whatever_is_tried_every_text_that_readers_get_was_approved_by_somebody_else(site, ann, ben, cat, stranger, page, propose, tried):
    people = {"ann": ann, "ben": ben, "cat": cat, "stranger": stranger}
    seen, approved, texts = {}, {read_page(site, ann, page.slug).body}, 0
    for do, name in tried:
        actor = people[name]
        newest = max(seen, default=None)
        try:
            if do == "send":
                texts += 1
                made = propose(actor, f"Say sorry. Text {texts} of {name} after revision {read_page(site, actor, page.slug).number}.")
                seen.setdefault(made.id, []).append((made.digest, made.body, name))
            elif newest and do in ("approve", "approve_old"):
                digest, _body, author = seen[newest][-1 if do == "approve" else 0]
                if approve(site, actor, newest, digest).state == "published":
                    assert author != name
                    approved.add(look_at(site, ann, newest).proposal.body)
            elif newest and do == "ask":
                ask_change(site, actor, newest, "It is not true on Fridays.")
            elif newest:
                take_back(site, actor, newest)
        except ExtranetError:
            pass
        assert read_page(site, ann, page.slug).body in approved
    published = [look_at(site, ann, one).proposal for one in seen if look_at(site, ann, one).proposal.state == "published"]
    assert len({one.published_number for one in published}) == len(published)
    assert len(history(site, ann, page.slug)) == read_page(site, ann, page.slug).number
