//! Invented people for the tests of this crate.
//!
//! Invariant: only for tests; streets and postcodes do not exist.

use crate::record::{LinkageRecord, RecordInput};
use vocabulary::{
    Address, AddressKind, NameText, NameUse, NhsNumber, PartialDate, PersonName, PersonalText,
    Postcode, RecordId, Sex, SourceId, UniquePupilNumber,
};

/// One invented person as one source writes them.
#[derive(Clone)]
pub(crate) struct Person {
    names: Vec<PersonName>,
    birth: Option<PartialDate>,
    sex: Option<Sex>,
    nhs_number: Option<NhsNumber>,
    is_nhs_verified: bool,
    pupil_number: Option<UniquePupilNumber>,
    addresses: Vec<Address>,
    source: &'static str,
}

pub(crate) fn id(number: u128) -> RecordId {
    RecordId::parse(&format!("00000000-0000-7000-8000-{number:012x}")).unwrap()
}

/// A person by given name, family name and birth date; "" for what is not known.
pub(crate) fn person(given: &str, family: &str, birth: &str) -> Person {
    Person {
        names: vec![name(NameUse::Usual, given, "", family)],
        birth: PartialDate::parse(birth).ok(),
        sex: None,
        nhs_number: None,
        is_nhs_verified: false,
        pupil_number: None,
        addresses: Vec::new(),
        source: "housing",
    }
}

fn name(usage: NameUse, given: &str, middle: &str, family: &str) -> PersonName {
    PersonName {
        usage,
        given: NameText::parse(given).ok(),
        middle: NameText::parse(middle).ok(),
        family: NameText::parse(family).ok(),
    }
}

impl Person {
    pub(crate) fn formerly(mut self, family: &str) -> Self {
        let mut former = self.names[0].clone();
        former.usage = NameUse::Former;
        former.family = NameText::parse(family).ok();
        self.names.push(former);
        self
    }

    pub(crate) fn middle(mut self, middle: &str) -> Self {
        self.names[0].middle = NameText::parse(middle).ok();
        self
    }

    pub(crate) fn sex(mut self, code: &str) -> Self {
        self.sex = Sex::parse(code);
        self
    }

    pub(crate) fn nhs(mut self, first_nine: u32) -> Self {
        self.nhs_number = NhsNumber::from_first_nine(first_nine);
        assert!(
            self.nhs_number.is_some(),
            "one in eleven has no check digit"
        );
        self
    }

    pub(crate) fn verified(mut self) -> Self {
        self.is_nhs_verified = true;
        self
    }

    pub(crate) fn pupil(mut self, digits: u64) -> Self {
        self.pupil_number = UniquePupilNumber::from_twelve_digits(digits);
        self
    }

    pub(crate) fn at(self, line: &str, postcode: &str) -> Self {
        self.lives_in(AddressKind::Home, line, postcode)
    }

    pub(crate) fn in_refuge(self, line: &str, postcode: &str) -> Self {
        self.lives_in(AddressKind::Refuge, line, postcode)
    }

    fn lives_in(mut self, kind: AddressKind, line: &str, postcode: &str) -> Self {
        let address = Address::new(
            PersonalText::parse(line).ok(),
            Postcode::parse(postcode).ok(),
            None,
            kind,
        );
        self.addresses.push(address.unwrap());
        self
    }

    pub(crate) fn from(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }

    pub(crate) fn record(&self, number: u128) -> LinkageRecord {
        LinkageRecord::new(RecordInput {
            id: id(number),
            source: &SourceId::parse(self.source).unwrap(),
            key: None,
            names: &self.names,
            birth: self.birth,
            sex: self.sex,
            nhs_number: self.nhs_number.as_ref(),
            is_nhs_verified: self.is_nhs_verified,
            unique_pupil_number: self.pupil_number.as_ref(),
            unique_learner_number: None,
            telephone: None,
            email: None,
            addresses: &self.addresses,
        })
    }
}
