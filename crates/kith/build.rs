//! Lists the example council's rule and source files, so that they are embedded without a list
//! kept by hand.

use std::fmt::Write;
use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut code = String::new();
    for (name, folder) in [("RULES", "agreements"), ("SOURCES", "sources")] {
        let folder = root.join(folder);
        println!("cargo:rerun-if-changed={}", folder.display());
        let mut files: Vec<_> = std::fs::read_dir(&folder)
            .expect("the repository holds agreements/ and sources/")
            .map(|entry| entry.expect("a readable folder").path())
            .filter(|path| path.extension().is_some_and(|ending| ending != "md"))
            .collect();
        files.sort();
        writeln!(code, "pub(crate) const {name}: &[(&str, &str)] = &[")
            .expect("a String takes all");
        for file in files {
            let file_name = file
                .file_name()
                .expect("a file has a name")
                .to_string_lossy();
            writeln!(
                code,
                "    ({file_name:?}, include_str!({:?})),",
                file.display()
            )
            .expect("a String takes all");
        }
        code.push_str("];\n");
    }
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("council_files.rs"), code).expect("OUT_DIR is writable");
}
