"""How each naming tradition names a person, and which other forms of a name are in use.

Traditions differ in more than their lists: who takes whose family name, what a middle name is,
which part comes first, and which spellings compete. Those habits, not the lists, are what makes
linkage fail for some families more than for others, so each tradition carries its own.

Invariant: a tradition's shares, lists and habits are fixed; all chance comes in as `rnd`.
"""

from bisect import bisect
from dataclasses import dataclass, field
from zlib import crc32

from . import names_asian as asian
from . import names_british as british
from . import names_world as world


class Picker:
    """Draws names with weights that fall with rank, as names do."""

    def __init__(self, names, tail=(), tail_share=0.0, flat=8.0):
        names = list(dict.fromkeys(names.split() if isinstance(names, str) else names))
        known = set(names)
        tail = sorted({t for t in tail if t not in known}, key=lambda t: crc32(t.encode()))
        weights = [1.0 / (rank + flat) for rank in range(len(names))]
        if tail:
            each = sum(weights) * tail_share / (1 - tail_share)
            rough = [1.0 / (rank + 20.0) for rank in range(len(tail))]
            scale = each / sum(rough)
            weights += [w * scale for w in rough]
        self.names = names + tail
        self.cumulative, total = [], 0.0
        for weight in weights:
            total += weight
            self.cumulative.append(total)
        self.total = total
        self.last = len(self.names) - 1

    def pick(self, rnd):
        return self.names[min(bisect(self.cumulative, rnd() * self.total), self.last)]


def _short_forms(text):
    table = {}
    for line in text.strip().splitlines():
        name, forms = line.split(":")
        table.setdefault(name, []).extend(forms.split())
    return table


def _spellings(text):
    table = {}
    for line in text.strip().splitlines():
        group = line.split()
        for name in group:
            others = table.setdefault(name, [])
            others += [other for other in group if other != name and other not in others]
    return table


BRITISH_SHORT = _short_forms(british.SHORT_FORMS)
BRITISH_SPELLINGS = _spellings(british.OTHER_SPELLINGS)
BRITISH_FAMILY_SPELLINGS = _spellings(british.FAMILY_SPELLINGS)
ASIAN_SHORT = _short_forms(asian.SHORT_FORMS)
ASIAN_SPELLINGS = _spellings(asian.SPELLINGS)
ASIAN_FAMILY_SPELLINGS = _spellings(asian.FAMILY_SPELLINGS)
WORLD_SHORT = _short_forms(world.SHORT_FORMS)
WORLD_SPELLINGS = _spellings(world.SPELLINGS)
WORLD_FAMILY_SPELLINGS = _spellings(world.FAMILY_SPELLINGS)

# What a clerk writes who hears a name rather than reads it.
HEARD = {
    "british": [("ph", "f"), ("ck", "k"), ("ee", "ea"), ("ie", "y"), ("y", "ie"), ("ll", "l"),
                ("nn", "n"), ("tt", "t"), ("ss", "s"), ("c", "k"), ("ai", "ay"), ("ei", "ie"),
                ("th", "t"), ("er", "ar"), ("on", "en"), ("l", "ll"), ("n", "nn"), ("i", "y")],
    "asian": [("ee", "i"), ("oo", "u"), ("i", "ee"), ("u", "oo"), ("q", "k"), ("kh", "k"),
              ("z", "s"), ("w", "v"), ("v", "w"), ("sh", "s"), ("a", "e"), ("e", "a"),
              ("ou", "u"), ("dh", "d"), ("y", "i"), ("a", "aa"), ("h", "")],
    "world": [("w", "v"), ("sz", "sh"), ("cz", "ch"), ("j", "y"), ("k", "c"), ("rz", "z"),
              ("x", "ks"), ("ch", "h"), ("i", "y"), ("y", "i"), ("s", "z"), ("c", "k"),
              ("iy", "ii"), ("ou", "u"), ("nh", "n"), ("ll", "l")],
}


