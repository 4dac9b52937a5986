//! Holds back a record that fits two people about as well, because it says too little of itself.
//!
//! A record with a family name, an address and no given name may be either twin, or the mother.
//! Weights alone would give it to whoever comes first. Invariant: a pair is only ever lowered.

use crate::compare::levels::Given;
use crate::compare::{Comparison, are_named_apart, is_a_first_word};
use crate::decision::Scored;
use crate::guard::Guard;
use crate::model::Band;
use crate::record::LinkageRecord;
use rayon::prelude::*;

/// Log2 odds by which the best person must lead the next.
const LEAD: f32 = 3.0;

/// Lowers the automatic pairs of records that fit two people who are named apart.
pub(crate) fn hold_back_the_vague(records: &[LinkageRecord], scored: &mut [Scored]) {
    let mut ends: Vec<(u32, usize)> = Vec::new();
    for (at, pair) in scored
        .iter()
        .enumerate()
        .filter(|(_, pair)| is_vague(records, pair))
    {
        ends.extend([(pair.a, at), (pair.b, at)]);
    }
    ends.par_sort_unstable();
    let held: Vec<usize> = ends
        .par_chunk_by(|x, y| x.0 == y.0)
        .flat_map_iter(|of_one| held_back(records, scored, of_one))
        .collect();
    for at in held {
        scored[at].band = Band::Possible;
        scored[at].guard = Some(Guard::FitsTwoPeople);
    }
}

/// The given names say next to nothing, or one is only the first word of the other.
fn is_vague(records: &[LinkageRecord], pair: &Scored) -> bool {
    let given = pair.levels.level(Comparison::GivenName);
    let says_little = given != Given::Different as u8 && given <= Given::MiddleAsFirst as u8;
    let (a, b) = (&records[pair.a as usize], &records[pair.b as usize]);
    let is_first_word = || given == Given::ShortForm as u8 && is_a_first_word(a, b);
    pair.weight > 0.0 && (says_little || is_first_word())
}

/// Of the vague pairs of one record, strongest first, the automatic ones that another is close to.
fn held_back(records: &[LinkageRecord], scored: &[Scored], of_one: &[(u32, usize)]) -> Vec<usize> {
    let other = |at: usize| {
        let pair = &scored[at];
        let place = if pair.a == of_one[0].0 {
            pair.b
        } else {
            pair.a
        };
        &records[place as usize]
    };
    let automatic = of_one
        .iter()
        .filter(|(_, at)| scored[*at].band == Band::Automatic);
    let has_a_rival = |at: usize| {
        of_one.iter().any(|(_, rival)| {
            *rival != at
                && scored[*rival].weight > scored[at].weight - LEAD
                && are_named_apart(other(at), other(*rival))
        })
    };
    automatic
        .map(|(_, at)| *at)
        .filter(|at| has_a_rival(*at))
        .collect()
}
