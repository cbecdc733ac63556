"""Headers of columns that describe a person: who it is, where they live, what is wrong with them."""

import re
import unicodedata

_PERSON = "(?:medewerk(?:st)?er|mdw|mdwr|medew|werknemer|collega|personeelslid|employee|persoon)"
_WHO = f"(?:{_PERSON}s?|mw|wn|partner|kind|leidinggevende|manager|supervisor|casemanager|contactpersoon|person)"
_OF = "(?: van| of)?(?: de| het| the)?"
_NUMBER = "(?:n(?:umme)?r|num|no|id|code|number)"
_SICK = "(?:ziekte|verzuim|ziekteverzuim|ziekmelding|melding|afwezigheid|arbeidsongeschiktheid|uitval)"
_ILL = "(?:absence|sickness|sick leave|illness|absenteeism)"

_FORMS = (
    # a person, and the numbers of one
    _PERSON,
    f"bsn(?: ?{_NUMBER})?",
    f"burger ?service ?{_NUMBER}",
    f"sofi(?: ?{_NUMBER})?",
    "citizen service number|social security number|ssn",
    f"(?:personeels?|personnel|staff|pers|dienstverband|arbeidsrelatie|salaris|stam|{_WHO}) ?{_NUMBER}",
    f"{_NUMBER}{_OF} (?:{_PERSON}|mw|wn)",
    "pernr|gebruikers ?naam|user ?name|login(?: ?naam)?|inlog ?naam",
    # names
    "voor (?:en )?achternaam|(?:voor|achter|roep|meisjes|geboorte|familie|eigen) ?na(?:am|men)|vol(?:ledige )?naam|voor ?letters?|initialen",
    "(?:tussen|voor)(?:voegsels?)(?: (?:geboorte)?naam)?|aanhef",
    f"na(?:am|men){_OF}(?: zieke)? {_WHO}|{_WHO} ?(?:volledige )?na(?:am|men)|na(?:am|men) (?:en|plus) voorletters?",
    f"(?:first|last|full|given|family|maiden|middle|birth) names?|sur ?name|fore ?name|{_WHO} name|name{_OF} {_WHO}",
    # birth
    "geboorte ?(?:datum|dat|dt|dag|jaar|plaats|land)?|geb ?(?:datum|dat|dt|jaar|jr|plaats)|geboren(?: op| te)?|verjaardag",
    "(?:date|day|year|place) of birth|birth ?(?:date|day|year|place)|dob",
    # where somebody lives
    "(?:huis|woon|prive|post|thuis)? ?adres(?: ?(?:regel|gegevens))?",
    "straat ?(?:naam)?(?: ?(?:en|plus)? ?huis ?n(?:umme)?r)?|huis ?n(?:umme)?r(?: ?(?:en )?(?:toevoeging|toev))?",
    "post ?code(?: ?(?:en )?(?:woon ?)?plaats)?|woon ?plaats|woonachtig(?: te)?",
    "(?:home |street |postal |mailing )?address(?: line)?|street(?: name)?|zip(?: ?code)?|postal code",
    # how somebody is reached, and paid
    "(?:e ?)?mail ?(?:adres|address)?",
    f"(?:tel|telefoon|mobiel(?:e)?(?: ?tel(?:efoon)?)?|gsm|(?:home |work |mobile |cell ?)?phone|mobile|06) ?{_NUMBER}?",
    f"iban(?: ?{_NUMBER})?|(?:bank ?)?rekening ?{_NUMBER}|bank ?rekening|bank account(?: ?{_NUMBER})?",
    # what somebody is ill with
    f"diagnoses?(?: ?{_NUMBER})?|diagnosis(?: ?{_NUMBER})?|cas ?code|ziekte ?beeld|klacht ?code|aandoening",
    f"(?:{_SICK}s? ?)?oorza(?:ak|ken) ?{_NUMBER}?(?:{_OF} {_SICK})?|{_SICK}s? ?reden(?:en)? ?{_NUMBER}?",
    f"reden ?{_NUMBER}?{_OF} {_SICK}|{_NUMBER} (?:{_SICK}s? ?)?(?:oorzaak|reden {_SICK})",
    f"(?:aard|omschrijving|soort){_OF} (?:ziekte|klacht(?:en)?|aandoening|beperking(?:en)?)|aard{_OF} {_SICK}",
    f"(?:(?:type|soort|indicatie|code|reden) )?vangnet ?(?:{_NUMBER}|regeling|geval|indicatie|ind|type|soort|bepaling)?",
    "no ?risk(?: ?polis)?|zwanger|arbeidshandicap|medische? (?:reden|gegevens|informatie|klachten?|oorzaak|indicatie|beperking(?:en)?)",
    f"{_ILL} (?:cause|reason|diagnosis)(?: ?{_NUMBER})?|(?:cause|reason)(?: ?{_NUMBER})? (?:of|for) (?:the )?{_ILL}",
    f"type of illness|safety net(?: ?{_NUMBER})?",
    "(?:datum )?(?:eerste|1e) ziekte ?dag|ziek (?:sinds|vanaf)|first (?:day of sickness|sick day)",
    # what somebody is
    "nationaliteit|nationality|burgerlijke (?:staat|status)|marital status|etniciteit|ethnicity|geloof|religie|religion|godsdienst",
)
_BEFORE = f"(?:(?:{_PERSON}|mw|wn|partner|prive|werk|zakelijk) ?)?"
_BEHIND = f"(?: (?:{_PERSON}|mw|wn|partner|prive|zakelijk|werk|thuis|mobiel|[1-9]|j n|ja nee))?"
_PERSONAL = re.compile(f"{_BEFORE}(?:{'|'.join(_FORMS)}){_BEHIND}")
_FIGURES = re.compile(r"%|\b(?:aantal|percentage|gemiddeld|totaal|count|number of \w+s|average|total)\b", re.IGNORECASE)
"""Words of figures about a group, such as the share of cases under the safety net."""
_SIGNS = re.compile(r"[^a-z0-9]+")


def is_personal_header(text: str) -> bool:
    """Whether a column of this name would describe a person. Capitals, accents and signs do not matter."""
    if _FIGURES.search(text):
        return False
    text = text.replace("(s)", "s").replace("(en)", "en")
    plain = unicodedata.normalize("NFKD", text.replace("\u00ad", "")).encode("ascii", "ignore").decode().lower()
    return _PERSONAL.fullmatch(_SIGNS.sub(" ", plain).strip()) is not None
