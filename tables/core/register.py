"""The register: activities over time, what is notified about them, and what is wrong with its entries."""

import dataframely as dy

from tables import fields
from tables.base import EVERYBODY, OUTSIDE, PARTY, note
from tables.core.actors import Actor
from tables.core.fact import Fact, activity_id, actor_id


class ActivityVersion(
    Fact,
    grain="one activity, period of validity and period of knowledge",
    owner="register",
    sv="verksamheter i registret",
):
    """The register's picture of an activity as rectangles in validity and knowledge that never overlap."""

    activity_id = activity_id(show_to=EVERYBODY)
    actor_id = actor_id(masked_to=OUTSIDE)
    activity_name = fields.text("Name of the activity.", pii="may hold a sole trader's name", masked_to=OUTSIDE)
    form_code = fields.code("forms", "Form of activity.", sv="form", show_to=EVERYBODY)
    operator_type = fields.code("operator_types", "Who stands behind the operator.", sv="driftsform", show_to=EVERYBODY)
    max_places = dy.Int32(
        nullable=True,
        description="Highest number of persons at once.",
        metadata=note(unit="places", example=8, sv="platser", show_to=EVERYBODY),
    )
    municipality_code = fields.municipality_code(show_to=EVERYBODY)
    address = fields.text("Street address; null when protected.", pii="address")
    address_protected = fields.flag(
        "The address may be shown to nobody.", sv="har skyddad adress", masked_to=OUTSIDE, show_to=PARTY
    )
    manager_key = fields.person_key("Pseudonym of the manager.", sv="föreståndare")
    permit_no = fields.identifier("The permit it runs under.", nullable=True)
    operating_status = fields.code("operating_statuses", "Whether it operates.", sv="driftsläge", show_to=EVERYBODY)
    is_open = fields.flag("The status is one of an open activity.", sv="är öppna", show_to=EVERYBODY)
    for_children = fields.flag(
        "Receives children or young people: of a form that may, and with a lowest age under 18 or none stated.",
        show_to=EVERYBODY,
    )
    n_mandatory = dy.Int32(
        nullable=True,
        min=0,
        description="Fields that the form and operator must have.",
        metadata=note(example=20, sv="obligatoriska uppgifter", show_to=PARTY),
    )
    n_missing = dy.Int32(
        nullable=True,
        min=0,
        description="Those of them that are empty.",
        metadata=note(example=0, sv="uppgifter som saknas", show_to=PARTY),
    )
    missing_fields = fields.text("Their names, separated by |.", max_length=1000, show_to=PARTY)
    seat_distance_km = dy.Int32(
        nullable=True,
        min=0,
        description="Distance to the operator's municipality; null where protected or unknown.",
        metadata=note(unit="km", example=12, sv="avstånd till sätet i km"),
    )
    valid_from = fields.date("First day the version describes.", sv="första dagen", show_to=EVERYBODY)
    valid_to = fields.date("First day it no longer does.", nullable=True, sv="sista dagen")


class Notification(
    Fact, grain="one notification and period of knowledge", owner="register", sv="anmälningar till registret"
):
    """Notifications with their statutory deadline, where there is one."""

    notification_id = fields.identifier("The notification's own key.", show_to=PARTY)
    activity_id = activity_id(show_to=PARTY)
    actor_id = actor_id(nullable=True)
    municipality_code = fields.municipality_code()
    kind = fields.code("notification_kinds", "What is notified.", show_to=PARTY)
    event_date = fields.date("The day the change was carried out, or the day of a confirmation.", show_to=PARTY)
    registered_at = fields.date("The day it was registered.", sv="registreringsdagen", show_to=PARTY)
    deadline = fields.date(
        "Last day to notify; null where no duty held.", nullable=True, sv="sista dagen", show_to=PARTY
    )
    is_late = fields.flag(
        "Registered after the deadline; null where no duty held.",
        nullable=True,
        sv="har kommit efter sista dag",
        show_to=PARTY,
    )
    attachment_expected = fields.flag(
        "An attachment is to come by post; that it has not come makes no field missing and nothing late.",
        sv="väntar bilaga",
        show_to=PARTY,
    )
    attachment_received_at = fields.date(
        "Day the attachment came.", nullable=True, sv="bilagans ankomstdag", show_to=PARTY
    )


