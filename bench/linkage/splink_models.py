"""The Splink models the engine is measured against, as data for `run_splink.py`.

For the public sets they follow Splink's own notebooks. For family files there are three: A as a
first user of the documentation would write it, B with postcode and address in one comparison, C
with short forms of names and the usual slips in birth dates spelt out. They are meant to be as
good as a careful user of Splink would make them; a weak opponent proves nothing.

Invariant: a model reads no truth column (person, household, twin_of, cluster, the FEBRL number).
"""

from dataclasses import dataclass, field

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import SettingsCreator, block_on


@dataclass
class Model:
    """One linkage model: how the files are read, compared, blocked and trained."""

    name: str
    columns: str
    comparisons: list
    blocking: list
    certain: list
    recall: float
    training: list
    link_type: str = "dedupe_only"
    random_pairs: float = 1e7
    keep_above: float = 0.001
    short_forms: bool = False
    term_frequencies: tuple = field(default_factory=tuple)

    def settings(self):
        return SettingsCreator(
            link_type=self.link_type, comparisons=self.comparisons,
            blocking_rules_to_generate_predictions=self.blocking,
            unique_id_column_name="unique_id", retain_matching_columns=False,
            retain_intermediate_calculation_columns=False)


def fake_1000():
    return Model(
        name="fake_1000",
        columns="""unique_id, first_name, surname, cast(dob as varchar) as dob, city, email""",
        comparisons=[
            cl.NameComparison("first_name"), cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email")],
        blocking=[block_on("first_name", "city"), block_on("surname"), block_on("dob"),
                  block_on("email"), block_on("first_name", "surname")],
        certain=[block_on("first_name", "dob"),
                 "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
                 block_on("email")],
        recall=0.7, random_pairs=1e6,
        training=[block_on("first_name", "surname"), block_on("dob")])


FEBRL_COLUMNS = """trim(rec_id) as unique_id, nullif(trim(given_name), '') as given_name,
    nullif(trim(surname), '') as surname, nullif(trim(street_number), '') as street_number,
    nullif(trim(address_1), '') as address_1, nullif(trim(postcode), '') as postcode,
    nullif(trim(state), '') as state, nullif(trim(date_of_birth), '') as date_of_birth,
    nullif(trim(soc_sec_id), '') as soc_sec_id"""
SWAPPED = "l.given_name = r.surname and l.surname = r.given_name"


def _febrl_birth():
    return cl.DateOfBirthComparison("date_of_birth", input_is_string=True,
                                    datetime_format="%Y%m%d", invalid_dates_as_null=True)


def febrl3():
    return Model(
        name="febrl3", columns=FEBRL_COLUMNS,
        comparisons=[
            cl.NameComparison("given_name"), cl.NameComparison("surname"), _febrl_birth(),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True)],
        blocking=[block_on("soc_sec_id"), block_on("given_name"), block_on("surname"),
                  block_on("date_of_birth"), block_on("postcode")],
        certain=[block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"),
                 SWAPPED + " and l.date_of_birth = r.date_of_birth"],
        recall=0.9, random_pairs=1e6,
        training=[block_on("date_of_birth"), block_on("postcode")])


def febrl4():
    return Model(
        name="febrl4", columns=FEBRL_COLUMNS, link_type="link_only",
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            _febrl_birth(), cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
                term_frequency_adjustments=True)],
        blocking=[block_on("given_name", "surname"), SWAPPED, block_on("date_of_birth"),
                  block_on("soc_sec_id"), block_on("state", "address_1"),
                  block_on("street_number", "address_1"), block_on("postcode")],
        certain=[block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"),
                 SWAPPED + " and l.date_of_birth = r.date_of_birth"],
        recall=0.9, random_pairs=1e6,
        training=[block_on("date_of_birth"), block_on("postcode")])


def _plain(column, name):
    return f"nullif(lower(strip_accents(trim({column}))), '') as {name}"


FAMILY_COLUMNS = ", ".join([
    "record_id as unique_id", _plain("given_name", "first_name"), _plain("family_name", "surname"),
    _plain("middle_name", "middle_name"), "nullif(birth_date, '') as dob",
    "nullif(sex, '') as sex", _plain("address", "address"),
    "nullif(upper(trim(postcode)), '') as postcode", "nullif(nhs_number, '') as nhs_number",
    "nullif(upn, '') as upn",
    """nullif(lower(strip_accents(trim(given_name))), '') || ' '
       || nullif(lower(strip_accents(trim(family_name))), '') as full_name"""])


def _family_blocking():
    return [
        block_on("nhs_number"), block_on("upn"),
        block_on("first_name", "surname", "substr(dob, 1, 4)"), block_on("surname", "dob"),
        block_on("first_name", "dob"), block_on("first_name", "postcode"),
        block_on("surname", "postcode"), block_on("dob", "postcode"),
        block_on("first_name", "surname", "substr(postcode, 1, 4)"),
        block_on("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 7)")]


def _family(name, comparisons, training, **more):
    return Model(
        name=name, columns=FAMILY_COLUMNS, comparisons=comparisons, blocking=_family_blocking(),
        certain=[block_on("nhs_number"), block_on("upn"),
                 block_on("first_name", "surname", "dob")],
        recall=0.75, training=training, keep_above=0.01, **more)


