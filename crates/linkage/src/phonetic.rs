//! A short key for how a name sounds in English mouths, so that "Thompson" meets "Tomson".
//!
//! Our own rules: consonants fall into sound families, vowels count only at the start, and a
//! silent letter is dropped. It proposes pairs and lifts a near spelling; it never joins two
//! records alone. Invariant: the key of a folded word has at most eight characters.

/// The sound key of one folded word (spaces are ignored).
pub(crate) fn sound_of(word: &str) -> String {
    let letters: Vec<char> = opening(word).chars().filter(|c| *c != ' ').collect();
    let mut key = String::with_capacity(8);
    let mut at = 0;
    while at < letters.len() && key.len() < 8 {
        let (sound, used) = sound_at(&letters, at);
        if let Some(sound) = sound
            && !key.ends_with(sound)
        {
            key.push(sound);
        }
        at += used;
    }
    key
}

/// Openings in which a letter is silent or a family of spellings is one sound.
fn opening(word: &str) -> String {
    const SPELLINGS: [(&str, &str); 9] = [
        ("kn", "n"),
        ("gn", "n"),
        ("pn", "n"),
        ("wr", "r"),
        ("ps", "s"),
        ("wh", "w"),
        ("x", "s"),
        ("mac", "mc"),
        ("rh", "r"),
    ];
    for (written, spoken) in SPELLINGS {
        if let Some(rest) = word.strip_prefix(written)
            && !rest.is_empty()
        {
            return format!("{spoken}{rest}");
        }
    }
    word.to_owned()
}

/// The sound that starts at a letter, and how many letters it takes.
fn sound_at(letters: &[char], at: usize) -> (Option<char>, usize) {
    let next = letters.get(at + 1).copied().unwrap_or(' ');
    let is_soft = matches!(next, 'e' | 'i' | 'y');
    match (letters[at], next) {
        ('a' | 'e' | 'i' | 'o' | 'u' | 'y', _) => ((at == 0).then_some('a'), 1),
        ('h' | 'w', _) => ((at == 0).then_some(letters[at]), 1),
        ('s', 'c') if letters.get(at + 2) == Some(&'h') => (Some('x'), 3),
        ('s' | 'c' | 'z', 'h') => (Some('x'), 2),
        ('c', 'z') => (Some('x'), 2),
        ('t', 'h') => (Some('t'), 2),
        ('p', 'h') => (Some('f'), 2),
        ('g', 'h') => ((at == 0).then_some('k'), 2),
        ('d', 'g') | ('d', 'j') => (Some('j'), 2),
        ('m', 'p') if letters.get(at + 2) == Some(&'s') => (Some('n'), 2),
        ('c', 'k') => (Some('k'), 2),
        ('c', _) if is_soft => (Some('s'), 1),
        ('g', _) if is_soft && at > 0 => (Some('j'), 1),
        ('c' | 'k' | 'q' | 'g', _) => (Some('k'), 1),
        ('b' | 'p', _) => (Some('p'), 1),
        ('d' | 't', _) => (Some('t'), 1),
        ('f' | 'v', _) => (Some('f'), 1),
        ('m' | 'n', _) => (Some('n'), 1),
        ('s' | 'z' | 'x', _) => (Some('s'), 1),
        ('j', _) => (Some('j'), 1),
        (other, _) => (Some(other), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_sound_alike_share_a_key() {
        for (one, other) in [
            ("thompson", "tomson"),
            ("philips", "filips"),
            ("macdonald", "mcdonald"),
            ("knight", "nite"),
            ("schmidt", "shmit"),
            ("clarke", "clark"),
            ("wright", "right"),
            ("reid", "read"),
        ] {
            assert_eq!(sound_of(one), sound_of(other), "{one} and {other}");
        }
    }

    #[test]
    fn names_that_sound_apart_have_different_keys() {
        for (one, other) in [("hart", "hunt"), ("khan", "shah"), ("smith", "jones")] {
            assert_ne!(sound_of(one), sound_of(other));
        }
    }
}
