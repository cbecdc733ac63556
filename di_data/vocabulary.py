"""The words of the field: stable English codes, labels through gettext. Pure."""

from enum import StrEnum

from di_data.language import gettext
from di_data.language import mark as _


class Term(StrEnum):
    """A code of a fixed vocabulary. `label` is the word in the user's language."""

    message: str

    def __new__(cls, code: str, message: str = "") -> "Term":
        term = str.__new__(cls, code)
        term._value_ = code
        term.message = message
        return term

    @property
    def label(self) -> str:
        """The term in the user's language."""
        return gettext(self.message)


class Role(Term):
    """A desk that uses the app."""

    MT = "mt", _("Management team (MT)")
    HR = "hr", _("HR")
    OR = "or", _("Works council (OR)")
    ADMINISTRATOR = "administrator", _("Administrator")


class Factor(Term):
    """The five organisation factors of the dialogue card."""

    LEARNING_SPACE = "learning_space", _("Learning space")
    AUTONOMY = "autonomy", _("Autonomy")
    PARTICIPATION = "participation", _("Participation")
    DIALOGUE = "dialogue", _("Dialogue")
    TAILORED_AGREEMENTS = "tailored_agreements", _("Tailored agreements")


class Rating(Term):
    """How a session judges a factor; ordinal, so never averaged."""

    POOR = "poor", _("Poor")
    COULD_BE_BETTER = "could_be_better", _("Could be better")
    GOOD = "good", _("Good")


class BehaviourPhase(Term):
    """What an action works on in people's behaviour."""

    KNOW = "know", _("Know")
    WANT = "want", _("Want")
    BE_ABLE = "be_able", _("Be able")
    DARE = "dare", _("Dare")
    BE_ALLOWED = "be_allowed", _("Be allowed")
    DO = "do", _("Do")
    KEEP_UP = "keep_up", _("Keep up")


class EmployeeDomain(Term):
    """The side of an employee's working life that an action touches."""

    LEARNING = "learning_and_development", _("Learning and development")
    CAREER = "career_steps", _("Career steps")
    HEALTH = "good_health", _("Good health")


class Outcome(Term):
    """What a goal should bring."""

    CRAFTSMANSHIP = "craftsmanship", _("Craftsmanship")
    VITALITY = "vitality", _("Vitality")
    CAPACITY_FOR_CHANGE = "capacity_for_change", _("Capacity for change")


class Position(Term):
    """A role in the dialogue and the programme: a position, never a person."""

    SENIOR_MANAGEMENT = "senior_management", _("Senior management")
    HR = "hr", _("HR")
    MANAGER = "manager", _("Manager")
    EMPLOYEE = "employee", _("Employee")
    WORKS_COUNCIL = "works_council", _("Works council (OR)")


class Level(Term):
    """Where an action works."""

    STRATEGIC = "strategic", _("Strategic")
    HR_POLICY = "hr_policy", _("HR policy")
    WORK = "work", _("At work")


class Ladder(Term):
    """The rung of the participation ladder on which employees take part."""

    INFORM = "inform", _("Inform")
    CONSULT = "consult", _("Consult")
    ADVISE = "advise", _("Advise")
    CO_PRODUCE = "co_produce", _("Co-produce")
    CO_DECIDE = "co_decide", _("Co-decide")


class Instrument(Term):
    """A known instrument; the field is free text, these are suggestions."""

    DEVELOPMENT_SCAN = "ontwikkelscan", _("Development scan (ontwikkelscan)")
    CAREER_SCAN = "loopbaanscan", _("Career scan (loopbaanscan)")
    OWN_CAREER = "baas_in_eigen_loopbaan", _("Training: in charge of one's own career")
    LEADING_MOVEMENT = "leiding_geven_aan_beweging", _("Training: leading people on the move")
    EVC = "evc", _("Recognition of prior learning (EVC)")
    ASSESSMENT = "assessment", _("Assessment")
    GOOD_CONVERSATION = "goede_gesprek", _("The good conversation (Het Goede Gesprek)")
    DIALOGUE_CARD = "gesprekskaart", _("Dialogue card (gesprekskaart)")
    INSPIRATION_CARD = "inspiratieplaat", _("Inspiration poster (inspiratieplaat)")
    MENU_CARD = "menukaart", _("Menu card (menukaart)")
    TALK_CARD = "praatplaat", _("Talking poster (praatplaat)")
    ROUTE_CARD = "routekaart", _("Route map (routekaart)")
    VITALITY_TALK = "vitaliteitsgesprek", _("Vitality conversation")


