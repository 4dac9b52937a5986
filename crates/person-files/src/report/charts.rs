//! Charts as SVG with a title and a description; each has its figures as a table beside it.
//!
//! Colours are told apart by people who see few colours, and lines also by their dashes.
//! Invariant: a chart shows nothing that its table does not say.

use super::WeightBin;
use super::page_parts::escaped;
use linkage::evaluate::{AtThreshold, PairCounts, Share};

const BLUE: &str = "#1d70b8";
const ORANGE: &str = "#d4721c";
const GREY: &str = "#505a5f";
const INK: &str = "#0b0c0c";
const PALE: &str = "#d8dde0";

/// Width of a chart.
const WIDTH: f64 = 880.0;
/// Height of one bar with the gap after it.
const BAR: f64 = 22.0;
/// Where the bars begin, after their words.
const WORDS: f64 = 360.0;

/// One step of a waterfall.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WaterfallStep {
    pub(crate) words: String,
    pub(crate) weight: f64,
}

/// A drawing in the making.
struct Drawing {
    text: String,
}

impl Drawing {
    fn new(id: &str, title: &str, description: &str, height: f64) -> Self {
        let (title, description) = (escaped(title), escaped(description));
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {WIDTH} {height:.0}\" \
             aria-labelledby=\"{id}-title {id}-text\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-text\">{description}</desc>"
        );
        Self { text }
    }

    fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), colour: &str) {
        self.text.push_str(&format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"{colour}\"/>",
            width.max(0.0)
        ));
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, dashes: &str) {
        self.text.push_str(&format!(
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{colour}\" stroke-dasharray=\"{dashes}\"/>",
            from.0, from.1, to.0, to.1
        ));
    }

    /// Words that begin (`start`), end (`end`) or have their middle at a place.
    fn words(&mut self, (x, y): (f64, f64), anchor: &str, words: &str) {
        let words = escaped(words);
        self.text.push_str(&format!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{INK}\">{words}</text>"
        ));
    }

    fn path(&mut self, points: &[(f64, f64)], colour: &str, dashes: &str) {
        let places: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        self.text.push_str(&format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>",
            places.join(" ")
        ));
    }

    fn area(&mut self, points: &[(f64, f64)], colour: &str) {
        let places: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        self.text.push_str(&format!(
            "<polygon points=\"{}\" fill=\"{colour}\" fill-opacity=\"0.18\"/>",
            places.join(" ")
        ));
    }

    fn finish(mut self) -> String {
        self.text.push_str("</svg>");
        self.text
    }
}

/// The weight of each level, a bar to the right for and to the left against.
pub(super) fn weights_chart(id: &str, title: &str, rows: &[(String, f64)]) -> String {
    let height = rows.len() as f64 * BAR + 40.0;
    let mut drawing = Drawing::new(
        id,
        title,
        "One bar for each level: to the right it speaks for one person, to the left against.",
        height,
    );
    let most = rows.iter().map(|row| row.1.abs()).fold(1.0, f64::max);
    let middle = (WORDS + WIDTH - 60.0) / 2.0;
    let unit = (WIDTH - 60.0 - middle) / most;
    for (at, (words, weight)) in rows.iter().enumerate() {
        let y = at as f64 * BAR + 8.0;
        drawing.words((WORDS - 12.0, y + 13.0), "end", &short(words));
        let (from, colour) = if *weight < 0.0 {
            (middle + weight * unit, ORANGE)
        } else {
            (middle, BLUE)
        };
        drawing.rect((from, y), (weight.abs() * unit, BAR - 6.0), colour);
        drawing.words((WIDTH - 4.0, y + 13.0), "end", &format!("{weight:+.1}"));
    }
    drawing.line((middle, 4.0), (middle, height - 32.0), INK, "none");
    drawing.words(
        (middle, height - 12.0),
        "middle",
        "weight (log2 of the odds)",
    );
    drawing.finish()
}

/// Where thresholds and shares stand in the chart of thresholds.
struct Plane {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Plane {
    fn x(&self, threshold: f64) -> f64 {
        self.left + (threshold + 10.0) / 50.0 * (self.right - self.left)
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - value * (self.bottom - self.top)
    }

    fn scales(&self, drawing: &mut Drawing) {
        for tenth in (0..=10).step_by(2) {
            let value = f64::from(tenth) / 10.0;
            let y = self.y(value);
            drawing.line((self.left, y), (self.right, y), PALE, "none");
            drawing.words((self.left - 8.0, y + 4.0), "end", &format!("{value:.1}"));
        }
        for threshold in (-10..=40).step_by(10) {
            let place = (self.x(f64::from(threshold)), self.bottom + 18.0);
            drawing.words(place, "middle", &threshold.to_string());
        }
    }

