//! How long one search among very many people takes in the engine: keys, candidates, weights,
//! order, and the reasons in words of everybody who would be shown.
//!
//! No database and no audit: an index of the engine's own keys in memory. What the disk adds is
//! measured by the search of a whole council (`latency.rs`). Invariant: the same people and
//! queries as often as it is run.

use crate::council::{cpu_seconds, now};
use anyhow::Context;
use linkage::search::{BirthAsked, NameAsked, Query, Search, search_keys};
use linkage::{
    Folding, HumanDecisions, LinkageRecord, Model, RecordInput, RecordText, Records, Settings,
    link_records,
};
use synthetic::{CouncilPlan, invent, truth_files};
use uuid::Uuid;
use vocabulary::{Date, NameText, NameUse, NhsNumber, PartialDate, PersonName, RecordId, SourceId};

/// The most people that a search shows.
const SHOWN: usize = 20;
/// More candidates than this are not compared, as in the product.
const MOST_CANDIDATES: usize = 5_000;
/// Everybody is searched for so often and the least time counts, so that what else the machine does
/// stays out of it. The rounds are apart: in between all the others are searched for.
const ROUNDS: usize = 7;
/// People from whom the weights are learnt.
const LEARNT_FROM: usize = 100_000;

/// Everybody, and the index of their keys.
struct Among {
    records: Vec<LinkageRecord>,
    model: Model,
    keys: Vec<i64>,
    of: Vec<u32>,
    rows: Vec<Row>,
}

/// What is asked for: a person's own details.
struct Row {
    given: String,
    family: String,
    birth: String,
    nhs_number: String,
}

/// What a worker typed.
#[derive(Clone, Copy)]
enum Typed {
    NamesAndYear,
    NamesAndAge,
    NamesAlone,
    FamilyAndDate,
    Number,
}

const TYPED: [(Typed, &str); 5] = [
    (Typed::NamesAndYear, "given name, family name, year"),
    (Typed::NamesAndAge, "given name, family name, about an age"),
    (Typed::NamesAlone, "given name, family name"),
    (Typed::FamilyAndDate, "family name, birth date"),
    (Typed::Number, "NHS number, family name"),
];

/// Lines of figures: what was typed, then times and candidates.
pub(crate) fn measure(
    people: u32,
    seed: u64,
    today: Date,
    looks: usize,
) -> anyhow::Result<Vec<(String, String)>> {
    let among = Among::invent(people, seed, today)?;
    let mut lines = vec![(
        "people and keys".to_owned(),
        format!("{} people, {} keys", among.rows.len(), among.keys.len()),
    )];
    let mut all = Vec::new();
    let began = cpu_seconds();
    for (typed, words) in TYPED {
        let step = (among.rows.len() / looks.max(1)).max(1);
        let asked: Vec<&Row> = among.rows.iter().step_by(step).take(looks).collect();
        let mut times = vec![f64::INFINITY; asked.len()];
        let (mut candidates, mut found) = (0, 0);
        for round in 0..ROUNDS {
            for (row, least) in asked.iter().zip(&mut times) {
                let query = row.query(typed);
                let began = now();
                let (compared, shown) = among.search(&query);
                *least = least.min(now().duration_since(began).as_secs_f64() * 1e3);
                if round == 0 {
                    candidates += compared;
                    found += usize::from(shown > 0);
                }
            }
        }
        let mean = candidates / times.len().max(1);
        let line = format!(
            "{}; {mean} candidates in the mean, {found} of {} found somebody",
            percentiles(&mut times),
            times.len()
        );
        lines.push((words.to_owned(), line));
        all.append(&mut times);
    }
    let searches = all.len().max(1) * ROUNDS;
    let cpu = (cpu_seconds() - began) * 1e3 / searches as f64;
    let line = format!("{}; {cpu:.3} CPU ms each", percentiles(&mut all));
    lines.push(("all of them".to_owned(), line));
    Ok(lines)
}

impl Among {
    fn invent(people: u32, seed: u64, today: Date) -> anyhow::Result<Self> {
        let plan = CouncilPlan {
            people,
            seed,
            today,
        };
        let rows = rows(plan)?;
        let mut learnt = learnt_from(&rows[..rows.len().min(LEARNT_FROM)]);
        let settings = Settings::default();
        let decisions = HumanDecisions::default();
        let model = link_records(&mut learnt, &decisions, &settings, &mut |_| {}).model;
        let mut folding = Folding::default();
        let folded = |(number, row): (u128, &Row)| row.record(number, &mut folding);
        let records: Vec<LinkageRecord> = (0..).zip(&rows).map(folded).collect::<Result<_, _>>()?;
        let mut index: Vec<(i64, u32)> = Vec::new();
        for (at, record) in (0u32..).zip(&records) {
            let keys = search_keys(record).into_iter();
            index.extend(keys.map(|key| (key.to_i64(), at)));
        }
        index.sort_unstable();
        Ok(Self {
            records,
            model,
            keys: index.iter().map(|(key, _)| *key).collect(),
            of: index.into_iter().map(|(_, at)| at).collect(),
            rows,
        })
    }

