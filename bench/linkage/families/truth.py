"""The families themselves: who lives with whom, who is whose child, who moved and who left.

Truth is made before any record, one family at a time, so that every household, sibling, twin and
changed name is known. A family is one household or, after a separation, two.

Invariant: twins share mother, birth date (but for midnight) and household, and name each other.
"""

from bisect import bisect
from datetime import date

from .naming import child_name, cohort_of, founder_name, pick_tradition
from .numbers import Registry
from .places import Council

TODAY = date(2026, 1, 1).toordinal()
YEAR = 365.2425
TWIN_MATERNITIES = 0.018
IDENTICAL_SHARE = 0.3
KINDS = ("couple", "mother", "father", "separated", "blended", "three_generations", "kinship",
         "foster", "childless", "single")
KIND_WEIGHTS = (0.37, 0.17, 0.02, 0.14, 0.09, 0.05, 0.02, 0.015, 0.055, 0.07)
MATERNITIES = (0.36, 0.39, 0.15, 0.06, 0.03, 0.01)


class Person:
    """One invented person and everything that is true of them."""

    __slots__ = ("number", "household", "given", "middle", "family", "former", "known_as",
                 "changed_lately", "birth", "year", "sex", "tradition", "nhs", "upn", "old_upn",
                 "twin", "email", "old_address", "child")

    def age(self):
        return (TODAY - self.birth) / YEAR


class Household:
    """People who live at one address now, and where they lived before."""

    __slots__ = ("number", "address", "old_address", "phone", "email", "members", "tenants",
                 "care", "early_help", "police")


def cumulative(weights):
    total, sums = 0.0, []
    for weight in weights:
        total += weight
        sums.append(total)
    return sums


_KINDS = cumulative(KIND_WEIGHTS)
_MATERNITIES = cumulative(MATERNITIES)