class Municipality(Fact, grain="one municipality and period of knowledge", owner="register", sv="kommuner"):
    """Municipalities with county, division and what they are connected to. Gotland is one row, with region tasks."""

    municipality_code = fields.municipality_code(nullable=False, show_to=EVERYBODY)
    municipality_name = fields.text("Name.", nullable=False, show_to=EVERYBODY)
    county_code = fields.code("counties", "County.", sv="län", show_to=EVERYBODY)
    division = fields.code("regional_divisions", "The inspectorate's division.", sv="avdelning")
    is_region = fields.flag("Has the tasks of a region.", sv="är regioner")
    e_service_from = fields.date("Connected to the e-service since.", nullable=True, sv="anslutningen till e-tjänsten")
    population = dy.Int32(
        nullable=True,
        min=0,
        description="Inhabitants.",
        metadata=note(unit="persons", example=44000, sv="invånare", show_to=PARTY),
    )
    placement_support_from = fields.date(
        "Connected to the placement support since.", nullable=True, sv="anslutningen till placeringsstödet"
    )
    population_year = dy.Int32(
        nullable=True,
        description="The year at whose end the inhabitants were counted; null where the source did not say.",
        metadata=note(example=2025, sv="folkmängdens år"),
    )
    skr_group = fields.code(
        "skr_groups", "Group of similar municipalities.", nullable=True, sv="kommungrupp", show_to=PARTY
    )


class ActivitySpan(
    Fact,
    grain="one activity run by one actor, and period of knowledge",
    owner="register",
    rests_on=(ActivityVersion,),
    sv="verksamhetsperioder",
):
    """How long an actor has run an activity: from when it opened or was taken over until it closed or was left."""

    activity_id = activity_id()
    actor_id = actor_id()
    form_code = fields.code("forms", "Form of activity when it ended, or now.", sv="form")
    operator_type = fields.code("operator_types", "Who stands behind the operator.", sv="driftsform")
    needs_permit = fields.flag("A private activity of a form that needs a permit.", sv="kräver tillstånd")
    municipality_code = fields.municipality_code()
    valid_from = fields.date("The day it opened or was taken over.", sv="starten")
    valid_to = fields.date("First day it was closed or run by another.", nullable=True, sv="slutet")
    is_short = fields.flag("Ended within 18 months.", sv="har varat högst 18 månader")


class ActivityFault(
    Fact,
    grain="one broken rule of an activity's entry, by validity and knowledge",
    owner="register",
    rests_on=(ActivityVersion,),
    sv="fel i registeruppgifter",
):
    """Entries that contradict each other, go outside the permit, or look like the same activity twice."""

    activity_id = activity_id()
    actor_id = actor_id()
    rule = fields.code("register_rules", "The rule that is broken.")
    detail = fields.text("What stands against what, in codes and numbers; never a name or an address.")
    valid_from = fields.date("First day it held.")
    valid_to = fields.date("First day it no longer did.", nullable=True)


class ActorFault(
    Fact,
    grain="one broken rule of an actor's entry, by validity and knowledge",
    owner="register",
    rests_on=(Actor,),
    sv="avvikelser i aktörsuppgifter",
):
    """What the register says of an actor against what the company register says, and numbers that cannot be right."""

    actor_id = actor_id()
    rule = fields.code("register_rules", "The rule that is broken.")
    valid_from = fields.date("First day it held.")
    valid_to = fields.date("First day it no longer did.", nullable=True)


class Dormancy(
    Fact,
    grain="one period without operation of an activity, by validity and knowledge",
    owner="register",
    rests_on=(ActivityVersion,),
    sv="vilande perioder",
):
    """Open activities that are not in operation, from the day it ceased, or from the permit where it never started."""

    activity_id = activity_id()
    actor_id = actor_id()
    operating_status = fields.code(
        "operating_statuses", "Not started, stopped or dormant, at the start of the period.", sv="driftsläge"
    )
    valid_from = fields.date("First day without operation.", sv="första dagen")
    valid_to = fields.date("First day of operation, or of closure.", nullable=True, sv="sista dagen")


class ManagerPeriod(
    Fact,
    grain="one manager of an activity, or none, by validity and knowledge",
    owner="register",
    rests_on=(ActivityVersion,),
    sv="perioder med samma föreståndare",
):
    """Who managed an activity, from when to when; a row of its own where nobody did."""

    activity_id = activity_id()
    actor_id = actor_id()
    manager_key = fields.person_key("Pseudonym of the manager; null where there is none.", sv="föreståndare")
    has_manager = fields.flag("There is a manager.", sv="har en föreståndare")
    is_change = fields.flag("Another manager than the one before; false for the first and for a gap.", sv="är ett byte")
    valid_from = fields.date("First day.", sv="första dagen")
    valid_to = fields.date("First day after it.", nullable=True, sv="sista dagen")


class SharedManager(
    Fact,
    grain="one activity beside another with its manager, by validity and knowledge",
    owner="register",
    rests_on=(ActivityVersion,),
    sv="andra verksamheter med samma föreståndare",
):
    """Other open activities that the manager of an activity manages as well."""

    activity_id = activity_id()
    other_activity_id = fields.identifier("The other activity.", sv="verksamhet")
    manager_key = fields.person_key("Pseudonym of the manager.", sv="föreståndare")
    distance_km = dy.Int32(
        nullable=True,
        min=0,
        description="Distance between the municipalities; null where an address is protected.",
        metadata=note(unit="km", example=40, sv="avstånd i km"),
    )
    valid_from = fields.date("First day both were managed by the same person.")
    valid_to = fields.date("First day they no longer were.", nullable=True)
