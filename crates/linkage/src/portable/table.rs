//! The records of a run: numbers of values instead of values, column by column.
//!
//! Records are put in the order of their ids, and values are numbered in the order in which
//! records meet them. Invariant: the same records pushed in any order make the same table.

use super::dictionary::{Batch, Dictionary, MISSING};
use super::problem::TableProblem;
use std::fmt;

/// So many records are numbered together.
const BATCH: usize = 256;

/// Records being gathered.
pub struct TableBuilder {
    names: Vec<String>,
    ids: Texts,
    columns: Vec<ColumnOfRecords>,
    batches: Vec<Batch>,
}

/// Records ready for a run, in the order of their ids.
pub struct Table {
    names: Vec<String>,
    ids: Texts,
    columns: Vec<ColumnOfRecords>,
}

pub(crate) struct ColumnOfRecords {
    pub(crate) dictionary: Dictionary,
    pub(crate) numbers: Vec<u32>,
}

/// Texts one after the other.
#[derive(Default)]
struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    fn get(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[place]]
    }
}

impl TableBuilder {
    /// A table with these columns, apart from the record id.
    #[must_use]
    pub fn new(columns: &[&str]) -> Self {
        let empty = || ColumnOfRecords {
            dictionary: Dictionary::new(),
            numbers: Vec::new(),
        };
        Self {
            names: columns.iter().map(|&name| name.to_owned()).collect(),
            ids: Texts::default(),
            columns: columns.iter().map(|_| empty()).collect(),
            batches: columns.iter().map(|_| Batch::default()).collect(),
        }
    }

    /// Adds a record: its id, and its values in the order of the columns. An empty value is
    /// missing, and so is a value that is not given.
    ///
    /// # Errors
    /// When the record has no id, or the table is full.
    pub fn push<'a>(
        &mut self,
        id: &str,
        values: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), TableProblem> {
        let record = self.ids.ends.len() + 1;
        if id.is_empty() {
            return Err(TableProblem::NoId { record });
        }
        if record >= u32::MAX as usize {
            return Err(TableProblem::TooManyRecords);
        }
        self.ids.push(id);
        let mut values = values.into_iter();
        for batch in &mut self.batches {
            batch.push(values.next().unwrap_or_default());
        }
        match record % BATCH {
            0 => self.number_batches(),
            _ => Ok(()),
        }
    }

    fn number_batches(&mut self) -> Result<(), TableProblem> {
        for (column, batch) in self.columns.iter_mut().zip(&mut self.batches) {
            column.dictionary.number_all(batch, &mut column.numbers)?;
        }
        Ok(())
    }

    /// Puts the records in the order of their ids.
    ///
    /// # Errors
    /// When two records have one id.
    pub fn finish(mut self) -> Result<Table, TableProblem> {
        self.number_batches()?;
        let ids = &self.ids;
        let records = ids.ends.len();
        let is_sorted = (1..records).all(|at| ids.get(at - 1) < ids.get(at));
        if !is_sorted {
            let order = sorted_order(ids);
            let twice = |pair: &[u32]| ids.get(pair[0] as usize) == ids.get(pair[1] as usize);
            if order.windows(2).any(twice) {
                return Err(TableProblem::IdTwice);
            }
            let mut in_order = Texts::default();
            order
                .iter()
                .for_each(|&at| in_order.push(ids.get(at as usize)));
            self.ids = in_order;
            for column in &mut self.columns {
                column.reorder(&order);
            }
        }
        Ok(Table {
            names: self.names,
            ids: self.ids,
            columns: self.columns,
        })
    }
}

/// Places in the order of the texts; the first eight bytes decide nearly always.
fn sorted_order(texts: &Texts) -> Vec<u32> {
    let head = |text: &str| {
        let mut head = [0; 8];
        let length = text.len().min(8);
        head[..length].copy_from_slice(&text.as_bytes()[..length]);
        u64::from_be_bytes(head)
    };
    let mut order: Vec<(u64, u32)> = (0..texts.ends.len())
        .map(|place| (head(texts.get(place)), place as u32))
        .collect();
    order.sort_unstable_by(|one, other| {
        let text = |place: u32| texts.get(place as usize);
        one.0
            .cmp(&other.0)
            .then_with(|| text(one.1).cmp(text(other.1)))
    });
    order.into_iter().map(|(_, place)| place).collect()
}

impl ColumnOfRecords {
    fn reorder(&mut self, order: &[u32]) {
        let mut new_numbers = vec![MISSING; self.dictionary.len()];
        let mut old_numbers = vec![MISSING];
        let numbers = order.iter().map(|&place| {
            let old = self.numbers[place as usize];
            if old == MISSING {
                return MISSING;
            }
            let new = &mut new_numbers[old as usize];
            if *new == MISSING {
                *new = old_numbers.len() as u32;
                old_numbers.push(old);
            }
            *new
        });
        self.numbers = numbers.collect();
        self.dictionary.renumber(&old_numbers);
    }
}

impl Table {
    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.ends.len()
    }

    /// True when there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.ends.is_empty()
    }

    /// The id of a record.
    ///
    /// # Panics
    /// When there is no such record.
    #[must_use]
    pub fn id(&self, record: u32) -> &str {
        self.ids.get(record as usize)
    }

    pub(crate) fn place_of(&self, column: &str) -> Option<usize> {
        self.names.iter().position(|name| name == column)
    }

    pub(crate) fn column(&self, place: usize) -> &ColumnOfRecords {
        &self.columns[place]
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Table({} records)", self.len())
    }
}

impl fmt::Debug for TableBuilder {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "TableBuilder({} records)", self.ids.ends.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_arrival_does_not_matter() {
        let records = [("c", ["x", ""]), ("a", ["y", "1"]), ("b", ["x", "1"])];
        let table = |order: [usize; 3]| {
            let mut builder = TableBuilder::new(&["one", "other"]);
            for at in order {
                builder.push(records[at].0, records[at].1).unwrap();
            }
            builder.finish().unwrap()
        };
        let tables = [table([0, 1, 2]), table([1, 2, 0])];
        for table in &tables {
            assert_eq!([0, 1, 2].map(|at| table.id(at)), ["a", "b", "c"]);
            assert_eq!(table.column(0).numbers, [1, 2, 2]);
            assert_eq!(table.column(1).numbers, [1, 1, 0]);
        }
    }

    #[test]
    fn an_id_that_is_there_twice_is_refused() {
        let mut builder = TableBuilder::new(&[]);
        for id in ["b", "a", "b"] {
            builder.push(id, []).unwrap();
        }
        assert_eq!(builder.finish().err(), Some(TableProblem::IdTwice));
    }

    #[test]
    fn a_record_without_an_id_is_refused_by_its_place() {
        let mut builder = TableBuilder::new(&["one"]);
        builder.push("a", ["x"]).unwrap();
        let refused = builder.push("", ["x"]);
        assert_eq!(refused, Err(TableProblem::NoId { record: 2 }));
    }
}