class Population:
    """Makes families, one after another, from one stream of chance."""

    def __init__(self, rnd, households):
        self.rnd = rnd
        self.council = Council(households)
        self.registry = Registry(households)
        self.people = 0
        self.homes = 0

    def family(self):
        """The households of the next family."""
        rnd = self.rnd
        tradition = pick_tradition(rnd)
        kind = KINDS[min(bisect(_KINDS, rnd() * _KINDS[-1]), len(KINDS) - 1)]
        if kind != "three_generations" and rnd() < 0.03 * (tradition.three_generations - 1):
            kind = "three_generations"
        home = self._household()
        homes = [home]
        if kind in ("childless", "single"):
            self._without_children(home, tradition, kind)
        elif kind == "kinship":
            self._kinship(home, tradition)
        else:
            homes += self._with_children(home, tradition, kind)
        for one in homes:
            self._contacts(one)
        return homes

    def _household(self):
        rnd = self.rnd
        self.homes += 1
        home = Household()
        home.number = self.homes
        hostel = rnd() < 0.008
        home.address = self.council.hostel(rnd) if hostel else self.council.next_address()
        moved = hostel or rnd() < 0.35
        home.old_address = self.council.any_address(rnd) if moved else None
        home.members = []
        home.tenants = rnd() < 0.62
        home.care = rnd() < 0.28
        home.early_help = rnd() < 0.18
        home.police = rnd() < 0.18
        return home

    def _contacts(self, home):
        rnd = self.rnd
        home.phone = self.registry.phone(rnd)
        parents = [p for p in home.members if not p.child]
        home.email = ""
        for person in parents:
            if rnd() < 0.5:
                person.email = self.registry.email(rnd, person.given, person.family)
                home.email = home.email or person.email

    def person(self, home, tradition, sex, birth, names, child=False):
        """A new member of a household."""
        person = Person()
        self.people += 1
        person.number = self.people
        person.household = home
        person.given, person.middle, person.family = names
        person.former, person.known_as, person.changed_lately = "", "", False
        person.birth = birth
        person.year = date.fromordinal(birth).year
        person.sex = sex
        person.tradition = tradition
        person.nhs = None
        person.upn = person.old_upn = ""
        person.twin = None
        person.email = ""
        person.old_address = home.old_address
        person.child = child
        home.members.append(person)
        return person

    def adult(self, home, tradition, sex, birth):
        year = date.fromordinal(birth).year
        names = founder_name(tradition, self.rnd, sex, year)
        person = self.person(home, tradition, sex, birth, names)
        person.nhs = self.registry.nhs()
        return person

    def marry(self, wife, husband):
        """The wife takes the husband's family name, joins it to her own, or keeps hers."""
        rnd, tradition = self.rnd, wife.tradition
        married = rnd() < tradition.married
        if married and rnd() < tradition.wife_takes:
            family = tradition.family_form(husband.family, "F")
            if family == wife.family:
                return married
            wife.former = wife.family
            wife.family = f"{wife.family}-{family}" if rnd() < 0.05 else family
            wife.changed_lately = rnd() < 0.4
        return married

    def _without_children(self, home, tradition, kind):
        rnd = self.rnd
        birth = TODAY - int((20 + 60 * rnd()) * YEAR)
        first = self.adult(home, tradition, "F" if rnd() < 0.5 else "M", birth)
        if kind == "childless":
            other = "M" if first.sex == "F" else "F"
            second = self.adult(home, tradition, other, birth + int((rnd() - 0.5) * 8 * YEAR))
            wife, husband = (first, second) if first.sex == "F" else (second, first)
            self.marry(wife, husband)

    def _kinship(self, home, tradition):
        """Grandparents who bring up their daughter's or son's children."""
        birth = TODAY - int((48 + 20 * self.rnd()) * YEAR)
        grandmother = self.adult(home, tradition, "F", birth)
        grandfather = None
        if self.rnd() < 0.5:
            grandfather = self.adult(home, tradition, "M", birth - int(2 * YEAR))
            self.marry(grandmother, grandfather)
        family = grandmother.family if self.rnd() < 0.6 else tradition.family.pick(self.rnd)
        self.children(home, tradition, None, None, family, oldest=2 + 13 * self.rnd(), most=3)

    def _with_children(self, home, tradition, kind):
        rnd = self.rnd
        oldest = 0.2 + 20 * rnd() ** 1.1
        mother_birth = TODAY - int((oldest + 19 + 17 * rnd()) * YEAR)
        father_birth = mother_birth - int((rnd() * 9 - 2.5) * YEAR)
        if kind == "father":
            father = self.adult(home, tradition, "M", father_birth)
            self.children(home, tradition, None, father, father.family, oldest)
            return []
        mother = self.adult(home, tradition, "F", mother_birth)
        if kind in ("mother", "blended", "separated"):
            return self._apart(home, kind, tradition, mother, father_birth, oldest)
        other = tradition if rnd() < 0.92 else pick_tradition(rnd)
        father = self.adult(home, other, "M", father_birth)
        married = self.marry(mother, father)
        family = self._inherited(mother, father, married)
        self.children(home, other, mother, father, family, oldest)
        if kind == "three_generations":
            self._grandparents(home, tradition, mother, father)
        if kind == "foster":
            strange = pick_tradition(rnd)
            family = strange.family.pick(rnd)
            self.children(home, strange, None, None, family, 1 + 13 * rnd(), most=2)
        return []

    def _apart(self, home, kind, tradition, mother, father_birth, oldest):
        """A lone mother, a new partner, or two households after a separation."""
        rnd = self.rnd
        away = self._household()
        father = self.adult(away, tradition, "M", father_birth)
        married = self.marry(mother, father)
        family = self._inherited(mother, father, married)
        children = self.children(home, tradition, mother, father, family, oldest)
        if mother.former and rnd() < 0.25:
            mother.family, mother.former = mother.former, mother.family
            mother.changed_lately = True
        if kind == "separated":
            father.old_address = home.address if rnd() < 0.7 else home.old_address
            self._new_partner(away, father, oldest)
            return [away]
        # The father is not in the file: his household and number are given back.
        self.people -= 1
        self.homes -= 1
        for child in children:
            child.number -= 1
            if child.twin:
                child.twin -= 1
        if kind == "blended":
            self._blend(home, tradition, mother, children, oldest)
        return []

    def _new_partner(self, away, father, oldest):
        rnd = self.rnd
        if rnd() < 0.3:
            tradition = father.tradition
            partner = self.adult(away, tradition, "F", father.birth + int(rnd() * 8 * YEAR))
            self.marry(partner, father)
            if oldest > 4 and rnd() < 0.5:
                self.children(away, tradition, partner, father, father.family, oldest / 3, most=2)

    def _blend(self, home, tradition, mother, children, oldest):
        """A stepfather, and half-siblings with his name."""
        rnd = self.rnd
        other = tradition if rnd() < 0.85 else pick_tradition(rnd)
        stepfather = self.adult(home, other, "M", mother.birth - int((rnd() * 9 - 3) * YEAR))
        if rnd() < 0.4:
            mother.former = mother.family
            mother.family = tradition.family_form(stepfather.family, "F")
            mother.changed_lately = True
        for child in children:
            if rnd() < 0.2:
                child.known_as = stepfather.family
            elif rnd() < 0.06:
                child.former, child.family = child.family, stepfather.family
                child.changed_lately = True
        if oldest > 3:
            taken = {child.given for child in children}
            self.children(home, other, mother, stepfather, stepfather.family, oldest / 2.5,
                          most=2, taken=taken)

    def _grandparents(self, home, tradition, mother, father):
        rnd = self.rnd
        of_father = rnd() < 0.6
        child = father if of_father else mother
        birth = child.birth - int((21 + 12 * rnd()) * YEAR)
        grandmother = self.adult(home, child.tradition, "F", birth)
        if of_father:
            grandmother.family = tradition.family_form(child.family, "F")
        if rnd() < 0.5:
            grandfather = self.adult(home, child.tradition, "M", birth - int(3 * YEAR))
            grandfather.family = child.family if of_father else grandmother.family
            if rnd() < 0.04 and of_father:
                grandfather.given = child.given

    def _inherited(self, mother, father, married):
        """The family name the children of these two get."""
        rnd = self.rnd
        style = father.tradition.style
        own = mother.former or mother.family
        if style == "portuguese" and rnd() < 0.7:
            return f"{own.split()[-1]} {father.family.split()[-1]}"
        if rnd() < father.tradition.double_barrelled * (1 if married else 2):
            if "-" not in own + father.family:
                return f"{own}-{father.family}"
        if not married and rnd() < 0.25:
            return mother.family
        return father.family

    def children(self, home, tradition, mother, father, family, oldest, most=6, taken=()):
        """The children of one couple: maternities, some of them twins."""
        rnd = self.rnd
        wanted = 1 + bisect(_MATERNITIES, rnd() * _MATERNITIES[-1])
        if rnd() < tradition.children - 1:
            wanted += 1
        made, taken, age = [], set(taken), oldest
        for _ in range(min(wanted, most)):
            if age < 0.02:
                break
            birth = TODAY - int(age * YEAR) - 1
            twins = rnd() < TWIN_MATERNITIES
            batch = self._birth(home, tradition, father, family, birth, twins, taken)
            made += batch
            age -= 1.1 + 4.2 * rnd() ** 1.5
        return made

    def _birth(self, home, tradition, father, family, birth, twins, taken):
        rnd = self.rnd
        sex = "M" if rnd() < 0.512 else "F"
        first = self._child(home, tradition, father, family, birth, sex, taken, None)
        numbers = (None, None)
        batch = [first]
        if twins:
            numbers = self.registry.nhs_of_twins()
            same = rnd() < IDENTICAL_SHARE or rnd() < 0.5
            second_sex = sex if same else ("F" if sex == "M" else "M")
            later = 1 if rnd() < 0.01 else 0
            second = self._child(home, tradition, father, family, min(birth + later, TODAY),
                                 second_sex, taken, first)
            first.twin, second.twin = second.number, first.number
            batch.append(second)
        for child, number in zip(batch, numbers):
            child.nhs = number or self.registry.nhs()
            self._school(child)
        return batch

    def _school(self, child):
        age = child.age()
        if 3 <= age < 20:
            child.upn = self.registry.upn(child.year + 4)
            if self.rnd() < 0.06:
                child.old_upn, child.upn = child.upn, self.registry.upn(child.year + 9)

    def _child(self, home, tradition, father, family, birth, sex, taken, twin):
        rnd = self.rnd
        year = date.fromordinal(birth).year
        given = self._given(tradition, sex, year, taken, twin, father)
        taken.add(given)
        names = child_name(tradition, rnd, sex, year, given, family, father)
        return self.person(home, tradition, sex, birth, names, child=True)

    def _given(self, tradition, sex, year, taken, twin, father):
        """A name no brother or sister has; sometimes the father's, or one that fits a twin's."""
        rnd = self.rnd
        if sex == "M" and father is not None and twin is None:
            if rnd() < tradition.namesake and father.given not in taken:
                return father.given
        alike = twin is not None and rnd() < 0.3
        given = ""
        for attempt in range(60):
            given = tradition.given(rnd, sex, cohort_of(year))
            if given in taken or (father is not None and given == father.given):
                continue
            if alike and attempt < 40 and given[0] != twin.given[0]:
                continue
            break
        return given
