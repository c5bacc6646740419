"""A program that writes a page is told what the standard remarks, and not stopped by a warning."""

from conformance_pages import live

from extranet.identity import make_token


def test_the_answer_to_a_save_holds_the_remarks(client, site, author):
    secret = make_token(site, author, "For a test.", {"read", "write"}, 30)
    headers = {"Authorization": f"Bearer {secret}"}
    draft = live("Bulky waste", body="Utilise the form.")
    sent = {"slug": "bulky-waste", "metadata": dict(draft.metadata), "body": draft.body}
    made = client.post("/api/v1/pages", json=sent, headers=headers)
    assert made.status_code == 201
    assert [(one["check"], one["line"]) for one in made.json["remarks"]] == [("R6", 1)]
    assert "remarks" not in client.get("/api/v1/pages/bulky-waste", headers=headers).json
    refused = client.post("/api/v1/pages", json=sent | {"slug": "bulky", "body": "Click [here](x)."}, headers=headers)
    assert refused.status_code == 422
