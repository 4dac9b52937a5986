//! Reads files of people: every row becomes a record for the engine, and what is kept beside it.
//!
//! The files are looked at first (do the columns exist, are the NHS numbers NHS numbers) and then
//! read once, row by row. Invariant: no value of a file is in a finding or an error; a row that
//! cannot be read never costs another row.

pub(crate) mod groups;
pub(crate) mod ids;
mod reading;
pub(crate) mod row_text;
mod survey;
pub(crate) mod truth;

use crate::layout::Layout;
use crate::spec::{Key, Mode, NotASpec, Spec};
use crate::table::{NotATable, Table};
use groups::Groups;
use ids::{Ids, Lines, Repeated};
use intake::Findings;
use reading::Reading;
use row_text::{Lacks, RowText};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use survey::Survey;
use truth::Truth;
use vocabulary::Date;

/// Why files of people cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// A file is no table.
    #[error("{file} {reason}")]
    NotATable {
        /// The file's name.
        file: String,
        /// Why.
        #[source]
        reason: NotATable,
    },
    /// A file lacks columns that the specification names.
    #[error(transparent)]
    Columns(#[from] NotASpec),
    /// A file has no rows that can be read.
    #[error("{file} has a header and no row that can be read{}", first.as_ref().map(|first| format!("; the first finding is: {first}")).unwrap_or_default())]
    NoRows {
        /// The file's name.
        file: String,
        /// The first finding, where there is one.
        first: Option<String>,
    },
    /// Two records have one id.
    #[error(
        "{file} line {line} has the same {column} as {first_file} line {first_line}; each record needs an id of its own"
    )]
    SameId {
        /// The column of the ids.
        column: String,
        /// The file of the earlier record.
        first_file: String,
        /// Its line.
        first_line: u64,
        /// The file of the later record.
        file: String,
        /// Its line.
        line: u64,
    },
    /// There is nothing to link between.
    #[error(
        "mode link_only links records of different sources, and there is only one; give a second --input, name a source column, or say mode = \"dedupe\""
    )]
    OneSource,
    /// More records than one run can hold.
    #[error("there are more than 4,294,967,294 records; link them in parts")]
    TooMany,
}

/// A further column of the files, and how it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FurtherColumn {
    pub(crate) name: String,
    pub(crate) is_text: bool,
}

/// Files of people whose columns have been found.
pub(crate) struct PeopleFiles<'a> {
    spec: &'a Spec,
    files: Vec<OpenFile>,
    today: Date,
    pub(crate) others: Vec<FurtherColumn>,
    /// Things that somebody should know before the run.
    pub(crate) warnings: Vec<String>,
}

struct OpenFile {
    path: PathBuf,
    name: String,
    label: String,
    layout: Layout,
}

/// What was read, beside what the engine was given.
#[derive(Default)]
pub(crate) struct People {
    pub(crate) ids: Ids,
    pub(crate) sources: Vec<String>,
    pub(crate) source_of: Vec<u32>,
    pub(crate) truth: Truth,
    pub(crate) groups: Groups,
    pub(crate) lacks: Vec<Lacks>,
    pub(crate) findings: Findings,
    pub(crate) files: Vec<FileRead>,
    pub(crate) mode: Mode,
    /// Ids stand in several sources, so each is written with its source.
    pub(crate) is_prefixed: bool,
    lines: Lines,
}

/// Counts of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileRead {
    pub(crate) name: String,
    pub(crate) rows: u64,
    pub(crate) rows_kept: u64,
    /// The place of its first record.
    pub(crate) first: u32,
}

