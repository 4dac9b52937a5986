//! One paper as it is written: Markdown, and the same text as a page of HTML.
//!
//! Invariant: a line break or a bar in a rule file never breaks a table.

use std::fmt::Write;

/// One paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its file's name without ending.
    pub file_name: String,
    /// Its title.
    pub title: String,
    /// Its text, as Markdown.
    pub markdown: String,
}

/// A paper being written.
pub(super) struct Draft {
    file_name: String,
    title: String,
    text: String,
}

impl Draft {
    pub(super) fn new(file_name: &str, title: &str) -> Self {
        Self {
            file_name: file_name.to_owned(),
            title: title.to_owned(),
            text: format!("# {title}\n\n"),
        }
    }

    pub(super) fn heading(&mut self, words: &str) {
        self.line(&format!("## {words}\n"));
    }

    pub(super) fn smaller_heading(&mut self, words: &str) {
        self.line(&format!("### {words}\n"));
    }

    pub(super) fn paragraph(&mut self, words: &str) {
        self.line(&format!("{}\n", flat(words)));
    }

    pub(super) fn points(&mut self, points: impl IntoIterator<Item = String>) {
        for point in points {
            self.line(&format!("- {}", flat(&point)));
        }
        self.line("");
    }

    /// Something that only the council can fill in.
    pub(super) fn blank(&mut self, what: &str) {
        self.line(&format!("{}\n", blank(what)));
    }

    pub(super) fn table<const N: usize>(
        &mut self,
        heads: [&str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) {
        self.line(&format!("| {} |", heads.join(" | ")));
        self.line(&format!("|{}", "---|".repeat(N)));
        for row in rows {
            let cells = row.map(|cell| flat(&cell).replace('|', "\\|"));
            self.line(&format!("| {} |", cells.join(" | ")));
        }
        self.line("");
    }

    pub(super) fn done(self) -> Paper {
        Paper {
            file_name: self.file_name,
            title: self.title,
            markdown: self.text,
        }
    }

    fn line(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push('\n');
    }
}

/// A labelled blank.
pub(super) fn blank(what: &str) -> String {
    format!("**[For the council to fill in: {what}]**")
}

fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Paper {
    /// The same text as a page that needs nothing else.
    #[must_use]
    pub fn html(&self) -> String {
        let mut body = String::new();
        let mut open = "";
        for line in self.markdown.lines() {
            let (kind, content) = read(line);
            if open != kind.group() {
                body.push_str(closing(open));
                body.push_str(opening(kind.group()));
                open = kind.group();
            }
            kind.write(&mut body, content);
        }
        body.push_str(closing(open));
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>body{{font-family:sans-serif;max-width:60em;margin:2em auto;line-height:1.4}}table{{border-collapse:collapse}}td,th{{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top}}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
            inline(&self.title)
        )
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Heading(u8),
    Point,
    Row,
    Rule,
    Words,
    Nothing,
}

fn read(line: &str) -> (Line, &str) {
    for (mark, kind) in [
        ("### ", Line::Heading(3)),
        ("## ", Line::Heading(2)),
        ("# ", Line::Heading(1)),
        ("- ", Line::Point),
        ("|--", Line::Rule),
        ("| ", Line::Row),
    ] {
        if let Some(rest) = line.strip_prefix(mark) {
            return (kind, rest);
        }
    }
    if line.is_empty() {
        (Line::Nothing, line)
    } else {
        (Line::Words, line)
    }
}

impl Line {
    const fn group(self) -> &'static str {
        match self {
            Self::Point => "ul",
            Self::Row | Self::Rule => "table",
            Self::Heading(_) | Self::Words | Self::Nothing => "",
        }
    }

    fn write(self, out: &mut String, content: &str) {
        let written = match self {
            Self::Heading(level) => writeln!(out, "<h{level}>{}</h{level}>", inline(content)),
            Self::Point => writeln!(out, "<li>{}</li>", inline(content)),
            Self::Words => writeln!(out, "<p>{}</p>", inline(content)),
            Self::Row => {
                let cells = content
                    .trim_end()
                    .trim_end_matches('|')
                    .replace("\\|", "\u{1}");
                let cells = cells.split(" | ").map(|cell| {
                    let cell = cell.trim().replace('\u{1}', "|");
                    format!("<td>{}</td>", inline(&cell))
                });
                writeln!(out, "<tr>{}</tr>", cells.collect::<String>())
            }
            Self::Rule | Self::Nothing => Ok(()),
        };
        written.expect("a String takes all");
    }
}

fn opening(group: &str) -> &'static str {
    match group {
        "ul" => "<ul>\n",
        "table" => "<table>\n",
        _ => "",
    }
}

fn closing(group: &str) -> &'static str {
    match group {
        "ul" => "</ul>\n",
        "table" => "</table>\n",
        _ => "",
    }
}

/// Escapes the text and makes `**bold**` bold.
fn inline(words: &str) -> String {
    let escaped = words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let mut parts = escaped.split("**");
    let mut html = parts.next().unwrap_or_default().to_owned();
    for (at, part) in parts.enumerate() {
        html.push_str(if at % 2 == 0 { "<strong>" } else { "</strong>" });
        html.push_str(part);
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_or_a_line_break_in_a_rule_breaks_no_table_and_no_page() {
        let mut draft = Draft::new("x", "X <y>");
        draft.table(
            ["a", "b"],
            [["one | two".to_owned(), "three\nfour".to_owned()]],
        );
        draft.blank("who");
        let paper = draft.done();
        assert!(paper.markdown.contains("| one \\| two | three four |"));
        let html = paper.html();
        assert!(
            html.contains("<td>one | two</td><td>three four</td>"),
            "{html}"
        );
        assert!(html.contains("<title>X &lt;y&gt;</title>"));
        assert!(html.contains("<strong>[For the council to fill in: who]</strong>"));
    }
}
