"""How each source sees a person: which fields it keeps, what it gets wrong, what it never updates.

A school knows the UPN and today's address; health knows the NHS number; housing writes capitals
and initials; the police often have a nickname and an old address. The same person therefore has
several true but different records, before any mistake is made.

Invariant: a record is made from truth and chance alone, never from another record.
"""

from dataclasses import dataclass
from datetime import date

from .errors import (fold, one_digit, other_digit, typo, valid_birth, wrong_postcode)
from .numbers import nhs_check
from .places import SHORT_KINDS, address_parts


@dataclass
class Source:
    """One system that keeps records: who is in it, and how it keeps them."""

    name: str
    nhs: float = 0.0
    upn: float = 0.0
    middle: float = 0.5
    middle_initial: float = 0.1
    former: float = 0.0
    nickname: float = 1.0
    names: float = 1.0
    dates: float = 1.0
    stale: float = 1.0
    birth_kept: float = 1.0
    sex_kept: float = 1.0
    twice: float = 0.02
    capitals: bool = False
    marks: float = 0.1
    email: float = 0.2


SCHOOL = Source("school", nhs=0.02, upn=0.99, middle=0.8, names=0.8, dates=0.5, stale=0.8,
                marks=0.25, email=0.5)
HEALTH = Source("health", nhs=0.96, middle=0.75, former=0.5, nickname=0.4, names=0.8, dates=0.7)
CARE = Source("social care", nhs=0.5, upn=0.45, middle=0.45, former=0.25, nickname=1.2, names=1.2,
              twice=0.08)
EARLY_HELP = Source("early help", nhs=0.15, upn=0.25, middle=0.25, nickname=2.0, names=1.3,
                    dates=1.5, sex_kept=0.9,
                    twice=0.04)
HOUSING = Source("housing", middle=0.35, middle_initial=0.4, nickname=0.6, stale=1.2,
                 birth_kept=0.9, sex_kept=0.8, capitals=True, marks=0.0, email=0.4)
POLICE = Source("police", middle=0.5, nickname=1.6, names=1.6, dates=2.0, stale=1.8, twice=0.12)
SOURCES = (SCHOOL, HEALTH, CARE, EARLY_HELP, HOUSING, POLICE)


def sources_of(rnd, person):
    """The sources that hold this person, one entry for each record."""
    home, age = person.household, person.age()
    child = age < 18
    chances = (
        0.94 if 5 <= age < 17 else 0.6 if 3 <= age < 5 else 0.25 if 17 <= age < 19 else 0.0,
        0.92 if child else 0.82,
        0.85 if home.care else 0.02,
        0.75 if home.early_help else 0.01,
        (0.55 if child else 0.92) if home.tenants else 0.02,
        (0.15 if child else 0.6) if home.police else 0.02,
    )
    found = []
    for source, chance in zip(SOURCES, chances):
        if rnd() < chance:
            found.append(source)
            if rnd() < source.twice:
                found.append(source)
    return found or [HEALTH]


