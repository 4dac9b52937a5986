//! Data quality of a file, without loading it: reads and checks, keeps nothing.

use crate::load_extract::{LoadError, file_name, open};
use crate::{At, Kith};
use intake::{ExtractReport, Record, read_extract};
use std::path::Path;
use vocabulary::SourceId;

/// A file that was checked.
pub struct CheckedExtract {
    /// What was read and found.
    pub report: ExtractReport,
    /// People named in it.
    pub people: u64,
    /// Involvements in it.
    pub involvements: u64,
    /// Involvements whose own row names no worker, telephone or e-mail.
    pub without_contact: u64,
}

impl Kith {
    /// Checks one file of a source.
    ///
    /// # Errors
    /// When nothing of it can be used.
    pub fn check_extract(
        &self,
        source: &SourceId,
        path: &Path,
        at: At,
    ) -> Result<CheckedExtract, LoadError> {
        let specification = self.specification(source)?;
        let (mut people, mut involvements, mut without_contact) = (0, 0, 0);
        let mut sink = |record: Record| match record {
            Record::Person(_) => people += 1,
            Record::Involvement(involvement) => {
                involvements += 1;
                let worker = &involvement.worker;
                let can_be_reached = worker.staff.is_some()
                    || worker.telephone.is_some()
                    || worker.email.is_some()
                    || involvement.team.is_some();
                without_contact += u64::from(!can_be_reached);
            }
            Record::Name(_)
            | Record::Address(_)
            | Record::Relationship(_)
            | Record::CaseLink(_)
            | Record::Staff(_)
            | Record::Team(_)
            | Record::Coverage(_) => {}
        };
        let report = read_extract(
            specification,
            &file_name(path),
            open(path)?,
            at.today(),
            &mut sink,
        )
        .map_err(|why| LoadError::Refused {
            file: file_name(path),
            why,
        })?;
        Ok(CheckedExtract {
            report,
            people,
            involvements,
            without_contact,
        })
    }
}
