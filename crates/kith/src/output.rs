//! What the command says: words for people on standard error, one JSON document on standard output.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finished {
    /// Done.
    Done,
    /// The answer is no: bad rows over the gate, verification failed, refused.
    AnswerIsNo,
    /// The words of the command line do not fit what is there.
    Usage,
    /// It could not run.
    CouldNotRun,
}

impl From<Finished> for ExitCode {
    fn from(finished: Finished) -> Self {
        match finished {
            Finished::Done => Self::SUCCESS,
            Finished::AnswerIsNo => Self::from(1),
            Finished::Usage => Self::from(2),
            Finished::CouldNotRun => Self::from(3),
        }
    }
}

/// Where words and JSON go.
pub(crate) struct Output {
    is_json: bool,
    is_terminal: bool,
}

/// One step of long work: a bar on a terminal, plain lines otherwise.
pub(crate) struct Step {
    bar: ProgressBar,
    name: String,
    began: operations::At,
    is_terminal: bool,
}

impl Output {
    /// For people, or for programs too.
    pub(crate) fn new(is_json: bool) -> Self {
        Self {
            is_json,
            is_terminal: std::io::stderr().is_terminal(),
        }
    }

    /// One line for people.
    pub(crate) fn say(&self, words: &str) {
        // Nothing can be done when standard error is closed, and the work must not stop for it.
        let _ = writeln!(std::io::stderr(), "{words}");
    }

    /// The JSON document, when one is wanted.
    pub(crate) fn document(&self, document: &serde_json::Value) -> anyhow::Result<()> {
        if self.is_json {
            let mut out = std::io::stdout().lock();
            serde_json::to_writer_pretty(&mut out, document)?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// A text for programs to read or for a file, as it is.
    pub(crate) fn text(&self, text: &str) -> anyhow::Result<()> {
        Ok(std::io::stdout().lock().write_all(text.as_bytes())?)
    }

    /// Whether a JSON document is wanted.
    pub(crate) fn wants_document(&self) -> bool {
        self.is_json
    }

    /// Begins a step of long work.
    pub(crate) fn step(&self, name: &str) -> Step {
        let bar = if self.is_terminal {
            ProgressBar::new_spinner()
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        bar.set_message(name.to_owned());
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        Step {
            bar,
            name: name.to_owned(),
            began: crate::clock::now(),
            is_terminal: self.is_terminal,
        }
    }
}

impl Step {
    /// Says how far the step is, on a terminal.
    pub(crate) fn far(&self, words: &str) {
        if self.is_terminal {
            self.bar.set_message(format!("{}: {words}", self.name));
        }
    }

    /// A sender of progress for another thread.
    pub(crate) fn bar(&self) -> (ProgressBar, String) {
        (self.bar.clone(), self.name.clone())
    }

    /// Ends the step with its outcome and seconds.
    pub(crate) fn done(self, output: &Output, outcome: &str) {
        self.bar.finish_and_clear();
        let seconds = crate::clock::seconds_since(self.began);
        output.say(&format!("{}: {outcome} ({seconds:.1} s)", self.name));
    }
}
