"""What happens by time alone: offers run out, shares and holds are released, messages fall due, old needs are forgotten.

Each of these may run in several processes at once, and again after a crash.
"""

from extranet.switches import plugin_state_of
from extranet_plugins.customer_care_training.bookings import needs, service
from extranet_plugins.customer_care_training.calendar import messages
from extranet_plugins.customer_care_training.courses import actions as courses
from extranet_plugins.customer_care_training.events import actions as events
from extranet_plugins.customer_care_training.tables import NAME
from extranet_plugins.customer_care_training.venues import actions as venues


def look_after(site) -> bool:
    """Everything that is due now; whether there was anything. Nothing while the plugin is switched off."""
    if not plugin_state_of(site, NAME).is_on:
        return False
    return any([service.look_after(site), venues.expire_holds(site), messages.hand_out_due(site) > 0])


def every_day(site) -> None:
    """Forget access needs whose time is over, remind organisers of rolls, and note courses that were completed unseen."""
    needs.forget_old_needs(site)
    events.remind_of_rolls(site)
    courses.settle_everybody(site)
