//! The checks that turn the words of a specification into a [`SourceSpecification`].
//!
//! Invariant: each check that fails names the place and says what would be right.

use crate::concept::Concept;
use crate::dates::DateFormat;
use crate::specification::{AgeRule, SourceSpecification, SpecificationProblem, problem};
use crate::specification_text::{ColumnText, ConstantText, SourceText, TableText};
use crate::table::{Column, Fact, Meaning, Table, folded};
use crate::table_checks::is_a_key;
use std::ops::Range;
use toml::Spanned;
use vocabulary::{
    AddressKind, CaseLinkKind, Category, Email, InvolvementStatus, Level, NameUse, Service,
    SourceId, Telephone,
};

pub(crate) type Checked<T> = Result<T, SpecificationProblem>;

/// Knows the text, so that a problem can point at its place.
pub(crate) struct Checker<'a> {
    file: &'a str,
    toml: &'a str,
}

/// The date formats of a table that names none.
const USUAL_FORMATS: [DateFormat; 2] = [DateFormat::YearMonthDay, DateFormat::DayMonthYear];

impl<'a> Checker<'a> {
    pub(crate) fn new(file: &'a str, toml: &'a str) -> Self {
        Self { file, toml }
    }

    pub(crate) fn at(&self, span: &Range<usize>, what: impl AsRef<str>) -> SpecificationProblem {
        problem(self.file, self.toml, span.start, what.as_ref())
    }

    /// Checks the whole source.
    pub(crate) fn source(&self, text: SourceText) -> Checked<SourceSpecification> {
        let id = self.id(&text.id)?;
        let tables = self.tables(&text.tables)?;
        Ok(SourceSpecification {
            id,
            name: self.words(text.name)?,
            organisation: self.words(text.organisation)?,
            desk_telephone: self.telephone(&text.desk_telephone)?,
            desk_email: text
                .desk_email
                .as_ref()
                .map(|t| self.email(t))
                .transpose()?,
            out_of_hours_telephone: text
                .out_of_hours_telephone
                .as_ref()
                .map(|t| self.telephone(t))
                .transpose()?,
            refresh_days: self.above_zero(&text.refresh_days)?,
            recent_months: *text.recent_months.get_ref(),
            look_back_years: self.above_zero(&text.look_back_years)?,
            area: self.words(text.area)?,
            covers: self.words(text.covers)?,
            misses: self.words(text.misses)?,
            ages: text.ages.map(|ages| self.ages(&ages)).transpose()?,
            tables,
        })
    }

    fn id(&self, id: &Spanned<String>) -> Checked<SourceId> {
        let read = SourceId::parse(id.get_ref())
            .map_err(|error| self.at(&id.span(), format!("the id {error}")))?;
        let file = self.file.rsplit(['/', '\\']).next().unwrap_or_default();
        if file.strip_suffix(".toml") != Some(read.as_str()) {
            let what = "the id is not the file's name without `.toml`";
            return Err(self.at(&id.span(), what));
        }
        Ok(read)
    }

    fn words(&self, text: Spanned<String>) -> Checked<String> {
        if text.get_ref().trim().is_empty() {
            return Err(self.at(&text.span(), "is blank; write a few words"));
        }
        Ok(text.into_inner())
    }

    fn telephone(&self, text: &Spanned<String>) -> Checked<Telephone> {
        Telephone::parse(text.get_ref()).map_err(|error| self.at(&text.span(), error.to_string()))
    }

    fn email(&self, text: &Spanned<String>) -> Checked<Email> {
        Email::parse(text.get_ref()).map_err(|error| self.at(&text.span(), error.to_string()))
    }

    fn above_zero(&self, number: &Spanned<u16>) -> Checked<u16> {
        match *number.get_ref() {
            0 => Err(self.at(&number.span(), "must be above zero")),
            number => Ok(number),
        }
    }