@dataclass
class Tradition:
    """One naming tradition: lists, habits and other forms."""

    key: str
    share: float
    male: dict
    female: dict
    family: Picker
    style: str
    forms: tuple
    wife_takes: float = 0.7
    married: float = 0.6
    middle_rate: float = 0.75
    namesake: float = 0.02
    middle_first: float = 1.0
    swapped: float = 1.0
    default_day: float = 1.0
    children: float = 1.0
    three_generations: float = 1.0
    double_barrelled: float = 0.0
    known: dict = field(default_factory=dict)

    def given(self, rnd, sex, cohort):
        table = self.male if sex == "M" else self.female
        return (table.get(cohort) or table["any"]).pick(rnd)

    def family_form(self, family, sex):
        """The form of a family name that its bearer's sex asks for."""
        if self.style == "slavic" and sex == "F":
            if family.endswith(("ski", "cki", "dzki")):
                return family[:-1] + "a"
        return family

    def short_forms(self, name):
        return self.forms[0].get(name) or BRITISH_SHORT.get(name) or ()

    def spellings(self, name):
        return self.forms[1].get(name) or BRITISH_SPELLINGS.get(name) or ()

    def family_spellings(self, name):
        return self.forms[2].get(name) or BRITISH_FAMILY_SPELLINGS.get(name) or ()

    def as_heard(self, rnd, name):
        """The name with one letter group written as another that sounds alike."""
        habits = HEARD[self.forms[3]]
        start = int(rnd() * len(habits))
        for step in range(len(habits)):
            heard, written = habits[(start + step) % len(habits)]
            at = name.find(heard, 1)
            if at > 0:
                return name[:at] + written + name[at + len(heard):]
        return name


BRITISH = (BRITISH_SHORT, BRITISH_SPELLINGS, BRITISH_FAMILY_SPELLINGS, "british")
ASIAN = (ASIAN_SHORT, ASIAN_SPELLINGS, ASIAN_FAMILY_SPELLINGS, "asian")
WORLD = (WORLD_SHORT, WORLD_SPELLINGS, WORLD_FAMILY_SPELLINGS, "world")
COHORTS = ("elder", "middle", "young")


def _english(table):
    return {cohort: Picker(table[cohort], flat=15) for cohort in COHORTS}


def _mixed(own, table):
    """Half the tradition's own names, half the names its neighbours use."""
    picked = {}
    for cohort in COHORTS:
        english = table[cohort].split()
        mixed = [name for pair in zip(own, english) for name in pair]
        picked[cohort] = Picker(mixed + own + english[:40], flat=15)
    return picked


def _joined(heads, tails):
    return [head + tail for head in heads for tail in tails]


def _any(names, tail=(), tail_share=0.0):
    return {"any": Picker(names, tail, tail_share)}


def _chinese_given():
    one = asian.CHINESE_SYLLABLES
    return {"any": Picker(one[:30], [a + b.lower() for a in one for b in one if a != b], 0.8)}


def _british_traditions():
    english_tail = _joined(british.ENGLISH_FAMILY_HEADS, british.ENGLISH_FAMILY_TAILS)
    scottish_tail = _joined(["Mac", "Mc"], british.SCOTTISH_FAMILY_TAILS)
    irish_tail = _joined(["Mc"], british.IRISH_FAMILY_TAILS)
    male, female = british.ENGLISH_MALE, british.ENGLISH_FEMALE
    common = dict(forms=BRITISH, style="british", double_barrelled=0.05, middle_rate=0.78)
    return [
        Tradition("English", 0.52, _english(male), _english(female),
                  Picker(british.ENGLISH_FAMILY, english_tail, 0.5, flat=20), **common),
        Tradition("Welsh", 0.04, _mixed(british.WELSH_MALE, male),
                  _mixed(british.WELSH_FEMALE, female),
                  Picker(british.WELSH_FAMILY, british.ENGLISH_FAMILY, 0.25, flat=6), **common),
        Tradition("Scottish", 0.03, _mixed(british.SCOTTISH_MALE, male),
                  _mixed(british.SCOTTISH_FEMALE, female),
                  Picker(british.SCOTTISH_FAMILY, scottish_tail, 0.3, flat=25), **common),
        Tradition("Irish", 0.04, _mixed(british.IRISH_MALE, male),
                  _mixed(british.IRISH_FEMALE, female),
                  Picker(british.IRISH_FAMILY, irish_tail, 0.25, flat=25), namesake=0.05,
                  children=1.2, **common),
    ]