def family_a():
    """Postcode and address stand apart, as in the documentation's examples."""
    return _family("family-a", [
        cl.ForenameSurnameComparison("first_name", "surname",
                                     forename_surname_concat_col_name="full_name"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode"), cl.LevenshteinAtThresholds("address", [2]),
        cl.ExactMatch("sex"), cl.JaroWinklerAtThresholds("middle_name", [0.9]),
        cl.DamerauLevenshteinAtThresholds("nhs_number", [1]),
        cl.DamerauLevenshteinAtThresholds("upn", [1]),
    ], [block_on("first_name", "surname"), block_on("dob"), block_on("postcode", "first_name")],
        term_frequencies=("full_name", "surname", "first_name"))


def _location():
    """Address and postcode say one thing between them, so they are one comparison.

    `case` makes DuckDB measure the long address only where the postcode allows it.
    """
    return cl.CustomComparison(output_column_name="location", comparison_levels=[
        cll.CustomLevel("""(address_l is null or address_r is null)
                           and (postcode_l is null or postcode_r is null)""",
                        "no address and no postcode").configure(is_null_level=True),
        cll.CustomLevel("address_l = address_r and postcode_l = postcode_r", "both"),
        cll.CustomLevel("address_l = address_r", "address"),
        cll.CustomLevel("""case when postcode_l = postcode_r
                           then levenshtein(address_l, address_r) <= 2 else false end""",
                        "postcode, nearly address"),
        cll.CustomLevel("postcode_l = postcode_r", "postcode"),
        cll.CustomLevel("""case when levenshtein(postcode_l, postcode_r) <= 2
                           then levenshtein(address_l, address_r) <= 3 else false end""",
                        "nearly both"),
        cll.CustomLevel("split_part(postcode_l, ' ', 1) = split_part(postcode_r, ' ', 1)",
                        "district"),
        cll.ElseLevel()])


def _rest():
    return [cl.ExactMatch("sex"), cl.JaroWinklerAtThresholds("middle_name", [0.9]),
            cl.ExactMatch("nhs_number"), cl.ExactMatch("upn")]


def family_b():
    """As A, with one comparison of location."""
    return _family("family-b", [
        cl.ForenameSurnameComparison("first_name", "surname",
                                     forename_surname_concat_col_name="full_name"),
        cl.DateOfBirthComparison("dob", input_is_string=True), _location(), *_rest(),
    ], [block_on("first_name", "surname"), block_on("dob")],
        term_frequencies=("full_name", "surname", "first_name"))


def _forename():
    return cl.CustomComparison(output_column_name="first_name", comparison_levels=[
        cll.NullLevel("first_name"),
        cll.ExactMatchLevel("first_name", term_frequency_adjustments=True),
        cll.CustomLevel("list_has_any(first_forms_l, first_forms_r)", "short form"),
        cll.CustomLevel("first_name_l = surname_r and surname_l = first_name_r", "swapped"),
        cll.JaroWinklerLevel("first_name", 0.92),
        cll.CustomLevel("first_name_l = middle_name_r or middle_name_l = first_name_r",
                        "middle name as first"),
        cll.CustomLevel("""(length(first_name_l) = 1 or length(first_name_r) = 1)
                           and substr(first_name_l, 1, 1) = substr(first_name_r, 1, 1)""",
                        "initial"),
        cll.JaroWinklerLevel("first_name", 0.8), cll.ElseLevel()])


def _surname():
    return cl.CustomComparison(output_column_name="surname", comparison_levels=[
        cll.NullLevel("surname"),
        cll.ExactMatchLevel("surname", term_frequency_adjustments=True),
        cll.CustomLevel("first_name_l = surname_r and surname_l = first_name_r", "swapped"),
        cll.JaroWinklerLevel("surname", 0.92), cll.JaroWinklerLevel("surname", 0.85),
        cll.ElseLevel()])


def _birth():
    return cl.CustomComparison(output_column_name="dob", comparison_levels=[
        cll.NullLevel("dob"), cll.ExactMatchLevel("dob"),
        cll.CustomLevel("""substr(dob_l, 1, 4) = substr(dob_r, 1, 4)
                           and substr(dob_l, 6, 2) = substr(dob_r, 9, 2)
                           and substr(dob_l, 9, 2) = substr(dob_r, 6, 2)""", "day and month"),
        cll.CustomLevel("""substr(dob_l, 1, 4) = substr(dob_r, 1, 4)
                           and (dob_l like '%-01-01' or dob_r like '%-01-01')""", "1 January"),
        cll.CustomLevel("hamming(dob_l, dob_r) = 1", "one digit"), cll.ElseLevel()])


def family_c():
    """As B, with short forms of names and the usual slips in birth dates.

    The short forms are those of the generator, so what C gains by them is an upper bound.
    """
    return _family("family-c", [_forename(), _surname(), _birth(), _location(), *_rest()],
                   [block_on("first_name", "surname"), block_on("dob")], short_forms=True,
                   term_frequencies=("first_name", "surname"))


MODELS = {"fake_1000": fake_1000, "febrl3": febrl3, "febrl4": febrl4, "family-a": family_a,
          "family-b": family_b, "family-c": family_c}
