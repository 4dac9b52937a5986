//! Tells code, comments and quoted text apart in Rust source.
//!
//! The rules of [`crate::tidy`] are about one of the three: a banned word in a comment is prose,
//! in an identifier it is a name. INVARIANT: what is left out is replaced by spaces and line
//! breaks stay, so that a line number in the answer is a line number in the file.

/// One kind of text inside a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Everything that the compiler reads as tokens, without literals.
    Code,
    /// Line and block comments, documentation included.
    Comment,
    /// What stands in string and character literals, with the quotation marks.
    Quoted,
}

/// Keeps one part of the source and blanks the others.
#[must_use]
pub fn keep(source: &str, wanted: Part) -> String {
    let text: Vec<char> = source.chars().collect();
    let mut kept = String::with_capacity(source.len());
    let mut at = 0;
    while at < text.len() {
        let (part, end) = next_part(&text, at);
        for &letter in &text[at..end] {
            let shown = part == wanted || letter == '\n';
            kept.push(if shown { letter } else { ' ' });
        }
        at = end;
    }
    kept
}

/// The source before its unit tests: up to the last `#[cfg(test)]` that opens a module.
#[must_use]
pub fn before_unit_tests(source: &str) -> &str {
    source
        .rmatch_indices("#[cfg(test)]")
        .find(|(at, mark)| source[at + mark.len()..].trim_start().starts_with("mod "))
        .map_or(source, |(at, _)| &source[..at])
}

/// The kind of text that starts at `at`, and where it ends.
fn next_part(text: &[char], at: usize) -> (Part, usize) {
    let next = text.get(at + 1).copied();
    match text[at] {
        '/' if next == Some('/') => (Part::Comment, line_end(text, at)),
        '/' if next == Some('*') => (Part::Comment, block_comment_end(text, at)),
        '"' => (Part::Quoted, quoted_end(text, at, '"')),
        '\'' if is_character_literal(text, at) => (Part::Quoted, quoted_end(text, at, '\'')),
        'r' if starts_a_word(text, at) => match raw_string_end(text, at) {
            Some(end) => (Part::Quoted, end),
            None => (Part::Code, at + 1),
        },
        _ => (Part::Code, at + 1),
    }
}

fn line_end(text: &[char], at: usize) -> usize {
    text[at..]
        .iter()
        .position(|&letter| letter == '\n')
        .map_or(text.len(), |length| at + length)
}

fn block_comment_end(text: &[char], at: usize) -> usize {
    let (mut depth, mut here) = (1, at + 2);
    while here < text.len() && depth > 0 {
        match (text[here], text.get(here + 1)) {
            ('/', Some('*')) => (depth, here) = (depth + 1, here + 2),
            ('*', Some('/')) => (depth, here) = (depth - 1, here + 2),
            _ => here += 1,
        }
    }
    here
}

fn quoted_end(text: &[char], at: usize, mark: char) -> usize {
    let mut here = at + 1;
    while here < text.len() {
        match text[here] {
            '\\' => here += 2,
            letter if letter == mark => return here + 1,
            _ => here += 1,
        }
    }
    text.len()
}

/// `'a'` and `'\n'` are literals; `'a` alone is a lifetime.
fn is_character_literal(text: &[char], at: usize) -> bool {
    text.get(at + 1) == Some(&'\\') || text.get(at + 2) == Some(&'\'')
}

/// True for `r`, `br` and `cr` when no longer word ends there.
fn starts_a_word(text: &[char], at: usize) -> bool {
    let is_word = |place: Option<usize>| {
        place.is_some_and(|place| text[place].is_alphanumeric() || text[place] == '_')
    };
    let before = at.checked_sub(1);
    match before.map(|place| text[place]) {
        Some('b' | 'c') => !is_word(at.checked_sub(2)),
        _ => !is_word(before),
    }
}

fn raw_string_end(text: &[char], at: usize) -> Option<usize> {
    let marks = text[at + 1..]
        .iter()
        .take_while(|&&letter| letter == '#')
        .count();
    let opening = at + 1 + marks;
    if text.get(opening) != Some(&'"') {
        return None;
    }
    let closes = |here: usize| {
        text[here] == '"' && (1..=marks).all(|step| text.get(here + step) == Some(&'#'))
    };
    let end = (opening + 1..text.len()).find(|&here| closes(here));
    Some(end.map_or(text.len(), |here| here + 1 + marks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_kept_without_comments_and_literals() {
        let source = "let a = \"b // c\"; // d\n/* e /* f */ g */ let h: &'i str = r#\"j\"k\"#;";
        let code = keep(source, Part::Code);
        assert_eq!(
            code.split_whitespace().collect::<String>(),
            "leta=;leth:&'istr=;"
        );
        assert_eq!(code.lines().count(), source.lines().count());
        assert_eq!(code.chars().count(), source.chars().count());
    }

    #[test]
    fn quoted_text_keeps_escaped_marks_and_characters() {
        let source = r#"x("say \"no\"", 'y', '\'', br"z") for r in error"#;
        let quoted = keep(source, Part::Quoted);
        let words: Vec<&str> = quoted.split_whitespace().collect();
        assert_eq!(words, [r#""say"#, r#"\"no\"""#, "'y'", r"'\''", r#"r"z""#]);
    }

    #[test]
    fn an_unfinished_literal_does_not_run_past_the_end() {
        assert_eq!(keep("let a = \"b\\", Part::Code), "let a =    ");
        assert_eq!(keep("r#\"b", Part::Quoted), "r#\"b");
    }

    #[test]
    fn unit_tests_are_cut_off_and_other_gates_are_not() {
        let source = "#[cfg(test)]\nuse a::b;\nfn c() {}\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(
            before_unit_tests(source),
            "#[cfg(test)]\nuse a::b;\nfn c() {}\n"
        );
        assert_eq!(before_unit_tests("fn c() {}"), "fn c() {}");
    }
}
