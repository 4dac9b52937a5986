//! Letters with accents and what old systems make of them.
//!
//! Invariant: a letter without a plain form is kept as it is.

/// The plain letter behind an accented one, for the letters that our name lists use.
pub(crate) fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'ą' => 'a',
        'ć' | 'ç' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ė' | 'ě' => 'e',
        'ğ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' => 's',
        'ť' => 't',
        'ú' | 'ù' | 'û' | 'ü' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'Á' | 'À' | 'Â' | 'Ã' => 'A',
        'Ć' | 'Ç' | 'Č' => 'C',
        'É' | 'È' | 'Ê' | 'Ė' => 'E',
        'Í' | 'Î' | 'İ' => 'I',
        'Ł' => 'L',
        'Ó' | 'Ô' | 'Ö' => 'O',
        'Ř' => 'R',
        'Ś' | 'Š' | 'Ş' => 'S',
        'Ú' | 'Ü' => 'U',
        'Ý' => 'Y',
        'Ź' | 'Ż' | 'Ž' => 'Z',
        other => other,
    }
}

/// The text with every letter plain.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(without_accent).collect()
}

/// The byte of a letter in Windows-1252, where there is one.
pub(crate) fn windows_1252(letter: char) -> Option<u8> {
    match letter {
        '\u{0}'..='\u{7f}' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(letter)).ok(),
        'Š' => Some(0x8a),
        'š' => Some(0x9a),
        'Ž' => Some(0x8e),
        'ž' => Some(0x9e),
        'Œ' => Some(0x8c),
        'œ' => Some(0x9c),
        'Ÿ' => Some(0x9f),
        '€' => Some(0x80),
        '’' => Some(0x92),
        '–' => Some(0x96),
        _ => None,
    }
}
