//! What pages put around and into articles, and how they sign them: invented lines by language (`furniture.tsv`).

/// The table.
const TABLE: &str = include_str!("furniture.tsv");

/// What a line of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Furniture,
    Byline,
}

impl Sort {
    fn name(self) -> &'static str {
        match self {
            Self::Furniture => "furniture",
            Self::Byline => "byline",
        }
    }

    fn filler(self) -> &'static str {
        match self {
            Self::Furniture => "headline",
            Self::Byline => "name",
        }
    }
}

fn row(sort: &str, language: &str) -> Option<Vec<&'static str>> {
    TABLE.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut cells = line.split('\t');
        let found = cells.next() == Some(sort) && cells.next() == Some(language);
        found.then(|| cells.next().unwrap_or("").split(" | ").collect())
    })
}

/// The `number`th line of a language, or of English where the table has none; with a headline or a name filled in.
pub(crate) fn line(sort: Sort, language: &str, number: usize) -> String {
    let lines = row(sort.name(), language)
        .or_else(|| row(sort.name(), "en"))
        .unwrap_or_default();
    let fillers = row(sort.filler(), language)
        .or_else(|| row(sort.filler(), "-"))
        .or_else(|| row(sort.filler(), "en"))
        .unwrap_or_default();
    let pick = |list: &[&'static str], number: usize| list.get(number % list.len().max(1)).copied().unwrap_or("");
    pick(&lines, number).replace("{}", pick(&fillers, number / 3))
}
