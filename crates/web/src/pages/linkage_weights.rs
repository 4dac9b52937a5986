//! What each level counts for, as a chart and as the same figures in a table; and which levels
//! moved.
//!
//! To the right a level speaks for one person, to the left against. Between people of one home the
//! same level counts for less: a second, thinner bar.
//! INVARIANT: the chart shows nothing that its table does not say.

use askama::Template;
use operations::{LevelFigures, MovedLevel};

use super::linkage_runs::{MovedRow, signed};

/// The section of one age band.
#[derive(Template)]
#[template(path = "pages/linkage_weights.html")]
pub(super) struct WeightTable {
    id: &'static str,
    of_whom: &'static str,
    height: f64,
    axis: f64,
    axis_end: f64,
    rows: Vec<WeightRow>,
}

/// One level.
struct WeightRow {
    comparison: String,
    words: String,
    /// What stands in the chart: the level, with what is compared.
    label: String,
    text_at: f64,
    strangers: Bar,
    home: Bar,
    m: String,
    u: String,
    weight: String,
    u_at_home: String,
    weight_at_home: String,
}

/// A bar of the chart.
struct Bar {
    x: String,
    y: f64,
    width: String,
    class: &'static str,
}

/// Height of one row of the chart.
const ROW: f64 = 24.0;
/// The middle, where a level says nothing; left of it are the words.
const MIDDLE: f64 = 620.0;
/// The longest bar to one side.
const LONGEST: f64 = 150.0;
/// The most letters of a label.
const LETTERS: usize = 64;

impl WeightTable {
    /// The levels of children or of adults; nothing when there are none.
    pub(super) fn new(levels: &[LevelFigures], children: bool) -> Option<Self> {
        let own: Vec<&LevelFigures> = levels
            .iter()
            .filter(|level| level.is_of_children() == children)
            .collect();
        let weights = own
            .iter()
            .flat_map(|level| [level.weight.abs(), level.weight_at_home.abs()]);
        let unit = LONGEST / weights.fold(1.0, f64::max);
        let rows: Vec<WeightRow> = own
            .iter()
            .zip(0u32..)
            .map(|(level, at)| WeightRow::new(level, f64::from(at) * ROW, unit))
            .collect();
        let height = rows.last().map(|row| row.text_at + ROW)?;
        Some(Self {
            id: if children { "children" } else { "adults" },
            of_whom: if children { "children" } else { "adults" },
            height: height + 16.0,
            axis: MIDDLE,
            axis_end: height,
            rows,
        })
    }
}

impl WeightRow {
    fn new(level: &LevelFigures, top: f64, unit: f64) -> Self {
        let label = format!("{}: {}", level.comparison, level.words);
        Self {
            comparison: level.comparison.clone(),
            words: level.words.clone(),
            label: shortened(&label),
            text_at: top + 15.0,
            strangers: Bar::new(level.weight * unit, top + 3.0),
            home: Bar::new(level.weight_at_home * unit, top + 15.0),
            m: share(level.m),
            u: share(level.u),
            weight: weight(level.weight),
            u_at_home: share(level.u_at_home),
            weight_at_home: weight(level.weight_at_home),
        }
    }
}

impl Bar {
    fn new(length: f64, y: f64) -> Self {
        let speaks_for = length >= 0.0;
        Self {
            x: format!("{:.1}", if speaks_for { MIDDLE } else { MIDDLE + length }),
            y,
            width: format!("{:.1}", length.abs()),
            class: if speaks_for {
                "kith-chart__for"
            } else {
                "kith-chart__against"
            },
        }
    }
}

/// The moved levels as rows.
pub(super) fn moved_rows(moved: &[MovedLevel]) -> Vec<MovedRow> {
    let row = |level: &MovedLevel| MovedRow {
        level: format!("{}: {}", level.now.comparison, level.now.words),
        of_whom: if level.now.is_of_children() {
            "children"
        } else {
            "adults"
        },
        m: share(level.now.m),
        m_before: share(level.m_before),
        change: signed(level.change(), 3),
        weight: weight(level.now.weight),
        weight_before: weight(level.weight_before),
    };
    moved.iter().map(row).collect()
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= LETTERS {
        return words.to_owned();
    }
    let kept: String = words.chars().take(LETTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

fn weight(weight: f64) -> String {
    signed(weight, 1)
}

/// A share with as many places as it needs to be more than nothing.
fn share(share: f64) -> String {
    match share {
        share if share >= 0.001 => format!("{share:.3}"),
        share if share >= 0.000_01 => format!("{share:.5}"),
        _ => "< 0.00001".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_share_is_never_shown_as_none() {
        let shown = [0.93, 0.001, 0.000_4, 0.000_000_1].map(share);
        assert_eq!(shown, ["0.930", "0.001", "0.00040", "< 0.00001"]);
    }

    #[test]
    fn a_bar_against_begins_left_of_the_middle_and_ends_there() {
        let bar = Bar::new(-30.0, 0.0);
        assert_eq!((bar.x.as_str(), bar.width.as_str()), ("590.0", "30.0"));
        assert_eq!(Bar::new(30.0, 0.0).x, "620.0");
    }
}
