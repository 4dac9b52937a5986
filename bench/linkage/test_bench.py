#!/usr/bin/env python3
"""Checks that the measuring stick itself is straight: the files made, and the judge of clusters.

A fault in a generator or an evaluation flatters or wrongs every engine without a sound. These
checks are quick and need nothing installed: `python -m unittest` in this folder.

Invariant: every test makes its own small file in memory and leaves nothing behind.
"""

import csv
import unittest
from collections import Counter, defaultdict
from random import Random

from evaluate import Truth, measure
from families.errors import mixes, one_digit, typo
from families.numbers import PHONES, nhs_check, upn_check
from families.places import AREAS
from families.truth import Population
from make_families import COLUMNS, records


def made(wanted=20_000, seed=3, mix="usual"):
    lines = (f"r{number},{line}" for number, (line, _) in enumerate(records(seed, mix, wanted)))
    return [dict(zip(COLUMNS, row)) for row in csv.reader(lines)]


class TheFileOfFamilies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = made()

    def test_the_same_seed_gives_the_same_file_and_another_seed_another(self):
        self.assertEqual(made(2_000, 5), made(2_000, 5))
        self.assertNotEqual(made(2_000, 5), made(2_000, 6))

    def test_it_holds_as_many_records_as_asked_for(self):
        self.assertEqual(len(self.rows), 20_000)

    def test_nobody_in_it_can_be_real(self):
        for row in self.rows:
            if row["nhs_number"]:
                self.assertTrue(row["nhs_number"].startswith("999"))
                self.assertEqual(nhs_check(row["nhs_number"][:9]), row["nhs_number"][9])
            if row["upn"]:
                self.assertGreaterEqual(int(row["upn"][1:4]), 990)
                self.assertEqual(upn_check(row["upn"][1:]), row["upn"][0])
            if row["telephone"]:
                self.assertIn(row["telephone"], PHONES)
            if row["email"]:
                self.assertTrue(row["email"].endswith(".example"))
            if row["postcode"]:
                self.assertIn(row["postcode"][:2], AREAS)

    def test_an_nhs_number_is_shared_only_inside_a_household_or_by_a_wrong_digit(self):
        holders = defaultdict(set)
        for row in self.rows:
            if row["nhs_number"]:
                holders[row["nhs_number"]].add(row["household"])
        strangers = sum(1 for homes in holders.values() if len(homes) > 1)
        self.assertLess(strangers, 40)

    def test_no_birth_date_is_given_to_a_crowd(self):
        days = Counter(row["birth_date"] for row in self.rows if row["birth_date"])
        crowds = [day for day, count in days.items() if count > 40 and not day.endswith("01-01")]
        self.assertEqual(crowds, [])

    def test_twins_name_each_other_about_four_times_in_a_thousand_records(self):
        twins = {(row["person"], row["twin_of"]) for row in self.rows if row["twin_of"]}
        pairs = {tuple(sorted(pair)) for pair in twins}
        self.assertTrue(40 <= len(pairs) <= 120, len(pairs))
        known = {row["person"] for row in self.rows}
        for person, twin in twins:
            if twin in known:
                self.assertIn((twin, person), twins)

    def test_every_tradition_is_there_and_every_mix_makes_a_file(self):
        self.assertEqual(len({row["tradition"] for row in self.rows}), 15)
        for mix in mixes():
            self.assertEqual(len(made(300, 1, mix)), 300)


class TheFamiliesThemselves(unittest.TestCase):
    def test_twins_share_household_and_birthday_and_have_names_of_their_own(self):
        population = Population(Random(11).random, 5_000)
        people = {}
        for _ in range(5_000):
            for home in population.family():
                people.update((person.number, person) for person in home.members)
        twins = [person for person in people.values() if person.twin]
        self.assertGreater(len(twins), 100)
        for one in twins:
            other = people[one.twin]
            self.assertEqual(other.twin, one.number)
            self.assertIs(one.household, other.household)
            self.assertLessEqual(abs(one.birth - other.birth), 1)
            self.assertNotEqual((one.given, one.middle), (other.given, other.middle))

    def test_a_slip_always_changes_a_long_name_or_leaves_it_whole(self):
        chance = Random(4)
        for _ in range(500):
            self.assertLessEqual(abs(len(typo(chance.random, "Catherine")) - 9), 1)

    def test_one_wrong_digit_is_a_date_of_its_own(self):
        from datetime import date
        chance = Random(4)
        for _ in range(500):
            wrong = one_digit(chance.random, date(2014, 2, 28))
            differing = sum(a != b for a, b in zip(wrong.isoformat(), "2014-02-28"))
            self.assertEqual(differing, 1)


class TheJudge(unittest.TestCase):
    def truth(self):
        truth = Truth()
        truth.person = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c1": "c"}
        truth.household = {"a": "h", "b": "h", "c": "i"}
        truth.twins = {("a", "b")}
        truth.groups = {person: (("sex", "F"),) for person in "abc"}
        return truth

    def test_the_truth_itself_is_perfect(self):
        truth = self.truth()
        result = measure(dict(truth.person), truth)
        self.assertEqual((result["precision"], result["recall"], result["f1"]), (1, 1, 1))
        self.assertEqual(result["twin_pairs_joined"], 0)

    def test_joined_twins_and_strangers_are_counted_once_each(self):
        clusters = {"a1": "1", "a2": "1", "b1": "1", "a3": "2", "c1": "2", "b2": "3"}
        result = measure(clusters, self.truth())
        self.assertEqual((result["true_pairs"], result["joined_pairs"]), (4, 4))
        self.assertEqual((result["wrong_pairs"], result["missed_pairs"]), (3, 3))
        self.assertEqual((result["twin_pairs_joined"], result["household_pairs_joined"],
                          result["stranger_pairs_joined"]), (1, 1, 1))
        self.assertEqual(result["by_group"]["sex"]["F"]["wrong_pairs"], 3)

    def test_a_record_left_out_is_alone_and_counted(self):
        result = measure({}, self.truth())
        self.assertEqual((result["records_not_in_clusters"], result["recall"]), (6, 0))


if __name__ == "__main__":
    unittest.main()