    fn ages(&self, ages: &Spanned<crate::specification_text::AgesText>) -> Checked<AgeRule> {
        let (from, to) = (ages.get_ref().from, ages.get_ref().to);
        if from > to {
            return Err(self.at(&ages.span(), "the ages end before they begin"));
        }
        Ok(AgeRule { from, to })
    }

    fn tables(&self, texts: &Spanned<Vec<TableText>>) -> Checked<Vec<Table>> {
        if texts.get_ref().is_empty() {
            return Err(self.at(&texts.span(), "a source has at least one table"));
        }
        let mut tables: Vec<Table> = Vec::new();
        for text in texts.get_ref() {
            if tables
                .iter()
                .any(|table| table.name == *text.name.get_ref())
            {
                let what = "another table of this source has the same name";
                return Err(self.at(&text.name.span(), what));
            }
            tables.push(self.table(text)?);
        }
        Ok(tables)
    }

    fn table(&self, text: &TableText) -> Checked<Table> {
        let service = match &text.service {
            Some(code) => Some(Service::parse(code.get_ref()).ok_or_else(|| {
                let all = Service::ALL.map(Service::code).join(", ");
                self.at(
                    &code.span(),
                    format!("is not a service; the services are {all}"),
                )
            })?),
            None => None,
        };
        let table = Table {
            name: self.words(text.name.clone())?,
            service,
            category: self.category(&text.category, service)?,
            header: self.headers(&text.header)?,
            date_formats: self.date_formats(text.date_formats.as_deref())?,
            delimiter: text
                .delimiter
                .as_ref()
                .map(|d| self.delimiter(d))
                .transpose()?,
            constants: self.constants(&text.constants)?,
            columns: self.columns(text.columns.get_ref())?,
        };
        self.concepts_once(&table, text)?;
        self.belongs_together(&table, &text.name.span())?;
        Ok(table)
    }

    fn category(&self, code: &Spanned<String>, service: Option<Service>) -> Checked<Category> {
        let category = Category::parse(code.get_ref()).ok_or_else(|| {
            let all = Category::ALL.map(Category::code).join(", ");
            self.at(
                &code.span(),
                format!("is not a category; the categories are {all}"),
            )
        })?;
        match service {
            Some(service) if service.category() != category => {
                let right = service.category().code();
                let what = format!("the category of this service is `{right}`");
                Err(self.at(&code.span(), what))
            }
            _ => Ok(category),
        }
    }

    fn headers(&self, texts: &Spanned<Vec<String>>) -> Checked<Vec<(String, String)>> {
        let pairs: Vec<(String, String)> = texts
            .get_ref()
            .iter()
            .map(|text| (folded(text), text.clone()))
            .collect();
        if pairs.is_empty() || pairs.iter().any(|pair| pair.0.is_empty()) {
            let what = "name at least one header, each with a letter or digit";
            return Err(self.at(&texts.span(), what));
        }
        Ok(pairs)
    }

    fn date_formats(&self, texts: Option<&[Spanned<String>]>) -> Checked<Vec<DateFormat>> {
        let Some(texts) = texts else {
            return Ok(USUAL_FORMATS.to_vec());
        };
        let read = |text: &Spanned<String>| {
            DateFormat::parse(text.get_ref()).ok_or_else(|| {
                let all = DateFormat::all_codes();
                self.at(
                    &text.span(),
                    format!("is not a date format; the formats are {all}"),
                )
            })
        };
        texts.iter().map(read).collect()
    }

    fn delimiter(&self, text: &Spanned<String>) -> Checked<u8> {
        match text.get_ref().as_bytes() {
            [byte @ (b',' | b';' | b'\t' | b'|')] => Ok(*byte),
            _ => Err(self.at(
                &text.span(),
                "is not a comma, semicolon, tab or vertical bar",
            )),
        }
    }

