"""The world of the second half, one folder deeper."""

import pytest
from assessment_world import AssessmentWorld


@pytest.fixture
def assess(site):
    return AssessmentWorld(site)
