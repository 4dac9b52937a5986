//! A folder with files of people, and one way to link them.

use person_files::{FileRun, LinkedFile, PeopleError, Spec, link_files, plain_id};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use vocabulary::Date;

/// A folder that is removed at the end.
pub(crate) struct Desk {
    folder: PathBuf,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

/// What a run has written: id, person and band of each record.
pub(crate) type Rows = Vec<[String; 3]>;

impl Desk {
    pub(crate) fn new() -> Self {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("person-files-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Links files by a specification.
    pub(crate) fn link(&self, spec: &str, inputs: &[PathBuf]) -> Result<LinkedFile, PeopleError> {
        let spec = Spec::parse("people.toml", spec).unwrap();
        let run = FileRun {
            spec: &spec,
            inputs,
            join: None,
            today: Date::constant(2026, 11, 23),
        };
        link_files(&run, &|| (0.0, None), &mut |_| {})
    }

    /// Links one CSV and gives what is written.
    pub(crate) fn rows(&self, spec: &str, csv: &str) -> Rows {
        let input = self.write("people.csv", csv);
        let mut linked = self.link(spec, &[input]).unwrap();
        self.written(&mut linked)
    }

    /// What is written of linked files, as another reader of CSV sees it.
    pub(crate) fn written(&self, linked: &mut LinkedFile) -> Rows {
        let output = self.path("clusters.csv");
        linked.write_clusters(&output, &|| (0.0, None)).unwrap();
        let mut reader = csv::Reader::from_path(&output).unwrap();
        let rows = reader.records().map(Result::unwrap);
        rows.map(|row| [plain_id(&row[0]), plain_id(&row[1]), &row[2]].map(str::to_owned))
            .collect()
    }

    /// What is said of a file that cannot be used.
    pub(crate) fn refused(&self, spec: &str, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let input = self.write(name, bytes);
        match self.link(spec, &[input]) {
            Ok(_) => panic!("the file was linked"),
            Err(error) => error.to_string(),
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
