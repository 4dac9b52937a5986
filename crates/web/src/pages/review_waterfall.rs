//! How the evidence of one pair adds up: a chart of bars, and the same as a table.
//!
//! Each bar begins where the one before ended. The words stand above the bars, so that no name of
//! a comparison is cut off. INVARIANT: the chart and the table are made of the same steps, and
//! nothing is told by colour alone: each weight stands beside its bar with its sign.

use askama::Template;
use operations::linkage::Explanation;

/// Width of the chart in its own units, and height of one row.
const WIDTH: f64 = 640.0;
const ROW: f64 = 44.0;

/// Chart and table.
#[derive(Template)]
#[template(path = "pages/review_waterfall.html")]
pub(super) struct Waterfall {
    rows: Vec<Row>,
    height: String,
    zero: String,
    in_words: String,
}

/// One step.
struct Row {
    words: String,
    weight: String,
    sum: String,
    kind: &'static str,
    text_y: String,
    bar_y: String,
    x: String,
    width: String,
}

impl Waterfall {
    pub(super) fn new(explanation: &Explanation) -> Self {
        let mut steps = vec![("before anything is compared".to_owned(), explanation.prior)];
        let compared = explanation.steps.iter();
        steps.extend(compared.map(|step| (step.words.clone(), step.weight)));
        let (mut low, mut high, mut sum) = (0.0_f64, 0.0_f64, 0.0_f64);
        for (_, weight) in &steps {
            sum += weight;
            (low, high) = (low.min(sum), high.max(sum));
        }
        let scale = WIDTH / (high - low).max(1.0);
        let place = |value: f64| (value - low) * scale;
        let mut rows = Vec::with_capacity(steps.len() + 1);
        let mut before = 0.0;
        for (at, (words, weight)) in steps.into_iter().enumerate() {
            let after = before + weight;
            rows.push(row(
                at,
                words,
                (weight, after),
                (place(before), place(after)),
            ));
            before = after;
        }
        let end = explanation.total;
        let mut all = row(
            rows.len(),
            "in all".to_owned(),
            (end, end),
            (place(0.0), place(end)),
        );
        all.kind = "all";
        rows.push(all);
        Self {
            height: unit(f64::from(u32::try_from(rows.len()).unwrap_or(1)) * ROW),
            zero: unit(place(0.0)),
            in_words: in_words(explanation),
            rows,
        }
    }
}

fn row(at: usize, words: String, (weight, sum): (f64, f64), (from, to): (f64, f64)) -> Row {
    let top = f64::from(u32::try_from(at).unwrap_or(0)) * ROW;
    Row {
        words,
        weight: signed(weight),
        sum: signed(sum),
        kind: if weight < 0.0 { "against" } else { "for" },
        text_y: unit(top + 16.0),
        bar_y: unit(top + 22.0),
        x: unit(from.min(to)),
        width: unit((from - to).abs().max(1.0)),
    }
}

/// The chart for whoever does not see it.
fn in_words(explanation: &Explanation) -> String {
    let count = explanation.steps.len();
    let side = if explanation.total >= 0.0 {
        "for one person"
    } else {
        "for two people"
    };
    format!(
        "It begins at {}, {count} comparisons add to it, and it ends at {}: {side}. The table \
         after it says the same step by step.",
        signed(explanation.prior),
        signed(explanation.total)
    )
}

fn signed(weight: f64) -> String {
    let rounded = (weight * 10.0).round() / 10.0;
    if rounded == 0.0 {
        return "0.0".to_owned();
    }
    let sign = if rounded < 0.0 { "−" } else { "+" };
    format!("{sign}{:.1}", rounded.abs())
}

fn unit(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use operations::linkage::{Band, Comparison, Step};

    fn explanation(weights: &[f64]) -> Explanation {
        let step = |weight: &f64| Step {
            comparison: Comparison::Birth,
            words: "same birth date".to_owned(),
            weight: *weight,
        };
        Explanation {
            prior: -10.0,
            steps: weights.iter().map(step).collect(),
            total: -10.0 + weights.iter().sum::<f64>(),
            probability: 0.5,
            band: Band::Possible,
            guard: None,
            sentence: String::new(),
        }
    }

    #[test]
    fn each_bar_begins_where_the_one_before_ended_and_stays_in_the_chart() {
        let chart = Waterfall::new(&explanation(&[14.0, -3.0, 2.5]));
        let number = |text: &str| text.parse::<f64>().unwrap();
        for row in &chart.rows {
            let (x, width) = (number(&row.x), number(&row.width));
            assert!(x >= 0.0 && x + width <= WIDTH + 0.2, "{x} {width}");
        }
        let sums: Vec<&str> = chart.rows.iter().map(|row| row.sum.as_str()).collect();
        assert_eq!(sums, ["−10.0", "+4.0", "+1.0", "+3.5", "+3.5"]);
        let kinds: Vec<&str> = chart.rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, ["against", "for", "against", "for", "all"]);
    }
}
