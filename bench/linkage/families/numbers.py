"""Identifiers and contact details that belong to nobody.

NHS numbers come from the 999 range, which is never issued; UPNs from local authority codes from
990 on; telephone numbers from the ranges kept for drama; e-mail ends in .example. Twins get
neighbouring numbers, as they often do, so that one wrong digit is no proof of identity.

Invariant: every NHS number and UPN has a valid check character and is given to one person only.
"""

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
TWIN_BLOCK = 60_000
PHONES = ([f"01632 960{n:03d}" for n in range(1000)] + [f"07700 900{n:03d}" for n in range(1000)]
          + [f"0161 496 0{n:03d}" for n in range(1000)])


def nhs_check(nine):
    """The tenth digit of an NHS number, or None where there is none."""
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(nine))
    check = 11 - total % 11
    return None if check == 10 else "0" if check == 11 else str(check)


def upn_check(twelve):
    """The letter that begins a UPN with these twelve digits."""
    return UPN_LETTERS[sum(int(d) * (place + 2) for place, d in enumerate(twelve)) % 23]


class Registry:
    """Gives out each identifier once."""

    def __init__(self, households):
        self._single = 0
        self._twin = 0
        self._upn = 0
        self._phone = 0
        self._email = 0
        self.phone_share = min(0.10, len(PHONES) * 0.9 / max(1, households))

    def nhs(self):
        """An NHS number, or nothing once the range is used up."""
        span = 1_000_000 - TWIN_BLOCK
        while self._single < span:
            self._single += 1
            number = self._valid(TWIN_BLOCK + self._single * 381_967 % span)
            if number:
                return number
        return ""

    def nhs_of_twins(self):
        """Two numbers that follow one another."""
        found = []
        while len(found) < 2 and self._twin < TWIN_BLOCK:
            number = self._valid(self._twin)
            self._twin += 1
            if number:
                found.append(number)
        return found if len(found) == 2 else [self.nhs(), self.nhs()]

    @staticmethod
    def _valid(six):
        nine = f"999{six:06d}"
        check = nhs_check(nine)
        return nine + check if check else ""

    def upn(self, start_year):
        """A UPN first given in this year; two in a row differ in the last digits."""
        self._upn += 1
        serial, rest = self._upn % 1000, self._upn // 1000
        school = 1000 + rest * 37 % 8999
        authority = 990 + rest // 8999 % 10
        twelve = f"{authority}{school:04d}{start_year % 100:02d}{serial:03d}"
        return upn_check(twelve) + twelve

    def phone(self, rnd):
        """A telephone number no other household has, or mostly nothing."""
        if rnd() >= self.phone_share or self._phone >= len(PHONES):
            return ""
        self._phone += 1
        return PHONES[self._phone * 1009 % len(PHONES)]

    def email(self, rnd, given, family):
        self._email += 1
        host = ("post", "letters", "inbox", "family")[int(rnd() * 4)]
        name = "".join(c for c in f"{given}.{family}".lower() if c.isascii() and c != " ")
        return f"{name}{self._email * 7919 % 997}.{self._email}@{host}.example"
