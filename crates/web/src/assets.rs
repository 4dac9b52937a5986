//! Style sheet, scripts and pictures, embedded in the binary when it is built.
//!
//! `build.rs` makes them from the locked npm packages and from `frontend/`. The pages name them
//! by [`address`], which changes with the content, so that browsers may keep them for good.
//! INVARIANT: the table is sorted by path and holds nothing that belongs to GOV.UK alone.

/// One file that the pages need.
pub struct Asset {
    /// Its path under `/assets/`, such as `kith.css`.
    pub path: &'static str,
    /// What it is, for the `content-type` header.
    pub content_type: &'static str,
    /// The file itself.
    pub bytes: &'static [u8],
    /// Changes whenever the file does; serves as `ETag` and in [`address`].
    pub hash: &'static str,
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Every asset, sorted by path.
#[must_use]
pub fn all() -> &'static [Asset] {
    ASSETS
}

/// The asset with this path under `/assets/`.
#[must_use]
pub fn find(path: &str) -> Option<&'static Asset> {
    let place = ASSETS.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
    ASSETS.get(place)
}

/// The address that a page uses for the asset with this path: `/assets/kith.css?v=…`.
///
/// A request with the right `v` may be kept for good; without it the `ETag` decides.
#[must_use]
pub fn address(path: &str) -> String {
    match find(path) {
        Some(asset) => format!("/assets/{path}?v={}", asset.hash),
        None => format!("/assets/{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{address, all, find};

    #[test]
    fn every_asset_is_found_by_its_path() {
        assert!(
            all()
                .iter()
                .all(|asset| find(asset.path).is_some_and(|it| it.hash == asset.hash))
        );
        for path in [
            "kith.css",
            "init.js",
            "support.js",
            "favicon.svg",
            "govuk-frontend.min.js",
        ] {
            assert!(find(path).is_some(), "{path} is missing");
        }
        assert!(find("../Cargo.toml").is_none());
    }

    #[test]
    fn the_style_sheet_names_no_typeface_and_no_picture_that_is_missing() {
        let style = std::str::from_utf8(find("kith.css").unwrap().bytes).unwrap();
        assert!(!style.contains("GDS Transport") && !style.contains("@font-face"));
        assert!(style.contains(".kith-grid") && style.contains(".govuk-button"));
        for rest in style.split("/assets/").skip(1) {
            let path = rest.split(['"', '\'', ')']).next().unwrap();
            assert!(find(path).is_some(), "{path} is named but not embedded");
        }
    }

    #[test]
    fn nothing_of_the_crown_is_embedded() {
        for mark in ["crest", "crown", "logotype", "woff"] {
            assert!(
                all().iter().all(|asset| !asset.path.contains(mark)),
                "{mark} is embedded"
            );
        }
    }

    #[test]
    fn an_address_changes_with_its_file() {
        let hash = find("kith.css").unwrap().hash;
        assert_eq!(address("kith.css"), format!("/assets/kith.css?v={hash}"));
    }
}
