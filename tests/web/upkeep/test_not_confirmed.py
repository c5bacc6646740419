"""A page that must differ says so where it does not, and leads on: that council's contact card, and a flag in one tap."""

import re

BODY = "Say sorry.\n\n::: for woking\nOurs.\n:::\n"


def test_a_council_without_text_is_led_to_its_card_and_to_a_flag(client, sign_in, reader, make_page, site, administrator):
    make_page("guildford-contact", title="Guildford Borough Council", type="qa", owner_authority="guildford")
    page = make_page("draft-bin", body=BODY, localisable="required", status="draft")
    sign_in(client, administrator)
    shown = client.get(f"/wiki/{page.slug}?for=guildford").text
    missing = re.search(r'<p class="variant-missing">(.*?)</p>', shown).group(1)
    assert missing.startswith("Not confirmed for Guildford.")
    assert 'href="/-/flag?page=draft-bin&amp;kind=missing-local&amp;authority=guildford"' in missing
    form = client.get("/-/flag?page=draft-bin&kind=missing-local&authority=guildford").text
    assert re.search(r'<option value="guildford" selected>', form)
    assert re.search(r'value="missing-local" checked', form)


def test_search_results_lead_to_a_flag(site, client, sign_in, reader, make_page):
    from extranet.search import rebuild

    make_page()
    rebuild(site)
    sign_in(client, reader)
    shown = client.get("/-/search?q=missed+bin").text
    assert re.search(r'<a href="/-/flag\?page=missed-bin" data-key="f"', shown)
