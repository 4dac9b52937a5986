//! Compares two pieces of HTML by what a browser would make of them.
//!
//! Attribute order, the spelling of entities and white space that holds a line break (layout) do
//! not matter; a blank between words and tags on one line does, because screen readers hear it.
//! INVARIANT: text never turns into a tag: both are kept apart after decoding.

/// One piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Open {
        name: String,
        attributes: Vec<(String, String)>,
    },
    Close(String),
    Text(String),
}

const VOID: [&str; 5] = ["input", "br", "hr", "img", "meta"];

/// The pieces of some HTML, brought into one form.
pub(crate) fn pieces(html: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = html.trim();
    let mut inside_textarea = false;
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if rest.starts_with('<') {
            let end = end_of_tag(rest);
            let tag = &rest[1..end - 1];
            push_tag(tag, &mut found);
            inside_textarea = tag.starts_with("textarea");
            rest = &rest[end..];
            continue;
        }
        let end = rest.find('<').unwrap_or(rest.len());
        let text = if inside_textarea {
            rest[..end].to_owned()
        } else {
            one_line(&rest[..end])
        };
        if !text.is_empty() {
            found.push(Piece::Text(decoded(&text)));
        }
        rest = &rest[end..];
    }
    found
}

/// The pieces without every element of this name and class list, and without what is in it.
pub(crate) fn without(all: Vec<Piece>, name: &str, classes: &str) -> Vec<Piece> {
    let mut kept = Vec::new();
    let mut depth = 0_usize;
    for piece in all {
        let opens = matches!(&piece, Piece::Open { name: it, .. } if it == name);
        let closes = matches!(&piece, Piece::Close(it) if it == name);
        let starts = matches!(&piece, Piece::Open { attributes, .. }
            if attributes.iter().any(|(key, value)| key == "class" && value == classes));
        if depth == 0 && !(opens && starts) {
            kept.push(piece);
        } else if opens {
            depth += 1;
        } else if closes {
            depth -= 1;
        }
    }
    kept
}

/// The pieces as lines, for people who read a failed test.
pub(crate) fn as_lines(all: &[Piece]) -> String {
    let line = |piece: &Piece| match piece {
        Piece::Open { name, attributes } => format!("<{name} {attributes:?}>"),
        Piece::Close(name) => format!("</{name}>"),
        Piece::Text(words) => format!("{words:?}"),
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Where the tag at the start ends, quotes respected.
fn end_of_tag(from_tag: &str) -> usize {
    let mut quote = None;
    for (place, letter) in from_tag.char_indices() {
        match (quote, letter) {
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            (None, '>') => return place + 1,
            _ => {}
        }
    }
    from_tag.len()
}

fn push_tag(tag: &str, found: &mut Vec<Piece>) {
    if let Some(name) = tag.strip_prefix('/') {
        found.push(Piece::Close(name.trim().to_owned()));
        return;
    }
    let closes_itself = tag.ends_with('/');
    let tag = tag.trim_end_matches('/').trim();
    let (name, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = attributes_of(rest);
    attributes.sort();
    found.push(Piece::Open {
        name: name.to_owned(),
        attributes,
    });
    if closes_itself && !VOID.contains(&name) {
        found.push(Piece::Close(name.to_owned()));
    }
}

fn attributes_of(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return found;
        }
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let Some(value) = rest.strip_prefix('=') else {
            found.push((name, String::new()));
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        let value = if name == "class" {
            words_of(value)
        } else {
            value.to_owned()
        };
        found.push((name, decoded(&value)));
        rest = after;
    }
}

fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// White space in one form: a line break at either end is layout, a blank there is meant.
fn one_line(text: &str) -> String {
    let words = words_of(text);
    if words.is_empty() {
        return if text.contains('\n') {
            String::new()
        } else {
            " ".to_owned()
        };
    }
    let before = &text[..text.len() - text.trim_start().len()];
    let after = &text[text.trim_end().len()..];
    let blank = |space: &str| {
        if space.is_empty() || space.contains('\n') {
            ""
        } else {
            " "
        }
    };
    format!("{}{words}{}", blank(before), blank(after))
}

fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let letter = rest
            .find(';')
            .and_then(|end| Some((end, entity(&rest[1..end])?)));
        if let Some((end, letter)) = letter {
            out.push(letter);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "nbsp" => Some('\u{a0}'),
        "ctdot" => Some('⋯'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