impl<'a> PeopleFiles<'a> {
    /// Opens the files, finds the columns, and looks at the first rows.
    pub(crate) fn open(
        spec: &'a Spec,
        inputs: &[PathBuf],
        today: Date,
    ) -> Result<Self, PeopleError> {
        let mut files: Vec<OpenFile> = Vec::with_capacity(inputs.len());
        let mut survey = Survey::default();
        let mut problems = Vec::new();
        for path in inputs {
            let name = file_name(path);
            let mut table = open_table(path, &name)?;
            match Layout::find(spec, &name, table.header()) {
                Ok(layout) => {
                    let looked = survey.look(&mut table, &layout);
                    looked.map_err(|reason| not_a_table(&name, reason))?;
                    let label = label(path, &files);
                    files.push(OpenFile {
                        path: path.clone(),
                        name,
                        label,
                        layout,
                    });
                }
                Err(NotASpec(found)) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(NotASpec(problems).into());
        }
        let mut opened = Self {
            spec,
            files,
            today,
            others: further_columns(spec),
            warnings: Vec::new(),
        };
        opened.settle(&survey);
        Ok(opened)
    }

    /// A column of "NHS numbers" that mostly are none is compared as what it is.
    fn settle(&mut self, survey: &Survey) {
        let Some(mapped) = self.spec.mapped(Key::NhsNumber) else {
            return;
        };
        if survey.holds_nhs_numbers() {
            return;
        }
        let column = mapped.groups.concat().remove(0).name;
        self.warnings.push(format!(
            "column `{column}` does not hold NHS numbers ({} of the first {} do not have the right check digit); it is compared as an exact column",
            survey.wrong(),
            survey.filled()
        ));
        for file in &mut self.files {
            if let Some(place) = file.layout.nhs_number.take() {
                file.layout.others.push(place);
            }
        }
        self.others.push(FurtherColumn {
            name: column,
            is_text: false,
        });
    }

    /// Reads every row; each record goes to `sink` as it is read, in the order of the files.
    pub(crate) fn read(
        self,
        sink: &mut dyn FnMut(&RowText<'_>),
        progress: &mut dyn FnMut(u64),
    ) -> Result<People, PeopleError> {
        let mut people = People {
            mode: self.spec.mode.unwrap_or_default(),
            groups: groups_of(self.spec),
            ..People::default()
        };
        let is_by_file = people.mode == Mode::LinkOnly && self.files.len() > 1;
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for file in &self.files {
            let table = open_table(&file.path, &file.name)?;
            let mut reading =
                Reading::new(self.spec, file.view(is_by_file), self.today, &mut people);
            reading
                .read(table, &mut numbers, sink, progress)
                .map_err(|reason| not_a_table(&file.name, reason))?;
            if people.files.last().is_none_or(|read| read.rows_kept == 0) {
                let mut own = people
                    .findings
                    .iter()
                    .filter(|found| found.file == file.name);
                return Err(PeopleError::NoRows {
                    file: file.name.clone(),
                    first: own.next().map(ToString::to_string),
                });
            }
        }
        people.truth.finish();
        self.check(&mut people)?;
        Ok(people)
    }

    fn check(&self, people: &mut People) -> Result<(), PeopleError> {
        if u32::try_from(people.ids.len()).is_ok_and(|records| records < u32::MAX) {
            if people.mode == Mode::LinkOnly && people.sources.len() < 2 {
                return Err(PeopleError::OneSource);
            }
        } else {
            return Err(PeopleError::TooMany);
        }
        match people.ids.repeated(&people.source_of) {
            Repeated::Never => Ok(()),
            Repeated::AcrossSources => {
                people.is_prefixed = true;
                Ok(())
            }
            Repeated::InOneSource(first, second) => Err(PeopleError::SameId {
                column: self.spec.record_id.name.clone(),
                first_file: people.file_of(first).to_owned(),
                first_line: people.lines.at(first),
                file: people.file_of(second).to_owned(),
                line: people.lines.at(second),
            }),
        }
    }
}

/// What the reading of one file needs to know of it.
pub(crate) struct FileView<'a> {
    pub(crate) name: &'a str,
    pub(crate) label: &'a str,
    pub(crate) layout: &'a Layout,
    /// The file is the source, whatever its rows say.
    pub(crate) is_source: bool,
}

impl OpenFile {
    fn view(&self, is_by_file: bool) -> FileView<'_> {
        FileView {
            name: &self.name,
            label: &self.label,
            layout: &self.layout,
            is_source: is_by_file || self.layout.source.is_none(),
        }
    }
}

impl People {
    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// What a record is called outside: its id, with its source before it where ids repeat.
    pub(crate) fn name_of(&self, place: u32) -> String {
        let id = self.ids.at(place);
        if self.is_prefixed {
            format!(
                "{}:{id}",
                self.sources[self.source_of[place as usize] as usize]
            )
        } else {
            id.to_owned()
        }
    }

    /// The places of the records that a name fits: an id, or a source and an id.
    pub(crate) fn places_named(&self, name: &str) -> Vec<u32> {
        let plain = self.ids.places_of(name);
        let Some((source, id)) = name.split_once(':').filter(|_| plain.is_empty()) else {
            return plain;
        };
        let mut places = self.ids.places_of(id);
        places.retain(|place| self.sources[self.source_of[*place as usize] as usize] == source);
        places
    }

    fn file_of(&self, place: u32) -> &str {
        let after = self.files.partition_point(|file| file.first <= place);
        self.files
            .get(after.saturating_sub(1))
            .map_or("", |file| &file.name)
    }
}

/// Groups are told apart only where it is known who is who.
fn groups_of(spec: &Spec) -> Groups {
    if spec.mapped(Key::Person).is_none() {
        return Groups::default();
    }
    let mapped = spec.mapped(Key::Group);
    let columns = mapped.map_or_else(Vec::new, |mapped| mapped.groups.concat());
    let names: Vec<String> = columns.into_iter().map(|column| column.name).collect();
    Groups::new(&names)
}

fn further_columns(spec: &Spec) -> Vec<FurtherColumn> {
    let others = spec.others.iter().map(|other| FurtherColumn {
        name: other.column.name.clone(),
        is_text: other.is_text,
    });
    others.collect()
}

fn open_table(path: &Path, name: &str) -> Result<Table, PeopleError> {
    Table::open(path).map_err(|reason| not_a_table(name, reason))
}

fn not_a_table(file: &str, reason: NotATable) -> PeopleError {
    PeopleError::NotATable {
        file: file.to_owned(),
        reason,
    }
}

/// The name of a file in messages: without its folder.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// The name of a file as a source: without its ending, told apart from those before it.
fn label(path: &Path, before: &[OpenFile]) -> String {
    let stem = path.file_stem().unwrap_or(path.as_os_str());
    let plain = source_name(&stem.to_string_lossy());
    let is_taken = |label: &str| before.iter().any(|file| file.label == label);
    let mut label = plain.clone();
    let mut number = 2;
    while is_taken(&label) {
        label = format!("{plain}-{number}");
        number += 1;
    }
    label
}

/// A source's name as it stands before an id: without the colon that parts the two.
pub(crate) fn source_name(text: &str) -> String {
    text.replace(':', "_")
}
