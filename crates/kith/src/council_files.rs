//! The example council's agreements and sources, embedded: the demo uses them as they are, a new
//! council begins with them.

use operations::CouncilFiles;

include!(concat!(env!("OUT_DIR"), "/council_files.rs"));

/// The files of the example council.
pub(crate) fn example_council() -> CouncilFiles {
    let owned = |files: &[(&str, &str)]| {
        files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    };
    CouncilFiles {
        rules: owned(RULES),
        sources: owned(SOURCES),
    }
}

/// The files of a new council: as the example, but every purpose reaches only people on the case
/// until the council decides otherwise.
pub(crate) fn new_council() -> CouncilFiles {
    let mut files = example_council();
    for (_, text) in files
        .rules
        .iter_mut()
        .filter(|(name, _)| name == "purposes.toml")
    {
        *text = text.replace("reach = \"any_person\"", "reach = \"case_family\"");
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_councils_can_be_read() {
        for files in [example_council(), new_council()] {
            assert!(files.rulebook().is_ok());
            assert!(files.specifications().is_ok());
        }
    }

    #[test]
    fn a_new_council_is_closed() {
        let open = |files: CouncilFiles| {
            let purposes = files.rules.iter().find(|(name, _)| name == "purposes.toml");
            purposes.is_some_and(|(_, text)| text.contains("reach = \"any_person\""))
        };
        assert!(open(example_council()));
        assert!(!open(new_council()));
    }
}