    /// The candidates, those to whom a number of their own leads before all others.
    fn candidates(&self, query: &Query) -> Vec<u32> {
        let mut places: Vec<u32> = Vec::new();
        for keys in query.keys_in_turn() {
            let mut found: Vec<u32> = Vec::new();
            for key in keys {
                let key = key.to_i64();
                let from = self.keys.partition_point(|other| *other < key);
                let run = self.keys[from..].partition_point(|other| *other == key);
                // The lowest of all are among the lowest of each.
                found.extend(&self.of[from..from + run.min(MOST_CANDIDATES)]);
            }
            found.sort_unstable();
            found.dedup();
            let mut own = places.clone();
            own.sort_unstable();
            found.retain(|at| own.binary_search(at).is_err());
            found.truncate(MOST_CANDIDATES - places.len());
            places.append(&mut found);
        }
        places
    }

    /// Candidates compared, and people shown.
    fn search(&self, query: &Query) -> (usize, usize) {
        let places = self.candidates(query);
        let search = Search::new(&self.model, query);
        let records: Vec<&LinkageRecord> = places
            .iter()
            .map(|at| &self.records[*at as usize])
            .collect();
        let weighed = search.weigh_all(&records).into_iter().zip(&places);
        let mut best: Vec<(f64, u32)> = weighed.filter_map(|(w, at)| Some((w?, *at))).collect();
        let order = |one: &(f64, u32), other: &(f64, u32)| {
            other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
        };
        if best.len() > SHOWN {
            best.select_nth_unstable_by(SHOWN, order);
            best.truncate(SHOWN);
        }
        best.sort_unstable_by(order);
        let told = best
            .iter()
            .filter_map(|(_, at)| search.explain(&self.records[*at as usize]));
        (places.len(), told.filter(|hit| !hit.why.is_empty()).count())
    }
}

impl Row {
    fn record(&self, number: u128, folding: &mut Folding) -> anyhow::Result<LinkageRecord> {
        let name = PersonName {
            usage: NameUse::Usual,
            given: NameText::parse(&self.given).ok(),
            middle: None,
            family: NameText::parse(&self.family).ok(),
        };
        let nhs_number = NhsNumber::parse(&self.nhs_number).ok();
        let input = RecordInput {
            id: RecordId::new(Uuid::from_u128(number)),
            source: &SourceId::parse("people")?,
            key: None,
            names: &[name],
            birth: PartialDate::parse(&self.birth).ok(),
            sex: None,
            nhs_number: nhs_number.as_ref(),
            is_nhs_verified: false,
            unique_pupil_number: None,
            unique_learner_number: None,
            telephone: None,
            email: None,
            addresses: &[],
        };
        Ok(LinkageRecord::folded(input, folding))
    }

    fn query(&self, typed: Typed) -> Query {
        let birth = PartialDate::parse(&self.birth).ok();
        let names = Query {
            given: NameAsked::parse(&self.given),
            family: NameAsked::parse(&self.family),
            ..Query::default()
        };
        let year = birth.map(|birth| birth.year());
        let of_year = |year: i16| PartialDate::parse(&year.to_string()).ok();
        match typed {
            Typed::NamesAlone => names,
            Typed::NamesAndYear => Query {
                birth: year.and_then(of_year).map(BirthAsked::On),
                ..names
            },
            Typed::NamesAndAge => Query {
                birth: year.map(|year| BirthAsked::Between(year - 1, year + 1)),
                ..names
            },
            Typed::FamilyAndDate => Query {
                given: None,
                birth: birth.map(BirthAsked::On),
                ..names
            },
            Typed::Number => Query {
                given: None,
                nhs_number: NhsNumber::parse(&self.nhs_number).ok(),
                ..names
            },
        }
    }
}

/// The people of an invented council, without their records in any source.
fn rows(plan: CouncilPlan) -> anyhow::Result<Vec<Row>> {
    let council = invent(&plan);
    let files = truth_files(&council);
    drop(council);
    let file = files
        .into_iter()
        .find(|file| file.file_name == "people.csv");
    let text = String::from_utf8(file.context("people.csv")?.bytes)?;
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().context("a header")?.split(',').collect();
    let at = |name: &str| {
        let place = header.iter().position(|column| *column == name);
        place.with_context(|| name.to_owned())
    };
    let columns = [
        at("given")?,
        at("family_name")?,
        at("birth")?,
        at("nhs_number")?,
    ];
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let [given, family, birth, nhs_number] =
            columns.map(|at| cells.get(at).copied().unwrap_or_default().to_owned());
        Row {
            given,
            family,
            birth,
            nhs_number,
        }
    };
    Ok(lines.map(row).collect())
}

fn learnt_from(rows: &[Row]) -> Records {
    let mut records = Records::new(Vec::new());
    for (number, row) in rows.iter().enumerate() {
        records.push(&RecordText {
            id: &number.to_string(),
            source: "people",
            given: &row.given,
            family: &row.family,
            birth: PartialDate::parse(&row.birth).ok(),
            nhs_number: &row.nhs_number,
            ..RecordText::default()
        });
    }
    records
}

fn percentiles(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = ((times.len() as f64 - 1.0) * share) as usize;
        times.get(place).copied().unwrap_or(0.0)
    };
    format!(
        "{} searches: p50 {:.3} ms, p99 {:.3} ms, most {:.3} ms",
        times.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    )
}
