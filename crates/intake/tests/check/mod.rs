//! One way for every test of this crate to read a file: specification, bytes, fixed day.
//!
//! Invariant: what is described is made from the records, in their order.

use intake::{ExtractRefused, ExtractReport, Record, SourceSpecification, read_extract};
use std::path::{Path, PathBuf};
use vocabulary::{Date, DateSpan, PersonName, PersonalText, WorkerContact};

/// The day that the tests call today.
pub const TODAY: Date = Date::constant(2026, 11, 23);

/// The specification of the tests' own source.
pub fn eastmere() -> SourceSpecification {
    SourceSpecification::parse("eastmere.toml", include_str!("../fixtures/eastmere.toml"))
        .expect("the tests' own specification is right")
}

/// A specification that the repository ships.
pub fn shipped(id: &str) -> SourceSpecification {
    let file = format!("{id}.toml");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sources");
    let text = std::fs::read_to_string(folder.join(&file)).expect("the repository ships it");
    SourceSpecification::parse(&file, &text).expect("a shipped specification is right")
}

/// The bytes of a fixture.
pub fn fixture(name: &str) -> Vec<u8> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read(path.join(name)).expect("the fixture is there")
}

/// Reads bytes and gathers the records.
pub fn read(
    specification: &SourceSpecification,
    file: &str,
    bytes: &[u8],
) -> Result<(ExtractReport, Vec<Record>), ExtractRefused> {
    let mut records = Vec::new();
    let report = read_extract(specification, file, bytes, TODAY, &mut |record| {
        records.push(record);
    })?;
    Ok((report, records))
}

/// A fixture's report and records in words, for a snapshot.
pub fn described(specification: &SourceSpecification, name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let (report, records) =
        read(specification, file, &fixture(name)).expect("the fixture can be used");
    let mut text = format!(
        "table {}, {}, {} of {} rows kept\n\n",
        report.table, report.encoding, report.rows_kept, report.rows
    );
    for finding in report.findings.iter() {
        text += &format!("{}: {finding}\n", finding.kind.severity().label());
    }
    text.push('\n');
    for record in &records {
        text += &format!("{}\n", record_in_words(record));
    }
    text
}

/// Every field of a record that is there; the values are invented.
#[allow(clippy::too_many_lines, reason = "one arm for each kind of record")]
pub fn record_in_words(record: &Record) -> String {
    match record {
        Record::Person(p) => format!(
            "person {} (line {}): {}; born {}; died {:?}; sex {:?}; nhs {:?}; upn {:?}; uln {:?}; telephone {:?}; e-mail {:?}",
            p.key.reveal(),
            p.line,
            p.names.iter().map(name).collect::<Vec<_>>().join(" + "),
            p.birth.map_or("-".to_owned(), |birth| birth.to_text()),
            p.died_on,
            p.sex,
            p.nhs_number.map(|n| n.reveal()),
            p.unique_pupil_number.map(|n| n.reveal()),
            p.unique_learner_number.map(|n| n.reveal()),
            p.telephone.as_ref().map(|t| t.reveal()),
            p.email.as_ref().map(|e| e.reveal()),
        ),
        Record::Name(n) => format!(
            "name of {} (line {}): {}",
            n.person.reveal(),
            n.line,
            name(&n.name)
        ),
        Record::Address(a) => format!(
            "address of {} (line {}): {} | {:?} | uprn {:?} | {}{} | {}",
            a.person.reveal(),
            a.line,
            text(&a.address.line),
            a.address.postcode.as_ref().map(|p| p.reveal()),
            a.address.uprn.map(|u| u.reveal()),
            a.address.kind.code(),
            if a.address.is_confidential {
                ", confidential"
            } else {
                ""
            },
            span(&a.span),
        ),
        Record::Relationship(r) => format!(
            "{} is the {} of {} (line {}) {}",
            r.person.reveal(),
            r.kind.code(),
            r.other.reveal(),
            r.line,
            span(&r.span)
        ),
        Record::Involvement(i) => format!(
            "involvement of {} (line {}): {} {} {}; kind {}; last contact {:?}; {}; team {}; worker {}; facts {:?}",
            i.person.reveal(),
            i.line,
            i.service.code(),
            i.status.code(),
            span(&i.span),
            text(&i.kind),
            i.last_contact,
            text(&i.organisation),
            text(&i.team),
            worker(&i.worker),
            i.facts
                .iter()
                .map(|f| format!("{}: {} at {}", f.label, f.value.reveal(), f.level.number()))
                .collect::<Vec<_>>(),
        ),
        Record::CaseLink(c) => format!(
            "case {} of {} (line {}): {:?} {} {} agreed {:?}",
            c.case.reveal(),
            c.person.reveal(),
            c.line,
            c.staff.as_ref().map(|s| s.reveal()),
            c.kind.code(),
            span(&c.span),
            c.family_agreed
        ),
        Record::Staff(s) => format!(
            "worker {} (line {}): {}, {}, {}, {:?}, left {:?}",
            s.id.reveal(),
            s.line,
            s.name.reveal(),
            text(&s.role),
            text(&s.team),
            s.telephone.as_ref().map(|t| t.reveal()),
            s.left_on
        ),
        Record::Team(t) => format!(
            "team {} (line {}): {} {:?}",
            t.name.reveal(),
            t.line,
            t.service.code(),
            t.duty_telephone.as_ref().map(|t| t.reveal())
        ),
        Record::Coverage(c) => format!("{c:?}"),
    }
}

fn name(name: &PersonName) -> String {
    let parts = [&name.given, &name.middle, &name.family];
    let part = |part: &&Option<vocabulary::NameText>| {
        part.as_ref()
            .map_or("-".to_owned(), |text| text.reveal().to_owned())
    };
    format!(
        "{} {}",
        name.usage.code(),
        parts.iter().map(part).collect::<Vec<_>>().join("/")
    )
}

fn text(text: &Option<PersonalText>) -> &str {
    text.as_ref().map_or("-", PersonalText::reveal)
}

fn span(span: &DateSpan) -> String {
    let day = |day: Option<Date>| day.map_or("…".to_owned(), |day| day.to_string());
    format!("[{} to {}]", day(span.from()), day(span.last_day()))
}

fn worker(worker: &WorkerContact) -> String {
    format!(
        "{}, {}, {:?}, {:?}",
        text(&worker.name),
        text(&worker.role),
        worker.telephone.as_ref().map(|t| t.reveal()),
        worker.email.as_ref().map(|e| e.reveal())
    )
}
