//! What holds of every invented council: laws of the truth, honest extracts, nobody real.
//!
//! Properties run on small councils of many seeds; shapes are counted on one of 2,000.

mod extracts;
mod nobody_is_real;
mod specifications;
mod truth;

use crate::{Council, CouncilPlan, ExtractFile, invent};
use vocabulary::Date;

const TODAY: Date = Date::constant(2026, 11, 23);

fn council(people: u32, seed: u64) -> Council {
    invent(&CouncilPlan {
        people,
        seed,
        today: TODAY,
    })
}

/// The file's text, whatever its encoding.
fn text(file: &ExtractFile) -> String {
    let bytes = &file.bytes;
    if let Some(units) = bytes.strip_prefix(&[0xff, 0xfe]) {
        let units: Vec<u16> = units
            .chunks(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        return String::from_utf16(&units).unwrap();
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    String::from_utf8(bytes.to_vec())
        .unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect())
}

/// The rows of a file as (line, cells), the header first.
fn rows(file: &ExtractFile, delimiter: char) -> Vec<(u64, Vec<String>)> {
    let mut all = Vec::new();
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let (mut line, mut began) = (1, 1);
    for letter in text(file).chars() {
        line += u64::from(letter == '\n');
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell));
                all.push((began, std::mem::take(&mut cells)));
                began = line;
            }
            '\r' if !quoted => {}
            _ if letter == delimiter && !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(letter),
        }
    }
    all
}

fn delimiter(source: &str) -> char {
    match source {
        "housing" => ';',
        "health-visiting" => '\t',
        "youth-justice" => '|',
        _ => ',',
    }
}
