"""A live page that keeps every rule, for the dashboards' tests."""

from extranet.pages import PageDraft


def live(title, group="front-line-forum", authority="woking", body="## What to ask\n\nAsk for the postcode.\n", **changes):
    return PageDraft({
        "title": title, "type": "guidance", "summary": "What to say when a crew did not empty a bin.", "owner_authority": authority, "working_group": group,
        "audience": "all-authorities", "functions": [38], "life_episodes": "none", "area": "all", "confidence": "validated", "status": "live",
        "update_type": "major", "change_note": "First version for the shared answer book.", "review_by": "2027-03-01",
        "key_points": ["Ask first.", "Look next.", "Say it then."],
    } | changes, body)  # fmt: skip