    /// A share at each threshold with its interval.
    fn share(&self, drawing: &mut Drawing, points: &[(f64, Share)], colour: &str, dashes: &str) {
        let place = |(threshold, value): (f64, f64)| (self.x(threshold), self.y(value));
        let upper = points.iter().map(|(at, of)| place((*at, of.interval().1)));
        let lower = points
            .iter()
            .rev()
            .map(|(at, of)| place((*at, of.interval().0)));
        drawing.area(&upper.chain(lower).collect::<Vec<_>>(), colour);
        let line: Vec<(f64, f64)> = points
            .iter()
            .map(|(at, of)| place((*at, of.value())))
            .collect();
        drawing.path(&line, colour, dashes);
    }
}

/// What the lines of the chart of thresholds are, with their colours and dashes.
const LINES: [(&str, &str, &str); 4] = [
    ("precision", BLUE, "none"),
    ("recall", ORANGE, "6 3"),
    ("F1", GREY, "2 3"),
    ("the run's threshold", INK, "1 3"),
];

/// Precision, recall and F1 of clusters by threshold, with 95 % intervals.
pub(super) fn threshold_chart(id: &str, curve: &[AtThreshold], own: f64) -> String {
    const HEIGHT: f64 = 380.0;
    let plane = Plane {
        left: 50.0,
        right: WIDTH - 20.0,
        top: 20.0,
        bottom: HEIGHT - 60.0,
    };
    let mut drawing = Drawing::new(
        id,
        "Quality by joining threshold",
        "Precision, recall and F1 of clusters at each threshold; the pale bands are 95 % intervals.",
        HEIGHT,
    );
    plane.scales(&mut drawing);
    let shares = |of: fn(&PairCounts) -> Share| -> Vec<(f64, Share)> {
        curve
            .iter()
            .map(|at| (at.threshold, of(&at.clusters)))
            .collect()
    };
    let [precision, recall, f1, own_line] = LINES;
    plane.share(
        &mut drawing,
        &shares(PairCounts::precision),
        precision.1,
        precision.2,
    );
    plane.share(
        &mut drawing,
        &shares(PairCounts::recall),
        recall.1,
        recall.2,
    );
    let line: Vec<(f64, f64)> = curve
        .iter()
        .map(|at| (plane.x(at.threshold), plane.y(at.clusters.f1())))
        .collect();
    drawing.path(&line, f1.1, f1.2);
    let own = plane.x(own.clamp(-10.0, 40.0));
    drawing.line(
        (own, plane.top),
        (own, plane.bottom),
        own_line.1,
        own_line.2,
    );
    for (at, (words, colour, dashes)) in LINES.into_iter().enumerate() {
        let (from, y) = (60.0 + at as f64 * 190.0, HEIGHT - 18.0);
        drawing.line((from, y), (from + 34.0, y), colour, dashes);
        drawing.words((from + 42.0, y + 4.0), "start", words);
    }
    drawing.finish()
}

/// Pairs by weight; heights grow with the logarithm, because most pairs are strangers.
pub(super) fn pairs_chart(id: &str, bins: &[WeightBin], own: f64) -> String {
    const HEIGHT: f64 = 260.0;
    let mut drawing = Drawing::new(
        id,
        "Pairs by weight",
        "One bar for each whole weight; heights follow the logarithm of the number of pairs.",
        HEIGHT,
    );
    let height = |pairs: u64| (pairs as f64 + 1.0).log10();
    let most = bins.iter().map(|bin| height(bin.pairs)).fold(1.0, f64::max);
    let (left, bottom) = (30.0, HEIGHT - 40.0);
    let unit = (WIDTH - 2.0 * left) / bins.len().max(1) as f64;
    for (at, bin) in bins.iter().enumerate() {
        let x = left + at as f64 * unit;
        let tall = height(bin.pairs) / most * (bottom - 20.0);
        let colour = if f64::from(bin.from) >= own {
            BLUE
        } else {
            GREY
        };
        drawing.rect((x, bottom - tall), (unit - 2.0, tall), colour);
        if bin.from % 10 == 0 {
            drawing.words((x, bottom + 18.0), "middle", &bin.from.to_string());
        }
    }
    drawing.line((left, bottom), (WIDTH - left, bottom), INK, "none");
    drawing.finish()
}

/// How a pair's weight comes about, step by step.
pub(crate) fn waterfall(prior: f64, steps: &[WaterfallStep], total: f64, join: f64) -> String {
    let height = (steps.len() as f64 + 2.0) * BAR + 50.0;
    let mut drawing = Drawing::new(
        "waterfall",
        "How the weight of this pair comes about",
        "The weight before anything is compared, then one bar for each comparison, then the sum.",
        height,
    );
    let (mut low, mut high, mut so_far) =
        (prior.min(0.0).min(join), prior.max(0.0).max(join), prior);
    for step in steps {
        so_far += step.weight;
        low = low.min(so_far);
        high = high.max(so_far);
    }
    let unit = (WIDTH - WORDS - 70.0) / (high - low).max(1.0);
    let x = |weight: f64| WORDS + (weight - low) * unit;
    let bars = steps.len() + 2;
    let mut so_far = 0.0;
    for at in 0..bars {
        let y = at as f64 * BAR + 8.0;
        let (words, from, to) = match at {
            0 => ("before anything is compared", 0.0, prior),
            _ if at == bars - 1 => ("in all", 0.0, total),
            _ => {
                let step = &steps[at - 1];
                (step.words.as_str(), so_far, so_far + step.weight)
            }
        };
        so_far = to;
        let colour = match at {
            _ if at == bars - 1 => INK,
            _ if to < from => ORANGE,
            _ => BLUE,
        };
        drawing.words((WORDS - 12.0, y + 13.0), "end", &short(words));
        drawing.rect(
            (x(from.min(to)), y),
            ((to - from).abs() * unit, BAR - 6.0),
            colour,
        );
        drawing.words(
            (WIDTH - 4.0, y + 13.0),
            "end",
            &format!("{:+.1}", to - from),
        );
    }
    let bottom = bars as f64 * BAR + 8.0;
    drawing.line((x(join), 4.0), (x(join), bottom), INK, "1 3");
    let words = format!("joined from {join:.1}");
    drawing.words((x(join), bottom + 18.0), "middle", &words);
    drawing.finish()
}

/// Words that fit beside a bar.
fn short(words: &str) -> String {
    const MOST: usize = 52;
    if words.chars().count() <= MOST {
        return words.to_owned();
    }
    let mut kept: String = words.chars().take(MOST - 1).collect();
    kept.push('…');
    kept
}