    fn constants(&self, texts: &[ConstantText]) -> Checked<Vec<(Concept, String)>> {
        let read = |text: &ConstantText| {
            let concept = self.concept(&text.is)?;
            self.word_is_known(concept, &text.value)?;
            Ok((concept, text.value.get_ref().clone()))
        };
        texts.iter().map(read).collect()
    }

    fn columns(&self, texts: &[ColumnText]) -> Checked<Vec<Column>> {
        let mut columns: Vec<Column> = Vec::with_capacity(texts.len());
        for text in texts {
            let column = self.column(text)?;
            let taken = |alias: &String| columns.iter().any(|other| other.aliases.contains(alias));
            if column.aliases.iter().any(taken) {
                let what = "another column of this table has the same header";
                return Err(self.at(&text.header.span(), what));
            }
            columns.push(column);
        }
        Ok(columns)
    }

    fn column(&self, text: &ColumnText) -> Checked<Column> {
        let headers = self.headers(&text.header)?;
        let meaning = match text.is.get_ref().as_str() {
            "ignore" => Meaning::Ignore,
            "fact" => Meaning::Fact(self.fact(text)?),
            _ => Meaning::Concept(self.concept(&text.is)?),
        };
        if !matches!(meaning, Meaning::Fact(_))
            && (text.label.is_some()
                || text.level.is_some()
                || text.leave_out.is_some()
                || text.kind.is_some())
        {
            let what = "label, level, leave_out and type belong to a fact only";
            return Err(self.at(&text.is.span(), what));
        }
        let mut values = Vec::with_capacity(text.values.len());
        for (raw, ours) in &text.values {
            if let Meaning::Concept(concept) = meaning {
                self.word_is_known(concept, ours)?;
            }
            values.push((folded(raw), ours.get_ref().clone()));
        }
        Ok(Column {
            name: headers[0].1.clone(),
            aliases: headers.into_iter().map(|pair| pair.0).collect(),
            required: text.required || is_a_key(&meaning),
            meaning,
            values,
        })
    }

    fn concept(&self, code: &Spanned<String>) -> Checked<Concept> {
        Concept::parse(code.get_ref()).ok_or_else(|| {
            let what = format!("`{}` is not a concept of the grammar", code.get_ref());
            self.at(&code.span(), what)
        })
    }

    fn fact(&self, text: &ColumnText) -> Checked<Fact> {
        let (Some(label), Some(number)) = (&text.label, &text.level) else {
            return Err(self.at(&text.is.span(), "a fact needs a label and a level"));
        };
        let level = Level::from_number(*number.get_ref())
            .filter(|level| *level >= Level::Facts)
            .ok_or_else(|| self.at(&number.span(), "the level of a fact is 4 or 5"))?;
        let is_date = match &text.kind {
            None => false,
            Some(kind) if kind.get_ref() == "date" => true,
            Some(kind) => return Err(self.at(&kind.span(), "the only type is `date`")),
        };
        Ok(Fact {
            label: self.words(label.clone())?,
            level,
            leave_out: text.leave_out.iter().flatten().map(|v| folded(v)).collect(),
            is_date,
        })
    }

    /// A constant or replacement word must be one that the concept can be read from.
    fn word_is_known(&self, concept: Concept, word: &Spanned<String>) -> Checked<()> {
        let text = word.get_ref().as_str();
        let known = match concept {
            Concept::AddressKind => AddressKind::parse(text).is_some(),
            Concept::NameUse => NameUse::parse(text).is_some(),
            Concept::CaseKind => CaseLinkKind::parse(text).is_some(),
            Concept::InvolvementStatus => {
                InvolvementStatus::parse(text).is_some() || crate::involvements::is_none_found(text)
            }
            Concept::TeamService | Concept::CoverageService => Service::parse(text).is_some(),
            _ => true,
        };
        if known {
            return Ok(());
        }
        let what = format!("`{text}` is not a word that `{}` knows", concept.code());
        Err(self.at(&word.span(), what))
    }
}
