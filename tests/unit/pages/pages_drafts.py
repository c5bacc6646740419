"""Fields of a page that keeps every rule of the standard."""

from datetime import date

GROUP = "front-line-forum"


def question(**changes):
    return {
        "title": "Missed bin collection", "type": "qa", "summary": "What to say and do when a crew did not empty a bin.",
        "everyday_terms": ["missed bin"], "owner_authority": "woking", "working_group": GROUP, "audience": "all-authorities",
        "functions": [38], "lgsl_ids": [524], "life_episodes": "none", "area": "all", "confidence": "validated", "status": "live",
        "update_type": "major", "change_note": "First version for the shared answer book.", "review_by": date(2027, 3, 1),
        "customer_question": "My bin was not emptied, what can I do?", "short_answer": "Report it **within 2 days**.",
        "environment": {"authorities": "all", "services": [524]}, "sources": ["Council websites"], "resolution_type": "resolve",
    } | changes  # fmt: skip
