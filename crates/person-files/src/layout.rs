//! Where in a file each thing stands that the specification names.
//!
//! Names are matched as they are written, then without regard to capitals. Invariant: a column
//! that a file lacks is never passed over; the problem names the nearest that it has.

use crate::spec::{Key, Mapped, NamedColumn, NotASpec, Spec, SpecProblem, nearest};

/// The places of a file's columns, by what they hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    pub(crate) record_id: usize,
    pub(crate) source: Option<usize>,
    pub(crate) given: Vec<usize>,
    pub(crate) middle: Vec<usize>,
    pub(crate) family: Vec<usize>,
    pub(crate) former_families: Vec<Vec<usize>>,
    pub(crate) birth: Option<usize>,
    pub(crate) sex: Option<usize>,
    /// Lines and postcodes, the present address first.
    pub(crate) addresses: Vec<(Vec<usize>, Vec<usize>)>,
    pub(crate) nhs_number: Option<usize>,
    pub(crate) nhs_number_status: Option<usize>,
    pub(crate) upn: Option<usize>,
    pub(crate) telephone: Vec<usize>,
    pub(crate) email: Vec<usize>,
    pub(crate) others: Vec<usize>,
    pub(crate) person: Option<usize>,
    pub(crate) household: Option<usize>,
    pub(crate) twin_of: Option<usize>,
    /// Columns by which recall is told apart.
    pub(crate) groups: Vec<usize>,
}

impl Layout {
    /// Finds every column of the specification in the header of one file.
    pub(crate) fn find(spec: &Spec, file: &str, header: &[String]) -> Result<Self, NotASpec> {
        let mut search = Search {
            spec,
            file,
            header,
            problems: Vec::new(),
        };
        let former_lines = search.groups(Key::FormerAddress);
        let former_postcodes = search.groups(Key::FormerPostcode);
        let present = (search.joined(Key::Address), search.joined(Key::Postcode));
        let layout = Self {
            record_id: search.one("record_id", &spec.record_id).unwrap_or_default(),
            source: search.single(Key::Source),
            given: search.joined(Key::GivenName),
            middle: search.joined(Key::MiddleName),
            family: search.joined(Key::FamilyName),
            former_families: search.groups(Key::FormerFamilyName),
            birth: search.single(Key::BirthDate),
            sex: search.single(Key::Sex),
            addresses: addresses(present, former_lines, former_postcodes),
            nhs_number: search.single(Key::NhsNumber),
            nhs_number_status: search.single(Key::NhsNumberStatus),
            upn: search.single(Key::Upn),
            telephone: search.joined(Key::Telephone),
            email: search.joined(Key::Email),
            others: search.others(),
            person: search.single(Key::Person),
            household: search.single(Key::Household),
            twin_of: search.single(Key::TwinOf),
            groups: search.joined(Key::Group),
        };
        if search.problems.is_empty() {
            return Ok(layout);
        }
        search.problems.sort_by_key(|problem| problem.line);
        Err(NotASpec(search.problems))
    }

    /// Every column that is read, once.
    pub(crate) fn columns(&self) -> Vec<usize> {
        let single = [
            Some(self.record_id),
            self.source,
            self.birth,
            self.sex,
            self.nhs_number,
            self.nhs_number_status,
            self.upn,
            self.person,
            self.household,
            self.twin_of,
        ];
        let places = self.addresses.iter();
        let mut columns: Vec<usize> = single
            .into_iter()
            .flatten()
            .chain(places.flat_map(|(line, postcode)| line.iter().chain(postcode).copied()))
            .chain(self.former_families.iter().flatten().copied())
            .collect();
        for listed in [
            &self.given,
            &self.middle,
            &self.family,
            &self.telephone,
            &self.email,
            &self.others,
            &self.groups,
        ] {
            columns.extend(listed);
        }
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}

/// The present address, then the former ones, each with the postcode of its place in the list.
fn addresses(
    present: (Vec<usize>, Vec<usize>),
    lines: Vec<Vec<usize>>,
    postcodes: Vec<Vec<usize>>,
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let former = lines.len().max(postcodes.len());
    let (mut lines, mut postcodes) = (lines.into_iter(), postcodes.into_iter());
    let mut all = vec![present];
    all.extend((0..former).map(|_| {
        (
            lines.next().unwrap_or_default(),
            postcodes.next().unwrap_or_default(),
        )
    }));
    if all.len() == 1 && all[0].0.is_empty() && all[0].1.is_empty() {
        all.clear();
    }
    all
}

struct Search<'a> {
    spec: &'a Spec,
    file: &'a str,
    header: &'a [String],
    problems: Vec<SpecProblem>,
}