class Observer:
    """Turns people into records with the errors of one mix."""

    def __init__(self, rnd, rates):
        self.rnd = rnd
        self.rates = rates

    def record(self, person, source):
        """(fields, errors planted) of one record; fields in the order of the file."""
        planted = []
        stale = self._is_stale(source)
        given, middle, family, former = self._names(person, source, stale, planted)
        birth = self._birth(person, source, planted)
        address, postcode = self._address(person, stale, planted)
        sex = self._sex(person, source, planted)
        nhs, upn = self._identifiers(person, source, planted)
        phone, email = self._contacts(person, source)
        fields = (source.name, given, middle, family, former, birth, sex, address, postcode, nhs,
                  upn, phone, email)
        return fields, planted

    def _is_stale(self, source):
        return self.rnd() < self.rates["old_address"] * source.stale

    def _names(self, person, source, stale, planted):
        rnd = self.rnd
        given, middle, family = person.given, person.middle, person.family
        former = person.former if person.former and rnd() < source.former else ""
        family = self._family(person, source, stale, planted)
        if family == person.former:
            former = ""
        given, middle = self._given(person, source, planted)
        middle = self._middle(source, middle)
        if rnd() < self.rates["names_swapped"] * person.tradition.swapped and given and family:
            given, family = family, given
            planted.append("names_swapped")
        if rnd() >= source.marks:
            given, middle, family, former = fold(given), fold(middle), fold(family), fold(former)
        if source.capitals:
            return given.upper(), middle.upper(), family.upper(), former.upper()
        return given, middle, family, former

    def _family(self, person, source, stale, planted):
        rnd, rates, tradition = self.rnd, self.rates, person.tradition
        family = person.family
        if person.former:
            chance = rates["former_name"] if person.changed_lately else 0.03
            if rnd() < chance or (stale and person.changed_lately and rnd() < 0.6):
                family = person.former
                planted.append("former_name")
        if person.known_as and rnd() < rates["known_as"]:
            family = person.known_as
            planted.append("known_as")
        if ("-" in family or " " in family) and rnd() < rates["half_of_double"]:
            parts = family.replace("-", " ").split()
            family = parts[-1] if rnd() < 0.6 else parts[0]
            planted.append("half_of_double")
        elif "-" in family and rnd() < 0.15:
            family = family.replace("-", " ")
        if tradition.style == "slavic" and family.endswith(("ska", "cka")) and rnd() < 0.08:
            family = family[:-1] + "i"
        elif tradition.style == "sikh" and rnd() < 0.06:
            title = "Singh" if person.sex == "M" else "Kaur"
            family = title if family != title else person.middle or family
        family = family.replace("'", "") if "'" in family and rnd() < 0.2 else family
        worse = source.names
        family = self._listed(family, tradition.family_spellings(family), "family_spelling",
                              worse, planted)
        if rnd() < rates["family_heard"] * worse:
            family = self._changed(tradition.as_heard(rnd, family), family, "family_heard", planted)
        if rnd() < rates["family_typo"] * worse:
            family = self._changed(typo(rnd, family), family, "family_typo", planted)
        if rnd() < rates["family_missing"]:
            planted.append("family_missing")
            return ""
        return family

    def _given(self, person, source, planted):
        rnd, rates, tradition = self.rnd, self.rates, person.tradition
        given, middle, worse = person.given, person.middle, source.names
        if middle and rnd() < rates["middle_as_first"] * tradition.middle_first:
            given, middle = middle.split()[0], "" if rnd() < 0.5 else given
            planted.append("middle_as_first")
        elif middle and rnd() < rates["middle_joined"]:
            given, middle = f"{given} {middle.split()[0]}", ""
            planted.append("middle_joined")
        before = given
        given = self._listed(given, tradition.short_forms(given), "nickname", source.nickname,
                             planted)
        if given == before:
            given = self._listed(given, tradition.spellings(given), "given_spelling", worse,
                                 planted)
        if rnd() < rates["given_heard"] * worse:
            given = self._changed(tradition.as_heard(rnd, given), given, "given_heard", planted)
        if rnd() < rates["given_typo"] * worse:
            given = self._changed(typo(rnd, given), given, "given_typo", planted)
        if rnd() < rates["initial"] * (3.0 if source.capitals else 0.7):
            given = given[:1]
            planted.append("initial")
        if rnd() < rates["given_missing"]:
            planted.append("given_missing")
            given = ""
        return given, middle

    def _middle(self, source, middle):
        if not middle:
            return ""
        draw = self.rnd()
        if draw < source.middle:
            return middle if self.rnd() < 0.985 else typo(self.rnd, middle)
        return middle[0] if draw < source.middle + source.middle_initial else ""

    def _listed(self, name, others, error, factor, planted):
        """Another form of the name from its list, at the error's rate; forms first, more often."""
        rnd = self.rnd
        if others and rnd() < self.rates[error] * factor * 1.4:
            planted.append(error)
            return others[int(rnd() * rnd() * len(others))]
        return name

    @staticmethod
    def _changed(after, before, error, planted):
        if after != before:
            planted.append(error)
        return after

    def _birth(self, person, source, planted):
        rnd, rates, worse = self.rnd, self.rates, source.dates
        birth = truth = date.fromordinal(person.birth)
        if rnd() < rates["birth_missing"] or rnd() >= source.birth_kept:
            planted.append("birth_missing")
            return ""
        draw = rnd()
        for error in ("day_month_swapped", "default_day", "one_digit", "off_by_one_day",
                      "year_slip"):
            rate = rates[error] * worse
            if error == "default_day":
                rate *= person.tradition.default_day
            if draw >= rate:
                draw -= rate
                continue
            birth = self._wrong_birth(error, truth) or truth
            if birth != truth:
                planted.append(error)
            break
        return birth.isoformat()

    def _wrong_birth(self, error, birth):
        rnd = self.rnd
        if error == "day_month_swapped":
            return valid_birth(birth.year, birth.day, birth.month)
        if error == "default_day":
            return date(birth.year, 1, 1)
        if error == "one_digit":
            return one_digit(rnd, birth)
        if error == "off_by_one_day":
            step = 1 if rnd() < 0.5 else -1
            found = date.fromordinal(birth.toordinal() + step)
            return valid_birth(found.year, found.month, found.day)
        return valid_birth(birth.year + (1 if rnd() < 0.5 else -1), birth.month, birth.day)

    def _address(self, person, stale, planted):
        rnd, rates = self.rnd, self.rates
        if rnd() < 0.002:
            planted.append("no_fixed_abode")
            return "No fixed abode", ""
        number = person.household.address
        if stale and person.old_address is not None:
            number = person.old_address
            planted.append("old_address")
        flat, house, street, town, postcode = address_parts(number)
        if rnd() < rates["house_number_lost"]:
            flat, house = ("", house) if flat else ("", "")
            planted.append("house_number_lost")
        if rnd() < rates["street_misspelt"]:
            street = self._changed(typo(rnd, street), street, "street_misspelt", planted)
        elif rnd() < rates["street_shortened"]:
            first, _, kind = street.rpartition(" ")
            street = f"{first} {SHORT_KINDS.get(kind, kind)}"
        line = f"{house} {street}" if house.isdigit() else f"{house}, {street}" if house else street
        text = f"{flat}, {line}" if flat else line
        if rnd() >= rates["town_left_off"]:
            text = f"{text}, {town}"
        if rnd() < rates["address_missing"]:
            planted.append("address_missing")
            text = ""
        return text, self._postcode(postcode, planted)

    def _postcode(self, postcode, planted):
        rnd, rates = self.rnd, self.rates
        if rnd() < rates["postcode_missing"]:
            planted.append("postcode_missing")
            return ""
        if rnd() < rates["postcode_wrong"]:
            return self._changed(wrong_postcode(rnd, postcode), postcode, "postcode_wrong", planted)
        return postcode

    def _sex(self, person, source, planted):
        rnd = self.rnd
        if rnd() < self.rates["sex_missing"] or rnd() >= source.sex_kept:
            return ""
        if rnd() < self.rates["sex_wrong"]:
            planted.append("sex_wrong")
            return "F" if person.sex == "M" else "M"
        return person.sex

    def _identifiers(self, person, source, planted):
        rnd, rates = self.rnd, self.rates
        nhs = upn = ""
        if source.nhs and rnd() < source.nhs:
            nhs = self._of_relative(person, "nhs", "relative_number", planted) or person.nhs
            if nhs and rnd() < rates["number_digit"]:
                nhs = self._wrong_number(nhs)
                planted.append("number_digit")
        if source.upn and person.upn and rnd() < source.upn:
            upn = self._of_relative(person, "upn", "relative_upn", planted) or person.upn
            if person.old_upn and upn == person.upn and rnd() < 0.35:
                upn = person.old_upn
                planted.append("old_upn")
        return nhs, upn

    def _wrong_number(self, nhs):
        """Another number of the same range that passes its check, as a checked field demands."""
        for _ in range(20):
            nine = other_digit(self.rnd, nhs, 3, 9)[:9]
            check = nhs_check(nine)
            if check:
                return nine + check
        return nhs

    def _of_relative(self, person, field, error, planted):
        rnd = self.rnd
        if rnd() >= self.rates[error]:
            return ""
        others = [p for p in person.household.members if p is not person and getattr(p, field)]
        if not others:
            return ""
        planted.append(error)
        return getattr(others[int(rnd() * len(others))], field)

    def _contacts(self, person, source):
        rnd, home = self.rnd, person.household
        phone = home.phone if home.phone and rnd() < 0.7 else ""
        email = ""
        if rnd() < source.email:
            email = person.email or (home.email if person.child else "")
        return phone, email
