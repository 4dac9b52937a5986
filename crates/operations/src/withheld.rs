//! Rows about a protected person are left out while a file is loaded, before anything is stored.
//!
//! Who is meant is known by keyed marks only: nobody can read a number or a name back from them,
//! and without the key file nobody can test one. Invariants
//! - What a load reports to whoever loads does not depend on what was left out.
//! - Only a count is kept, for all loads together.

use crate::{Kith, OpenError, OperationError};
use intake::Record;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use store::{Mint, Restricted, Store};
use uuid::Uuid;
use vocabulary::{
    NhsNumber, PartialDate, PersonId, PersonKey, PersonName, PersonRecord, RestrictionKind,
    SourceId,
};

/// The key of the marks; never printed, never in the database.
#[derive(Clone)]
pub(crate) struct MarkKey([u8; 32]);

/// What stands in the database so that a wrong key is noticed.
const CHECK: &str = "check";

impl MarkKey {
    /// The key beside the journal; nothing while nobody is protected.
    ///
    /// Without the right key the rows of a protected person would be stored, so nothing is opened.
    pub(crate) async fn open(path: &Path, store: &Store) -> Result<Option<Self>, OpenError> {
        let marks = store.withheld_marks().await?;
        let key = match std::fs::read(path) {
            Ok(bytes) => bytes.try_into().ok().map(Self),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(OpenError::Journal(error.kind())),
        };
        let is_right = |key: &Self| marks.contains_key(&key.mark(CHECK));
        if !marks.is_empty() && !key.as_ref().is_some_and(is_right) {
            return Err(OpenError::MarkKeyMissing);
        }
        Ok(key)
    }