def _asian_traditions():
    sikh_given = _joined(asian.SIKH_HEADS, asian.SIKH_TAILS)
    return [
        Tradition("South Asian Muslim", 0.10, _any(asian.MUSLIM_MALE), _any(asian.MUSLIM_FEMALE),
                  Picker(asian.MUSLIM_FAMILY), "muslim", ASIAN, wife_takes=0.25, married=0.9,
                  middle_rate=0.3, middle_first=3.0, default_day=2.0, children=1.35,
                  three_generations=3.0),
        Tradition("Sikh", 0.03, _any(asian.SIKH_MALE, sikh_given, 0.35),
                  _any(asian.SIKH_FEMALE, sikh_given, 0.35),
                  Picker(asian.SIKH_FAMILY[2:]), "sikh", ASIAN, wife_takes=0.5, married=0.9,
                  three_generations=3.0),
        Tradition("Hindu", 0.04, _any(asian.HINDU_MALE), _any(asian.HINDU_FEMALE),
                  Picker(asian.HINDU_FAMILY, flat=3), "hindu", ASIAN, wife_takes=0.8, married=0.9,
                  middle_rate=0.35, swapped=1.5, three_generations=3.0),
        Tradition("Arabic", 0.03, _any(asian.ARABIC_MALE), _any(asian.ARABIC_FEMALE),
                  Picker(asian.ARABIC_FAMILY), "arabic", ASIAN, wife_takes=0.05, married=0.9,
                  middle_rate=0.7, default_day=4.0, children=1.3, swapped=1.5,
                  three_generations=1.5),
        Tradition("Somali", 0.015, _any(asian.SOMALI_MALE), _any(asian.SOMALI_FEMALE),
                  Picker(asian.SOMALI_FAMILY, flat=4), "somali", ASIAN, wife_takes=0.0, married=0.7,
                  middle_rate=1.0, default_day=8.0, children=1.6, swapped=2.0),
        Tradition("Turkish", 0.01, _any(asian.TURKISH_MALE), _any(asian.TURKISH_FEMALE),
                  Picker(asian.TURKISH_FAMILY), "plain", ASIAN, wife_takes=0.8, married=0.8,
                  middle_rate=0.2),
        Tradition("Chinese", 0.015, _chinese_given(), _chinese_given(),
                  Picker(asian.CHINESE_FAMILY, flat=5), "chinese", ASIAN, wife_takes=0.03,
                  married=0.8, middle_rate=0.0, swapped=6.0, middle_first=6.0, children=0.8),
    ]


