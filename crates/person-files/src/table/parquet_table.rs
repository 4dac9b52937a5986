//! Rows of a Parquet file, read a few thousand at a time and only in the columns asked for.
//!
//! The outside reader may give up on a damaged file in the middle of its own work; that too ends
//! as an error here. Invariant: every chosen column has a text for every row of the batch, and no
//! page is unpacked before its header was held against the largest that is allowed.

use super::NotATable;
use super::parquet_pages::{self, Pages};
use super::parquet_text::{Texts, read_texts};
use parquet::column::reader::ColumnReader;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescPtr;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows that are held as text at a time.
const BATCH: usize = 4_096;

/// An open Parquet file.
pub(crate) struct ParquetTable {
    file: File,
    reader: SerializedFileReader<File>,
    header: Vec<String>,
    columns: Vec<ColumnDescPtr>,
    /// For each column of the header, its place among the chosen.
    chosen: Vec<Option<usize>>,
    readers: Vec<ColumnReader>,
    texts: Vec<Texts>,
    group: usize,
    left_in_group: usize,
    batch: usize,
    at: usize,
    row_number: u64,
}

impl ParquetTable {
    pub(crate) fn open(file: File) -> Result<Self, NotATable> {
        let same = file.try_clone().map_err(NotATable::BrokeOff)?;
        let reader = guarded(|| SerializedFileReader::new(same).ok())?;
        let schema = reader.metadata().file_metadata().schema_descr();
        let columns: Vec<ColumnDescPtr> = schema.columns().to_vec();
        let name = |column: &ColumnDescPtr| {
            crate::spec::column_name(&column.path().parts().join(".")).to_owned()
        };
        Ok(Self {
            header: columns.iter().map(name).collect(),
            chosen: vec![None; columns.len()],
            columns,
            file,
            reader,
            readers: Vec::new(),
            texts: Vec::new(),
            group: 0,
            left_in_group: 0,
            batch: 0,
            at: 0,
            row_number: 0,
        })
    }

    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    pub(crate) fn choose(&mut self, columns: &[usize]) -> Result<(), NotATable> {
        for column in columns {
            if self.chosen[*column].is_some() {
                continue;
            }
            if self.columns[*column].max_rep_level() > 0 {
                return Err(NotATable::Nested(self.header[*column].clone()));
            }
            self.chosen[*column] = Some(self.texts.len());
            self.texts.push(Texts::default());
        }
        Ok(())
    }

    /// Goes to the next row; false when there is none.
    pub(crate) fn step(&mut self) -> Result<bool, NotATable> {
        self.at += 1;
        self.row_number += 1;
        while self.at >= self.batch {
            if self.left_in_group == 0 && !self.next_group()? {
                return Ok(false);
            }
            self.next_batch()?;
        }
        Ok(true)
    }

    pub(crate) fn row_number(&self) -> u64 {
        self.row_number
    }

    pub(crate) fn cell(&self, column: usize) -> &str {
        let place = self.chosen.get(column).copied().flatten();
        place.map_or("", |place| self.texts[place].at(self.at).trim())
    }

    /// The columns of the file that were chosen, in the order of their texts.
    fn columns_chosen(&self) -> Vec<usize> {
        let mut columns: Vec<(usize, usize)> = (0..self.chosen.len())
            .filter_map(|column| Some((self.chosen[column]?, column)))
            .collect();
        columns.sort_unstable();
        columns.into_iter().map(|pair| pair.1).collect()
    }

    fn next_group(&mut self) -> Result<bool, NotATable> {
        if self.group >= self.reader.num_row_groups() {
            return Ok(false);
        }
        let columns = self.columns_chosen();
        self.hold_pages_in_bounds(&columns)?;
        let (reader, group) = (&self.reader, self.group);
        let opened = guarded(|| {
            let group = reader.get_row_group(group).ok()?;
            let rows = usize::try_from(group.metadata().num_rows()).ok()?;
            let readers: Option<Vec<ColumnReader>> = columns
                .iter()
                .map(|column| group.get_column_reader(*column).ok())
                .collect();
            Some((readers?, rows))
        })?;
        (self.readers, self.left_in_group) = opened;
        self.group += 1;
        Ok(true)
    }

    /// Refuses the next group when a page of it would unpack to too much.
    fn hold_pages_in_bounds(&self, columns: &[usize]) -> Result<(), NotATable> {
        let group = guarded(|| self.reader.metadata().row_groups().get(self.group))?;
        for column in columns {
            let (start, length) = guarded(|| Some(group.column(*column).byte_range()))?;
            match parquet_pages::look_at(&self.file, start, length) {
                Pages::Bounded => {}
                Pages::TooLarge => return Err(NotATable::TooLarge(self.header[*column].clone())),
                Pages::Unreadable => return Err(NotATable::NotParquet),
            }
        }
        Ok(())
    }

    fn next_batch(&mut self) -> Result<(), NotATable> {
        let wanted = self.left_in_group.min(BATCH);
        self.at = 0;
        self.batch = wanted;
        self.left_in_group -= wanted;
        let columns = self.columns_chosen();
        let parts = self.readers.iter_mut().zip(&mut self.texts).zip(columns);
        for ((reader, texts), column) in parts {
            let about = &self.columns[column];
            let is_whole = guarded(|| {
                read_texts(reader, about, wanted, texts)?;
                (texts.len() == wanted).then_some(())
            });
            is_whole?;
        }
        Ok(())
    }
}

/// Runs work of the outside reader, so that a fault in it ends as an error of ours.
fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Result<T, NotATable> {
    let done = catch_unwind(AssertUnwindSafe(work));
    done.ok().flatten().ok_or(NotATable::NotParquet)
}
