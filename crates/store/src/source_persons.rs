//! One person as one source knows them: what the link engine compares.
//!
//! Invariant: only rows of loads that count are read; what an earlier row said stands.

use crate::database::{Tx, all, first};
use crate::loads::{self, ActiveLoad};
use crate::person_rows::{AddressRow, IdentityRow, NameRow};
use crate::{Store, StoreError};
use std::collections::BTreeMap;
use uuid::Uuid;
use vocabulary::{
    Address, DateSpan, Email, NhsNumber, NhsNumberStatus, PartialDate, PersonKey, PersonName,
    RecordId, Sex, SourceId, Telephone, UniqueLearnerNumber, UniquePupilNumber,
};

/// One person as one source knows them, with everything that the link engine compares.
pub struct SourcePerson {
    /// The stable id of (source, key).
    pub id: RecordId,
    /// The source.
    pub source: SourceId,
    /// The person's key in that source.
    pub key: PersonKey,
    /// All names, usual first within each row.
    pub names: Vec<PersonName>,
    /// Birth date, from the first row that has one.
    pub birth: Option<PartialDate>,
    /// Date of death.
    pub died_on: Option<vocabulary::Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// The source has traced that number and found it right.
    pub is_nhs_verified: bool,
    /// Unique pupil number.
    pub unique_pupil_number: Option<UniquePupilNumber>,
    /// Unique learner number.
    pub unique_learner_number: Option<UniqueLearnerNumber>,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// E-mail.
    pub email: Option<Email>,
    /// All addresses with their time.
    pub addresses: Vec<(Address, DateSpan)>,
}

impl SourcePerson {
    /// A person of whom the source has said nothing yet.
    #[must_use]
    pub const fn new(id: RecordId, source: SourceId, key: PersonKey) -> Self {
        Self {
            id,
            source,
            key,
            names: Vec::new(),
            birth: None,
            died_on: None,
            sex: None,
            nhs_number: None,
            is_nhs_verified: false,
            unique_pupil_number: None,
            unique_learner_number: None,
            telephone: None,
            email: None,
            addresses: Vec::new(),
        }
    }
}

impl Store {
    /// The stable id of (source, key); nothing when no load has named it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn source_person(
        &self,
        source: &SourceId,
        key: &str,
    ) -> Result<Option<RecordId>, StoreError> {
        let mut tx = self.read().await?;
        let row = first!(
            &mut tx,
            (Uuid,),
            "select id from source_person where source = $1 and person_key = $2",
            source.as_str(),
            key
        )?;
        Ok(row.map(|row| RecordId::new(row.0)))
    }

    /// Everything that the link engine needs, from the loads that count, by source and key.
    ///
    /// # Errors
    /// When the database fails or a stored value is unreadable.
    pub async fn source_persons(&self) -> Result<(Vec<ActiveLoad>, Vec<SourcePerson>), StoreError> {
        let mut tx = self.read().await?;
        let active = loads::active(&mut tx).await?;
        let counted: Vec<Uuid> = active.iter().map(|load| load.id.uuid()).collect();
        let people = read_people(&mut tx, &counted).await?;
        Ok((active, people))
    }
}

async fn read_people(tx: &mut Tx, counted: &[Uuid]) -> Result<Vec<SourcePerson>, StoreError> {
    let mut identities = all!(tx, IdentityRow, IDENTITIES)?;
    identities.retain(|row| counted.contains(&row.load_id));
    let mut names = all!(tx, NameRow, NAMES)?;
    names.retain(|row| counted.contains(&row.load_id));
    let mut addresses = all!(tx, AddressRow, ADDRESSES)?;
    addresses.retain(|row| counted.contains(&row.load_id));
    put_together(identities, &names, &addresses)
}

