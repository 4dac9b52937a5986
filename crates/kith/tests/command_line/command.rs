//! Runs the built command in a folder of its own.

use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder for one council, removed at the end.
pub(crate) struct Council {
    /// The folder.
    pub(crate) folder: PathBuf,
}

/// What the command said.
pub(crate) struct Said {
    /// Exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) words: String,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Council {
    /// A folder that nobody else uses.
    pub(crate) fn new() -> Self {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("kith-command-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    /// Runs `kith` on this council.
    pub(crate) fn kith(&self, words: &[&str]) -> Said {
        self.kith_reading(words, "")
    }

    /// Runs `kith` with something on standard input.
    pub(crate) fn kith_reading(&self, words: &[&str], input: &str) -> Said {
        said(self.command(words), input)
    }

    /// `kith` on this council, ready to run.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
        command.arg("--data").arg(&self.folder).args(words);
        command.env_remove("KITH_DATA").env_remove("KITH_DATABASE");
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
    /// The path of a file in the council's folder.
    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.join(name).to_str().unwrap().to_owned()
    }

    /// Adds a worker of the records desk, trained today.
    pub(crate) fn at_the_records_desk(&self, staff_id: &str) {
        self.works_here(staff_id, "records_desk");
    }

    /// Adds a worker in a role, trained today.
    #[expect(
        clippy::disallowed_methods,
        reason = "the command reads the clock, so the training has to be of today"
    )]
    pub(crate) fn works_here(&self, staff_id: &str, role: &str) {
        let today = jiff::Zoned::now().date().to_string();
        let worker = ["worker", staff_id, "--name", "Desk Example"];
        let post = ["--role", role, "--trained-on", &today];
        let words = [&worker[..], &post[..]].concat();
        let added = self.kith(&words);
        assert_eq!(added.code, 0, "{}", added.words);
    }

    /// Writes a file beside the council and gives its path.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// Runs a command to its end with something on standard input.
pub(crate) fn said(mut command: Command, input: &str) -> Said {
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let ended = child.wait_with_output().unwrap();
    Said {
        code: ended.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&ended.stdout).into_owned(),
        words: String::from_utf8_lossy(&ended.stderr).into_owned(),
    }
}

impl Drop for Council {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Said {
    /// Standard output as the one JSON document that it must be.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.words))
    }
}

/// Three children in the shape of the family-context extract of children's social care.
pub(crate) const CSC: &str = "\
Cms Id,First Name,Last Name,Date Of Birth,Gender,Address,Service Involvement,Local Authority Organisation,Contact Name,Contact Role,Contact Phone,Contact Email,Date Current As Of,Coverage Start Date,Coverage End Date,Coverage Geographic Area,Date Of Most Recent Interaction,Start Date Of Last Involvement
C1,Mara,Pellow,2011-12-13,Female,\"Flat 7, Sallow Court, Daviston, QX6 3BF\",Current,Daviston Council,Alex Chard,Social Worker,01632 960320,achard@daviston.example,2026-10-15 00:00:00,2018-01-01 00:00:00,2026-09-30 00:00:00,Daviston,2026-07-07,2025-08-23
C2,Noor,Tremaine,2012-03-04,Male,\"14 Harrow Street, Daviston, QX6 3BG\",Historic,Daviston Council,Alex Chard,Social Worker,01632 960320,achard@daviston.example,2026-10-15 00:00:00,2018-01-01 00:00:00,2026-09-30 00:00:00,Daviston,2026-07-07,2025-08-23
C3,Martin,Quill,2010-05-06,Male,\"3 Rachel Fields, Daviston, QX6 8BD\",Current,Daviston Council,Alex Chard,Social Worker,01632 960320,achard@daviston.example,2026-10-15 00:00:00,2018-01-01 00:00:00,2026-09-30 00:00:00,Daviston,2026-07-07,2025-08-23
";

/// The same three in the shape of the education extract; the third has another given name.
pub(crate) const EDUCATION: &str = "\
Cms Id,First Name,Last Name,Date Of Birth,Gender,Address,Service Involvement,School Name,Contact Number,Admission Type,Date Current As Of,Coverage Start Date,Coverage End Date,Coverage Geographic Area,Date Of Most Recent Interaction,Start Date Of Last Involvement
E1,Mara,Pellow,2011-12-13,Female,\"Flat 7, Sallow Court, Daviston, QX6 3BF\",Current,Harbour School,01632 960321,Main provision,2026-10-15 00:00:00,2018-01-01 00:00:00,2026-09-30 00:00:00,Daviston,2026-07-07,2025-08-23
E2,Noor,Tremaine,2012-03-04,Male,\"14 Harrow Street, Daviston, QX6 3BG\",Current,Harbour School,01632 960321,Main provision,2026-10-15 00:00:00,2018-01-01 00:00:00,2026-09-30 00:00:00,Daviston,2026-07-07,2025-08-23
E3,Damian,Quill,2010-05-06,Male,\"3 Rachel Fields, Daviston, QX6 8BD\",Current,Harbour School,01632 960321,Main provision,2026-10-15 00:00:00,2018-01-01 00:00:00,2026-09-30 00:00:00,Daviston,2026-07-07,2025-08-23
";
