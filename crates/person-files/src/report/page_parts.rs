//! Pieces of a page: escaped text, tables and captions.
//!
//! Invariant: every text goes through [`escaped`] on its way into a page.

/// A text that can stand in a page, between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}' => safe.push('\u{fffd}'),
            _ => safe.push(c),
        }
    }
    safe
}

/// A table: headings, and rows whose first cell is the heading of the row.
pub(super) fn table(caption: &str, headings: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("<table><caption>{}</caption><thead><tr>", escaped(caption));
    for heading in headings {
        text.push_str(&format!("<th scope=\"col\">{}</th>", escaped(heading)));
    }
    text.push_str("</tr></thead><tbody>");
    for row in rows {
        text.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let cell = escaped(cell);
            if at == 0 {
                text.push_str(&format!("<th scope=\"row\">{cell}</th>"));
            } else {
                text.push_str(&format!("<td>{cell}</td>"));
            }
        }
        text.push_str("</tr>");
    }
    text.push_str("</tbody></table>");
    text
}

/// A table that opens when it is asked for.
pub(super) fn folded_table(caption: &str, headings: &[&str], rows: &[Vec<String>]) -> String {
    let table = table(caption, headings, rows);
    format!(
        "<details><summary>{}: the figures</summary>{table}</details>",
        escaped(caption)
    )
}

/// A number with a comma between thousands.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share in hundredths with its interval.
pub(super) fn share(share: linkage::evaluate::Share) -> String {
    let (low, high) = share.interval();
    if share.whole == 0 {
        return "none to look at".to_owned();
    }
    format!(
        "{:.2} % ({:.2} to {:.2} %), {} of {}",
        share.value() * 100.0,
        low * 100.0,
        high * 100.0,
        number(share.part),
        number(share.whole)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_becomes_part_of_the_page() {
        let text = escaped("<script>\"x\"&'y'\u{0}</script>");
        assert_eq!(
            text,
            "&lt;script&gt;&quot;x&quot;&amp;&#39;y&#39;\u{fffd}&lt;/script&gt;"
        );
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(number(999), "999");
        assert_eq!(number(0), "0");
    }
}
