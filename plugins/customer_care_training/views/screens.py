"""Every views module, so that the blueprint has all its addresses. A part's views are added here."""

from extranet_plugins.customer_care_training.awards import views as awards
from extranet_plugins.customer_care_training.bookings import views as bookings
from extranet_plugins.customer_care_training.bookings import views_roll as roll
from extranet_plugins.customer_care_training.calendar import views as calendar
from extranet_plugins.customer_care_training.contributions import views as contributions
from extranet_plugins.customer_care_training.courses import views as courses
from extranet_plugins.customer_care_training.cpd import views as cpd
from extranet_plugins.customer_care_training.events import views as events
from extranet_plugins.customer_care_training.events import views_planning as planning
from extranet_plugins.customer_care_training.qualification import views as qualification
from extranet_plugins.customer_care_training.quizzes import views as quizzes
from extranet_plugins.customer_care_training.quizzes import views_bank as question_bank
from extranet_plugins.customer_care_training.skills import views as skills
from extranet_plugins.customer_care_training.venues import views as venues
from extranet_plugins.customer_care_training.views import home
from extranet_plugins.customer_care_training.views.blueprint import bp

PARTS = (home, courses, events, planning, bookings, roll, venues, calendar, contributions, cpd, quizzes, question_bank, qualification, awards, skills)

__all__ = ["PARTS", "bp"]