class ActionStatus(Term):
    """Where an action stands."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class CardStatus(Term):
    """Whether a session is still filling in its card."""

    OPEN = "open", _("Being filled in")
    FINISHED = "finished", _("Finished")


class CardStep(Term):
    """The eight steps of the dialogue card, in order."""

    MEET = "meet", _("Getting to know each other")
    SUCCESS = "success", _("What works here")
    VISION = "vision", _("Our future")
    GOALS = "goals", _("Choosing goals")
    ANALYSIS = "analysis", _("Looking at the five factors")
    PLAN = "plan", _("Plan of approach")
    STEPS = "steps", _("Taking a first step")
    REFLECTION = "reflection", _("Looking back")


class StepStatus(Term):
    """Where a question of the roadmap stands."""

    OPEN = "open", _("To do")
    RUNNING = "running", _("Being answered")
    DONE = "done", _("Answered")


class Body(Term):
    """To whom the programme is presented, and who agrees to it."""

    DIRECTION_TEAM = "direction_team", _("Direction team")
    MANAGEMENT_TEAM = "management_team", _("Management team (MT)")
    WORKS_COUNCIL = "works_council", _("Works council (OR)")
    EXECUTIVE = "executive", _("Municipal executive (college)")


class Moment(Term):
    """What happened with the programme at a moment."""

    PRESENTED = "presented", _("Presented")
    AMENDED = "amended", _("Amended")
    AGREED = "agreed", _("Agreed")


class Scope(Term):
    """How far the programme reaches."""

    ORGANISATION = "organisation", _("The whole organisation")
    PILOT = "pilot", _("A pilot")


class GoalStatus(Term):
    """Where a goal stands in its life."""

    CHOSEN = "chosen", _("Chosen")
    REACHED = "reached", _("Reached")
    STOPPED = "stopped", _("Stopped")


class EvaluationResult(Term):
    """The result against the expectation that was written down beforehand."""

    AS_EXPECTED = "as_expected", _("As expected")
    PARTLY = "partly", _("Partly as expected")
    NOT = "not", _("Not as expected")
    TOO_EARLY = "too_early", _("Too early to say")


class NextMove(Term):
    """What follows from an evaluation."""

    GO_ON = "go_on", _("Go on")
    CHANGE = "change", _("Change")
    STOP = "stop", _("Stop")


class DecisionStatus(Term):
    """Where a decision of the MT stands."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Direction(Term):
    """Which way an indicator or goal should go."""

    LOWER = "lower", _("Lower is better")
    HIGHER = "higher", _("Higher is better")


class Way(Term):
    """Which way a figure is expected to go."""

    LOWER = "lower", _("Down")
    HIGHER = "higher", _("Up")


class Measure(Term):
    """The unit in which an indicator is expressed."""

    PERCENT = "percent", _("percent")
    PER_YEAR = "per_year", _("per employee per year")
    COUNT = "count", _("number")
    SCORE = "score", _("score")
    ENPS = "enps", _("eNPS, −100 to +100")


class Kind(Term):
    """A kind of file that can be loaded."""

    UNITS = "units", _("Departments")
    ABSENCE = "absence", _("Sickness absence")
    OUTFLOW = "outflow", _("Outflow")
    SURVEY = "survey", _("Employee survey")
    SESSIONS = "sessions", _("Dialogue sessions")
    ACTIONS = "actions", _("Actions")


class Hidden(Term):
    """Why a figure is not shown."""

    SMALL_GROUP = "small_group", _("the group is too small")
    FEW_ANSWERS = "few_answers", _("too few answers")
    LOW_RESPONSE = "low_response", _("the response is too low")
    SMALL_COUNT = "small_count", _("it is about one to four people")
    ALL_THE_SAME = "all_the_same", _("everyone in the group is counted alike")
    UNKNOWN_SIZE = "unknown_size", _("the size of the group is not known")
    PROTECTS_ANOTHER = "protects_another", _("otherwise a small group could be worked out from it")
    FEW_PEOPLE = "few_people", _("it is about a few people, or would give away a figure that is")


class MinimumStatus(Term):
    """Where a minimum group stands that HR proposed to the works council."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed to")
    DECLINED = "declined", _("Not agreed")
    WITHDRAWN = "withdrawn", _("Taken back")


class Change(Term):
    """What a new file does to a figure."""

    CHANGED = "changed", _("changes")
    SAME = "same", _("stays the same")
    NEW = "new", _("is new")
    NOT_COMPARED = "not_compared", _("replaced; the present figure is not shown")


class Presence(Term):
    """Where the figure of a department and period stands."""

    IN = "in", _("In")
    PROVISIONAL = "provisional", _("Provisional")
    EXPECTED = "expected", _("Expected")
    MISSING = "missing", _("Missing")
    LATE = "late", _("Late")