    /// A fresh key, kept beside the journal for its owner only.
    fn make(path: &Path, mint: &mut Mint) -> std::io::Result<Self> {
        use std::io::Write;
        let mut hash = Sha256::new();
        hash.update(b"kith mark key 1");
        hash.update(mint.secret());
        let key: [u8; 32] = hash.finalize().into();
        let mut options = std::fs::OpenOptions::new();
        options.create_new(true).write(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(path)?;
        file.write_all(&key)?;
        file.sync_all()?;
        Ok(Self(key))
    }

    /// HMAC-SHA-256 as hexadecimal text (RFC 2104).
    fn mark(&self, text: &str) -> String {
        let padded = |with: u8| -> [u8; 64] {
            let mut block = [with; 64];
            for (place, byte) in block.iter_mut().zip(self.0) {
                *place ^= byte;
            }
            block
        };
        let mut inner = Sha256::new();
        inner.update(padded(0x36));
        inner.update(text.as_bytes());
        let mut outer = Sha256::new();
        outer.update(padded(0x5c));
        outer.update(inner.finalize());
        crate::handle::hexadecimal(&outer.finalize())
    }

    fn of_record(&self, source: &SourceId, key: &PersonKey) -> String {
        self.mark(&format!("key {source} {}", key.reveal()))
    }

    /// The marks of what a record says: its NHS number, and each name with the birth date.
    fn of_person(
        &self,
        names: &[PersonName],
        birth: Option<PartialDate>,
        number: Option<NhsNumber>,
    ) -> Vec<String> {
        let mut marks: Vec<String> = number
            .map(|number| self.mark(&format!("nhs {}", number.reveal())))
            .into_iter()
            .collect();
        let Some(born) = birth.and_then(|birth| birth.whole()) else {
            return marks;
        };
        for name in names {
            if let (Some(given), Some(family)) = (&name.given, &name.family) {
                let (given, family) = (folded(given.reveal()), folded(family.reveal()));
                marks.push(self.mark(&format!("name {given} {family} {born}")));
            }
        }
        marks
    }
}

/// Letters and digits in lower case: capitals, hyphens and blanks make no other name.
fn folded(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// What is left out of one load.
pub(crate) struct Withheld {
    key: MarkKey,
    marks: BTreeMap<String, Uuid>,
    found: BTreeMap<String, (Uuid, PersonKey)>,
    left_out: u64,
}

impl Withheld {
    /// The rows of a batch that may be kept.
    pub(crate) fn keep(&mut self, source: &SourceId, mut batch: Vec<Record>) -> Vec<Record> {
        for record in &batch {
            if let Record::Person(person) = record {
                self.look_at(source, person);
            }
        }
        let before = batch.len();
        batch.retain(|record| !self.is_left_out(source, record));
        self.left_out += (before - batch.len()) as u64;
        batch
    }

    fn look_at(&mut self, source: &SourceId, person: &PersonRecord) {
        let marks = self
            .key
            .of_person(&person.names, person.birth, person.nhs_number);
        let known = marks.iter().find_map(|mark| self.marks.get(mark)).copied();
        if let Some(restriction) = known {
            let mark = self.key.of_record(source, &person.key);
            self.found.insert(mark, (restriction, person.key.clone()));
        }
    }

    fn is_left_out(&self, source: &SourceId, record: &Record) -> bool {
        let is_known = |key: &PersonKey| {
            let mark = self.key.of_record(source, key);
            self.found.contains_key(&mark) || self.marks.contains_key(&mark)
        };
        match record {
            Record::Person(person) => is_known(&person.key),
            Record::Name(name) => is_known(&name.person),
            Record::Address(stay) => is_known(&stay.person),
            Record::Relationship(one) => is_known(&one.person) || is_known(&one.other),
            Record::Involvement(one) => is_known(&one.person),
            Record::CaseLink(link) => is_known(&link.person),
            Record::Staff(_) | Record::Team(_) | Record::Coverage(_) => false,
        }
    }
}

impl Kith {
    /// What to leave out of a load; nothing while nobody is protected.
    pub(crate) async fn withheld(&self) -> Result<Option<Withheld>, store::StoreError> {
        let marks = self.store().withheld_marks().await?;
        let key = self.mark_key();
        Ok(key.filter(|_| !marks.is_empty()).map(|key| Withheld {
            key,
            marks,
            found: BTreeMap::new(),
            left_out: 0,
        }))
    }

    /// Keeps the marks of the keys that were met, restricts what an earlier load of the same key
    /// has stored, and counts.
    pub(crate) async fn after_withholding(
        &self,
        source: &SourceId,
        withheld: Withheld,
    ) -> Result<(), OperationError> {
        if withheld.left_out == 0 {
            return Ok(());
        }
        let name = withheld.key.mark("rows left out");
        let found: Vec<(String, Uuid, PersonKey)> = withheld
            .found
            .into_iter()
            .map(|(mark, (restriction, key))| (mark, restriction, key))
            .collect();
        self.store()
            .keep_withheld(source, &found, (&name, withheld.left_out))
            .await?;
        self.keep_journal().await
    }

    /// The marks of a person who is about to be protected, and of nobody else; the key is made
    /// with the first.
    pub(crate) async fn marks_for(
        &self,
        what: Restricted,
        person: PersonId,
        mint: &mut Mint,
    ) -> Result<Vec<String>, OperationError> {
        if what != Restricted::Person(RestrictionKind::ProtectedPerson) {
            return Ok(Vec::new());
        }
        let path = self
            .mark_key_path()
            .ok_or(OperationError::JournalUnwritable)?;
        let key = match self.mark_key() {
            Some(key) => key,
            None => {
                let made = MarkKey::make(&path, mint);
                let made = made.map_err(|_| OperationError::JournalUnwritable)?;
                self.keep_mark_key(made.clone());
                made
            }
        };
        let said = self.store().said_now(person).await?;
        let mut marks: BTreeSet<String> = BTreeSet::from([key.mark(CHECK)]);
        for record in &said {
            marks.extend(key.of_person(&record.names, record.birth, record.nhs_number));
            marks.insert(key.of_record(&record.source, &record.key));
        }
        Ok(marks.into_iter().collect())
    }
}

/// Where the key stands: beside the journal.
pub(crate) fn key_beside(journal: &Path) -> PathBuf {
    journal.with_extension("key")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_the_hmac_of_the_published_example() {
        // RFC 4231, test case 2: the key "Jefe", padded with zeros as the construction pads it.
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        assert_eq!(
            MarkKey(key).mark("what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn capitals_and_hyphens_make_no_other_name_and_another_day_does() {
        let name = |given: &str| PersonName {
            usage: vocabulary::NameUse::Usual,
            given: vocabulary::NameText::parse(given).ok(),
            middle: None,
            family: vocabulary::NameText::parse("Marsh").ok(),
        };
        let born = |text: &str| PartialDate::parse(text).ok();
        let key = MarkKey([7; 32]);
        let marks = |given: &str, day: &str| key.of_person(&[name(given)], born(day), None);
        assert_eq!(
            marks("Anna-Lena", "1991-03-14"),
            marks("ANNA LENA", "1991-03-14")
        );
        assert_ne!(
            marks("Anna-Lena", "1991-03-14"),
            marks("Anna-Lena", "1991-03-15")
        );
        assert!(marks("Anna-Lena", "1991").is_empty());
    }
}
