//! The figures of an earlier run, and what has become worse since.

use crate::measure::{Figure, Kind};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A time may grow by half, or by this many milliseconds, before it counts: shared machines are noisy.
const NOISE_MILLIS: u64 = 50;

pub(crate) struct Baseline(BTreeMap<String, u64>);

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/baseline.json")
}

impl Baseline {
    pub(crate) fn read() -> Self {
        let text = std::fs::read_to_string(path()).unwrap_or_else(|_| "{}".to_owned());
        Baseline(serde_json::from_str(&text).unwrap_or_default())
    }

    /// Prints every figure that got worse, or whose baseline is missing; returns how many got worse.
    pub(crate) fn compare(&self, figures: &[Figure]) -> usize {
        let mut regressed = 0;
        for figure in figures.iter().filter(|figure| figure.kind != Kind::Note) {
            let Some(&known) = self.0.get(&figure.name) else {
                println!("  new       {figure}");
                continue;
            };
            let worse = match figure.kind {
                Kind::Exact => figure.value < known,
                Kind::Millis => figure.value > known + (known / 2).max(NOISE_MILLIS),
                Kind::Megabytes => figure.value > known + (known / 4).max(16),
                Kind::Note => false,
            };
            let better = figure.kind == Kind::Exact && figure.value > known;
            if worse {
                println!("  regressed {figure}, was {known}");
                regressed += 1;
            } else if better {
                println!("  better    {figure}, was {known}");
            }
        }
        regressed
    }

    pub(crate) fn take(&mut self, figures: &[Figure]) {
        self.0.extend(figures.iter().filter(|f| f.kind != Kind::Note).map(|f| (f.name.clone(), f.value)));
    }

    pub(crate) fn write(&self) {
        let text = serde_json::to_string_pretty(&self.0).unwrap_or_default() + "\n";
        let temporary = path().with_extension("tmp");
        let written = std::fs::write(&temporary, text).and_then(|()| std::fs::rename(&temporary, path()));
        if let Err(error) = written {
            eprintln!("the baseline could not be written: {error}");
        }
    }
}