def _world_traditions():
    slavic_tail = [head + tail for head in world.SLAVIC_FAMILY_HEADS
                   for tail in world.SLAVIC_FAMILY_TAILS]
    romanian_tail = _joined(world.ROMANIAN_FAMILY_HEADS, world.ROMANIAN_FAMILY_TAILS)
    yoruba_given = _joined(world.YORUBA_MALE_HEADS, world.YORUBA_TAILS)
    african_family = _joined(world.NIGERIAN_FAMILY_HEADS, world.NIGERIAN_FAMILY_TAILS)
    return [
        Tradition("Polish and Slavic", 0.05, _any(world.SLAVIC_MALE), _any(world.SLAVIC_FEMALE),
                  Picker(world.SLAVIC_FAMILY, slavic_tail, 0.45, flat=20), "slavic", WORLD,
                  wife_takes=0.85, middle_rate=0.3),
        Tradition("Romanian", 0.03, _any(world.ROMANIAN_MALE), _any(world.ROMANIAN_FEMALE),
                  Picker(world.ROMANIAN_FAMILY, romanian_tail, 0.35, flat=15), "plain", WORLD,
                  wife_takes=0.85, middle_rate=0.6, swapped=3.0, middle_first=2.0),
        Tradition("Nigerian and Ghanaian", 0.035,
                  _any(world.NIGERIAN_MALE, yoruba_given, 0.25),
                  _any(world.NIGERIAN_FEMALE, yoruba_given, 0.2),
                  Picker(world.NIGERIAN_FAMILY, african_family, 0.3), "african", WORLD,
                  wife_takes=0.7, middle_rate=0.9, middle_first=8.0, swapped=1.5, children=1.2),
        Tradition("Portuguese", 0.015, _any(world.PORTUGUESE_MALE), _any(world.PORTUGUESE_FEMALE),
                  Picker(world.PORTUGUESE_FAMILY, flat=4), "portuguese", WORLD, wife_takes=0.4,
                  middle_rate=0.6, namesake=0.05, middle_first=2.0),
    ]


TRADITIONS = _british_traditions() + _asian_traditions() + _world_traditions()
_SHARES = []
for _tradition in TRADITIONS:
    _SHARES.append((_SHARES[-1] if _SHARES else 0.0) + _tradition.share)


def pick_tradition(rnd):
    return TRADITIONS[min(bisect(_SHARES, rnd() * _SHARES[-1]), len(TRADITIONS) - 1)]


def cohort_of(year):
    return "elder" if year < 1965 else "middle" if year < 1995 else "young"


def founder_name(tradition, rnd, sex, year):
    """(given, middle, family) of somebody whose parents are not in the file."""
    given = tradition.given(rnd, sex, cohort_of(year))
    family = tradition.family.pick(rnd)
    return child_name(tradition, rnd, sex, year, given, family, None)


def child_name(tradition, rnd, sex, year, given, family, father):
    """(given, middle, family) of a child with this given name, inheriting this family name."""
    style = tradition.style
    middle = ""
    if style == "somali":
        # No family name passes down: own name, father's name, grandfather's name.
        if father is not None:
            return given, father.given, father.middle or father.family
        return given, asian.SOMALI_MALE[int(rnd() * 40)], family
    if style == "muslim":
        return _muslim_name(tradition, rnd, sex, given, family)
    if style == "sikh":
        title = "Singh" if sex == "M" else "Kaur"
        return (given, "", title) if rnd() < 0.4 else (given, title, family)
    if style == "arabic" and father is not None and rnd() < tradition.middle_rate:
        return given, father.given, family
    if style == "chinese":
        if year > 1975 and rnd() < 0.45:
            english = asian.CHINESE_ENGLISH[sex].split()
            return english[int(rnd() * len(english))], given, family
        return given, "", family
    if rnd() < tradition.middle_rate:
        middle = tradition.given(rnd, sex, "middle" if rnd() < 0.5 else cohort_of(year))
        if middle == given:
            middle = ""
        elif rnd() < 0.08:
            middle += " " + tradition.given(rnd, sex, "middle")
    return given, middle, tradition.family_form(family, sex)


def _muslim_name(tradition, rnd, sex, given, family):
    if sex == "M":
        if rnd() < 0.3 and "Mohammed" not in (given, family):
            return "Mohammed", given, family
        return given, "", family
    if rnd() < 0.3:
        return given, "", ("Begum", "Bibi", "Khatun", "Akhtar", "Khanom")[int(rnd() * 5)]
    middle = tradition.given(rnd, "F", "any") if rnd() < tradition.middle_rate else ""
    return given, "" if middle == given else middle, family
