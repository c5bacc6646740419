"""Champions: one for each council, with a warning for a vacancy and for two at once.

model.py    Champion, Post
store.py    the table of champions
actions.py  name one, change, end
"""

from extranet_plugins.information_age_champions.champions.actions import champion_by_id, change_champion, end_champion, name_champion, posts
from extranet_plugins.information_age_champions.champions.model import Champion, Post, summary_of

__all__ = ["Champion", "Post", "champion_by_id", "change_champion", "end_champion", "name_champion", "posts", "summary_of"]
