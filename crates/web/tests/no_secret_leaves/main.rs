//! Two hundred planted secrets, and everything that the site answers to everybody: none is in it.
//!
//! Twenty families in danger; of each ten values that nobody may read here: where they live, how
//! they are reached, which school and team would tell the district, who somebody was before an
//! adoption, who is protected, who is held back. Workers of every role, for every purpose that is
//! theirs, follow every link, ask the API the same, and send forms that cannot be right.
//! INVARIANT: no worker types a secret, so that whatever is read came from the council.

#![allow(clippy::unwrap_used, reason = "a test may stop at once")]

mod crawl;
mod village;

use crawl::{Crawl, holds};
use operations::At;
use operations::audit::{ExportLine, KeyKind, SigningKey};
use testkit::{LogLines, TestCouncil, TestDatabase, TestSitting};
use village::{FAMILIES, Family, case_of, load_adults, load_all, restrict_all, staff_of};
use vocabulary::{CaseLinkKind, Purpose, Role};
use web::route_register::ROUTES;

#[expect(clippy::disallowed_methods, reason = "the site reads the clock")]
fn now() -> At {
    At::new(jiff::Timestamp::now())
}

async fn village() -> TestCouncil {
    let mut council = TestCouncil::empty(TestDatabase::sqlite()).await;
    council.at = now();
    load_all(&mut council).await;
    restrict_all(&mut council).await;
    council
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_of_two_hundred_is_in_anything_that_anybody_is_answered() {
    let log = LogLines::keep();
    let council = village().await;
    let families: Vec<Family> = (0..FAMILIES).map(Family).collect();
    let all: Vec<String> = families.iter().flat_map(|one| one.secrets()).collect();
    assert_eq!(all.len(), 200);
    let mut answers = 0;
    for (at, one_use) in uses(&council).into_iter().enumerate() {
        let sees_most = one_use.0 == Role::SocialWorker && one_use.1 == Purpose::SignificantHarm;
        let some = families.iter().skip(at % 20);
        let most = if sees_most { families.len() } else { 1 };
        for (nth, family) in some.take(most).enumerate() {
            let crawl = looks(&council, one_use, *family, nth == 0).await;
            answers += crawl.answers;
            let may_read = may_read(one_use.0, &families);
            for secret in &crawl.found {
                assert!(may_read.contains(secret), "{}", crawl.where_found(secret));
            }
        }
    }
    assert!(answers > 1_000, "only {answers} answers");
    beside_the_pages(&council, &all, &log).await;
}

/// The same way round finds these very values in a council where nobody is restricted: a crawl
/// that reads nothing would find nothing either.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_values_are_read_where_nobody_is_restricted() {
    let mut council = TestCouncil::empty(TestDatabase::sqlite()).await;
    council.at = now();
    load_all(&mut council).await;
    assert_eq!(load_adults(&mut council).await, 0, "somebody was held back");
    let one_use = uses(&council)
        .into_iter()
        .find(|one| one.0 == Role::SocialWorker && one.1 == Purpose::SignificantHarm);
    let crawl = looks(&council, one_use.unwrap(), Family(3), false).await;
    let secrets = Family(3).secrets();
    let unread: Vec<&String> = secrets
        .iter()
        .filter(|secret| !crawl.found.contains(*secret))
        .collect();
    // No page says how to reach a person themself; search and log could still give it away.
    assert_eq!(unread, [&secrets[2], &secrets[3]]);
}

/// The names of those whom it keeps restrictions for, the safeguarding desk reads.
fn may_read(role: Role, families: &[Family]) -> Vec<String> {
    match role {
        Role::SafeguardingDesk => families.iter().flat_map(|one| one.names()).collect(),
        _ => Vec::new(),
    }
}

/// Every role with every purpose that is its own, and a kind of case for it.
fn uses(council: &TestCouncil) -> Vec<(Role, Purpose, Option<CaseLinkKind>)> {
    let mut all = Vec::new();
    for rule in council.kith.rulebook().purposes() {
        let kind = rule.case_links.first().copied();
        all.extend(rule.roles.iter().map(|role| (*role, rule.purpose, kind)));
    }
    all
}

/// One worker, for one purpose, on the case of one family: everything that they can open.
async fn looks(
    council: &TestCouncil,
    (role, purpose, kind): (Role, Purpose, Option<CaseLinkKind>),
    family: Family,
    is_whole: bool,
) -> Crawl {
    let case = kind.map_or_else(String::new, |kind| case_of(family, kind));
    let sitting: TestSitting = council.sign_in(&staff_of(role)).await;
    council.state(&sitting, purpose, &case).await;
    let who = format!("{} for {}", role.code(), purpose.code());
    let mut crawl = Crawl::of(council, &sitting.token, who, family.secrets());
    if is_whole {
        crawl.follow("/").await;
    }
    let born = family.0 + 1;
    let name = family.family_name();
    for words in [
        format!("family={name}&given=Adelaide"),
        format!("family={name}&given=Leonora"),
        format!("family={name}&given=Barnaby"),
        format!(
            "given=Noel&birth-day={born}&birth-month=2&birth-year={}",
            family.year(2010)
        ),
        format!(
            "given=Toby&birth-day={born}&birth-month=11&birth-year={}",
            family.year(2009)
        ),
        format!("given=Rosalind&case_number=A{}", family.0),
        format!("family={name}&postcode=QX9+9ZZ&birth-year=0"),
    ] {
        crawl.send("/find", &words).await;
    }
    let json = format!("{{\"family\":\"{name}\",\"given\":\"Leonora\"}}");
    crawl.send("/api/v1/find", &json).await;
    if is_whole && role == Role::SocialWorker {
        wrong_forms(&mut crawl).await;
    }
    crawl
}

/// Every form of the site, blank and wrong, at an address that leads to nobody.
async fn wrong_forms(crawl: &mut Crawl) {
    for row in ROUTES.iter().filter(|row| row.method == "POST") {
        let ends = ["/sign-out", "/sign-in", "/sign-ins/end", "/why"];
        if ends.iter().any(|end| row.path.starts_with(end)) {
            continue;
        }
        let address = row
            .path
            .replace("{handle}", "00112233445566778899aabbccddeeff");
        for body in ["", "reason=zz&closeness=zz&outcome=zz", "{\"reason\": 3"] {
            crawl.send(&address, body).await;
        }
    }
}

/// The log, the papers and a copy of the audit.
async fn beside_the_pages(council: &TestCouncil, secrets: &[String], log: &LogLines) {
    let mut beside = vec![("the log".to_owned(), log.text())];
    for paper in council.kith.papers(council.at.today()) {
        beside.push(("a paper".to_owned(), paper.markdown));
    }
    let mut copy = String::new();
    let key = SigningKey::from_seed("eastmere.example/kith", KeyKind::Log, &[7; 32]).unwrap();
    council
        .kith
        .export_audit(&key, None, (council.at, "test"), |line: &ExportLine| {
            copy.push_str(&line.to_text());
            Ok(())
        })
        .await
        .unwrap();
    assert!(copy.len() > 100_000);
    beside.push(("a copy of the audit".to_owned(), copy));
    for (what, text) in beside {
        for secret in secrets {
            assert!(!holds(&text, secret), "{what} holds {secret}");
        }
    }
}