/// Rows as the source persons that they are about, by source and key.
pub(crate) fn put_together(
    mut identities: Vec<IdentityRow>,
    names: &[NameRow],
    addresses: &[AddressRow],
) -> Result<Vec<SourcePerson>, StoreError> {
    let mut people: BTreeMap<Uuid, SourcePerson> = BTreeMap::new();
    identities.sort_by_key(|row| (row.load_id, row.line));
    for row in &identities {
        add_identity(&mut people, row)?;
    }
    for row in names {
        if let Some(person) = people.get_mut(&row.source_person_id) {
            person.names.push(row.name()?);
        }
    }
    for row in addresses {
        if let Some(person) = people.get_mut(&row.source_person_id) {
            person.addresses.push((row.address()?, row.span()?));
        }
    }
    let mut people: Vec<SourcePerson> = people.into_values().collect();
    people.sort_by(|a, b| (&a.source, &a.key).cmp(&(&b.source, &b.key)));
    for person in &mut people {
        person.names.sort();
        person.names.dedup();
        person.addresses.sort();
        person.addresses.dedup();
    }
    Ok(people)
}

/// Adds a row to its source person; what an earlier row said stands.
fn add_identity(
    people: &mut BTreeMap<Uuid, SourcePerson>,
    row: &IdentityRow,
) -> Result<(), StoreError> {
    let new = row.record(Vec::new())?;
    let person = people.entry(row.source_person_id).or_insert_with(|| {
        let id = RecordId::new(row.source_person_id);
        SourcePerson::new(id, new.source.clone(), new.key.clone())
    });
    person.birth = person.birth.or(new.birth);
    person.died_on = person.died_on.or(new.died_on);
    person.sex = person.sex.or(new.sex);
    person.nhs_number = person.nhs_number.or(new.nhs_number);
    // A number is verified by a row that holds this very number.
    let is_verified = new
        .nhs_number_status
        .is_some_and(NhsNumberStatus::is_verified);
    let is_this_number = new.nhs_number.is_some() && new.nhs_number == person.nhs_number;
    person.is_nhs_verified |= is_verified && is_this_number;
    person.unique_pupil_number = person.unique_pupil_number.or(new.unique_pupil_number);
    person.unique_learner_number = person.unique_learner_number.or(new.unique_learner_number);
    person.telephone = person.telephone.take().or(new.telephone);
    person.email = person.email.take().or(new.email);
    Ok(())
}

const IDENTITIES: &str = "\
    select r.source_person_id as person, r.source_person_id, r.load_id, r.line, s.source, \
        '' as received_at, s.person_key, r.birth, r.died_on, r.sex, r.nhs_number, \
        r.nhs_number_status, r.upn, r.uln, r.telephone, r.email \
    from person_record r join source_person s on s.id = r.source_person_id";
const NAMES: &str = "\
    select source_person_id as person, source_person_id, load_id, line, '' as source, \
        '' as received_at, '' as person_key, usage, given, middle, family from person_name";
const ADDRESSES: &str = "\
    select source_person_id as person, source_person_id, load_id, line, '' as source, \
        '' as received_at, '' as person_key, address_line, postcode, uprn, kind, is_confidential, \
        from_date, to_date from person_address";

#[cfg(test)]
mod tests {
    use super::*;

    fn row(nhs_number: Option<&str>, status: Option<&str>) -> IdentityRow {
        IdentityRow {
            person: Uuid::nil(),
            source_person_id: Uuid::nil(),
            load_id: Uuid::nil(),
            line: 2,
            source: "health-visiting".to_owned(),
            received_at: String::new(),
            person_key: "H-1".to_owned(),
            birth: None,
            died_on: None,
            sex: None,
            nhs_number: nhs_number.map(str::to_owned),
            nhs_number_status: status.map(str::to_owned),
            upn: None,
            uln: None,
            telephone: None,
            email: None,
        }
    }

    fn is_verified(rows: &[(Option<&str>, Option<&str>)]) -> bool {
        let mut people = BTreeMap::new();
        for (number, status) in rows {
            add_identity(&mut people, &row(*number, *status)).unwrap();
        }
        people[&Uuid::nil()].is_nhs_verified
    }

    #[test]
    fn a_number_is_verified_only_by_a_row_that_holds_it() {
        let (kept, other) = (Some("9990000018"), Some("9990000026"));
        assert!(is_verified(&[(kept, Some("01"))]));
        assert!(is_verified(&[(kept, None), (kept, Some("01"))]));
        assert!(!is_verified(&[(kept, Some("02"))]));
        assert!(!is_verified(&[(None, Some("01")), (kept, None)]));
        assert!(!is_verified(&[(kept, None), (other, Some("01"))]));
    }
}
