"""The qualification: versions that authorities sign, candidates, observation, moderation, expiry.

model.py       a version with its units and requirements, candidacies, observations, progress
expiry.py      until when an award holds, on three bases
sampling.py    which decisions another authority's moderator looks at
store.py       tables and queries
versions.py    drafting, proposing, signing; read from content/training/qualification.yaml
candidates.py  joining, reflections, progress
assessing.py   observation and moderation
requirement.py an observation as a requirement of a course
views.py       the screens
"""
