//! What the program writes into its log while a story is told.
//!
//! Invariant: everything from debug upwards is kept, from every crate and every thread.

use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

/// The log so far.
#[derive(Clone, Default)]
pub struct LogLines(Arc<Mutex<Vec<u8>>>);

/// Where one line is written.
pub struct Line(Arc<Mutex<Vec<u8>>>);

impl LogLines {
    /// Begins to keep the log of the whole process.
    ///
    /// # Panics
    /// When the process keeps its log already.
    #[must_use]
    pub fn keep() -> Self {
        let lines = Self::default();
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::DEBUG)
            .with_ansi(false)
            .with_writer(lines.clone())
            .init();
        lines
    }

    /// Everything that was logged.
    ///
    /// # Panics
    /// When a writer panicked.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("no writer panicked")).into_owned()
    }
}

impl<'a> MakeWriter<'a> for LogLines {
    type Writer = Line;

    fn make_writer(&'a self) -> Line {
        Line(Arc::clone(&self.0))
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .expect("no writer panicked")
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
