"""What goes wrong between a person and a record: the errors and how often each is made.

The rates are per record and stand in one table, so that a mix is a table multiplied, not other
code. They are invented, not measured in any council; their use is to compare engines and models
on the same trouble, never to forecast how well a council's data will link.

Invariant: an error that cannot be made (no middle name, day after the 12th) leaves the value as
it was and is not counted as planted.
"""

from datetime import date
from unicodedata import combining, normalize

USUAL = {
    # given name
    "given_typo": 0.018, "nickname": 0.055, "given_spelling": 0.030, "given_heard": 0.008,
    "middle_as_first": 0.012, "initial": 0.010, "middle_joined": 0.010, "given_missing": 0.004,
    # family name
    "family_typo": 0.018, "family_spelling": 0.020, "family_heard": 0.006, "former_name": 0.18,
    "known_as": 0.50, "half_of_double": 0.15, "family_missing": 0.003,
    # both
    "names_swapped": 0.008,
    # birth date
    "day_month_swapped": 0.016, "default_day": 0.006, "one_digit": 0.008, "off_by_one_day": 0.004,
    "year_slip": 0.003, "birth_missing": 0.010,
    # address
    "old_address": 0.17, "house_number_lost": 0.020, "street_misspelt": 0.030,
    "street_shortened": 0.030, "town_left_off": 0.040, "address_missing": 0.015,
    "postcode_wrong": 0.015, "postcode_missing": 0.030,
    # the rest
    "sex_wrong": 0.006, "sex_missing": 0.020, "relative_number": 0.006, "number_digit": 0.004,
    "relative_upn": 0.003,
}
NAME_ERRORS = ("given_typo", "nickname", "given_spelling", "given_heard", "middle_as_first",
               "initial", "middle_joined", "given_missing", "family_typo", "family_spelling",
               "family_heard", "former_name", "known_as", "half_of_double", "family_missing",
               "names_swapped")
DATE_ERRORS = ("day_month_swapped", "default_day", "one_digit", "off_by_one_day", "year_slip",
               "birth_missing")


def mixes():
    """Every named error mix: a rate for each error."""
    def scaled(of_names, of_dates, of_others):
        rates = {}
        for error, rate in USUAL.items():
            factor = (of_names if error in NAME_ERRORS else
                      of_dates if error in DATE_ERRORS else of_others)
            rates[error] = min(0.7, rate * factor)
        rates["relative_number"] = USUAL["relative_number"]
        return rates
    return {"usual": scaled(1, 1, 1), "light": scaled(0.4, 0.4, 0.4), "heavy": scaled(2, 2, 2),
            "names": scaled(2.5, 0.5, 0.5), "dates": scaled(0.5, 4, 0.5)}


NEIGHBOURS = {
    "q": "wa", "w": "qeas", "e": "wrsd", "r": "etdf", "t": "ryfg", "y": "tugh", "u": "yihj",
    "i": "uojk", "o": "ipkl", "p": "ol", "a": "qwsz", "s": "awedxz", "d": "serfcx", "f": "drtgvc",
    "g": "ftyhbv", "h": "gyujnb", "j": "huiknm", "k": "jiolm", "l": "kop", "z": "asx", "x": "zsdc",
    "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}
_FOLDED = {}


def fold(text):
    """The text without marks on its letters, as most systems store it."""
    if text.isascii():
        return text
    if text not in _FOLDED:
        plain = normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
        _FOLDED[text] = "".join(c for c in plain if not combining(c))
    return _FOLDED[text]


def typo(rnd, text):
    """One slip of a hand: a letter too few, too many, in the wrong place, or the key beside it."""
    size = len(text)
    if size < 3:
        return text
    at = 1 + int(rnd() * (size - 1)) if rnd() < 0.9 else 0
    kind = rnd()
    if kind < 0.25:
        return text[:at] + text[at + 1:]
    if kind < 0.45:
        return text[:at] + text[at] + text[at:]
    if kind < 0.65 and 0 < at < size - 1:
        return text[:at] + text[at + 1] + text[at] + text[at + 2:]
    letters = NEIGHBOURS.get(text[at].lower())
    if not letters:
        return text[:at] + text[at + 1:]
    wrong = letters[int(rnd() * len(letters))]
    if text[at].isupper():
        wrong = wrong.upper()
    if kind < 0.85:
        return text[:at] + wrong + text[at + 1:]
    return text[:at + 1] + wrong.lower() + text[at + 1:]


def other_digit(rnd, text, first, last):
    """The text with one digit between two places changed."""
    at = first + int(rnd() * (last - first))
    if not text[at].isdigit():
        at -= 1
    wrong = (int(text[at]) + 1 + int(rnd() * 9)) % 10
    return text[:at] + str(wrong) + text[at + 1:]


def valid_birth(year, month, day):
    """The date, or nothing where the calendar has no such day or it has not come yet."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1905 <= year <= 2025 else None


def one_digit(rnd, birth):
    """The date with one digit wrong, as long as it is a date at all."""
    for _ in range(12):
        text = other_digit(rnd, f"{birth.year:04d}{birth.month:02d}{birth.day:02d}", 2, 8)
        found = valid_birth(int(text[:4]), int(text[4:6]), int(text[6:]))
        if found and found != birth:
            return found
    return birth


def wrong_postcode(rnd, postcode):
    """A postcode with one figure or letter of its second half wrong, or two changed round."""
    at = len(postcode) - 1 - int(rnd() * 3)
    if at == len(postcode) - 3:
        return other_digit(rnd, postcode, at, at + 1)
    if rnd() < 0.3 and postcode[-1] != postcode[-2]:
        return postcode[:-2] + postcode[-1] + postcode[-2]
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    wrong = letters[int(rnd() * 20)]
    return postcode[:at] + wrong + postcode[at + 1:]