impl<'a> Search<'a> {
    fn mapped(&self, key: Key) -> Option<&'a Mapped> {
        self.spec.mapped(key)
    }

    fn groups(&mut self, key: Key) -> Vec<Vec<usize>> {
        let groups = self.mapped(key).map_or(&[][..], |mapped| &mapped.groups);
        let mut places = Vec::with_capacity(groups.len());
        for group in groups {
            let found = group
                .iter()
                .filter_map(|column| self.one(key.word(), column));
            places.push(found.collect());
        }
        places
    }

    fn joined(&mut self, key: Key) -> Vec<usize> {
        self.groups(key).concat()
    }

    fn single(&mut self, key: Key) -> Option<usize> {
        self.joined(key).first().copied()
    }

    fn others(&mut self) -> Vec<usize> {
        let others = self.spec.others.iter();
        others
            .filter_map(|other| {
                let word = if other.is_text { "text" } else { "exact" };
                self.one(word, &other.column)
            })
            .collect()
    }

    /// The place of one column.
    fn one(&mut self, key: &str, column: &NamedColumn) -> Option<usize> {
        let places = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let all = self.header.iter().enumerate();
            all.filter(|(_, name)| fits(name))
                .map(|pair| pair.0)
                .collect()
        };
        let mut found = places(&|name| name == column.name);
        if found.is_empty() {
            let wanted = column.name.to_lowercase();
            found = places(&|name| name.to_lowercase() == wanted);
        }
        let words = match found.as_slice() {
            [place] => return Some(*place),
            [] => self.absent(&column.name),
            _ => format!(
                "{} has {} columns called `{}`; give each a name of its own",
                self.file,
                found.len(),
                column.name
            ),
        };
        self.problems.push(SpecProblem {
            file: self.spec.file.clone(),
            line: column.line,
            key: Some(key.to_owned()),
            words,
        });
        None
    }

    fn absent(&self, name: &str) -> String {
        const SHOWN: usize = 40;
        let names = self.header.iter().map(String::as_str);
        let meant = nearest(name, names.clone());
        let meant = meant.map_or(String::new(), |near| format!(" Did you mean `{near}`?"));
        let mut has: Vec<String> = names.take(SHOWN).map(|name| format!("`{name}`")).collect();
        if self.header.len() > SHOWN {
            has.push(format!("and {} more", self.header.len() - SHOWN));
        }
        let (file, has) = (self.file, has.join(", "));
        format!("{file} has no column `{name}`.{meant} It has {has}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(text: &str) -> Spec {
        Spec::parse("people.toml", text).unwrap()
    }

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_column_is_found_whatever_its_capitals() {
        let spec = spec("record_id = \"ID\"\ngiven_name = \"First Name\"");
        let layout = Layout::find(&spec, "a.csv", &header(&["id", "first name"])).unwrap();
        assert_eq!((layout.record_id, layout.given), (0, vec![1]));
    }

    #[test]
    fn a_column_that_the_file_lacks_is_told_with_what_it_has() {
        let spec = spec(
            "record_id = \"id\"\ngiven_name = \"first_nmae\"\nfamily_name = \"telephone\"\nexact = [\"sex\"]",
        );
        let names = header(&["id", "first_name", "surname", "sex", "sex"]);
        let problems = Layout::find(&spec, "a.csv", &names).unwrap_err();
        insta::assert_snapshot!(problems.to_string());
    }

    #[test]
    fn former_addresses_take_the_postcode_of_their_place() {
        let spec = spec(
            "record_id = \"id\"\npostcode = \"p\"\nformer_address = [\"x\", \"y\"]\nformer_postcode = \"q\"",
        );
        let layout = Layout::find(&spec, "a.csv", &header(&["id", "p", "x", "y", "q"])).unwrap();
        let expected = vec![(vec![], vec![1]), (vec![2], vec![4]), (vec![3], vec![])];
        assert_eq!(layout.addresses, expected);
        assert_eq!(layout.columns(), [0, 1, 2, 3, 4]);
    }
}
