//! Paragraphs and tables in plain text, wrapped to a width in columns.

/// One column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading.
    pub title: &'static str,
    /// Its cells from top to bottom.
    pub cells: Vec<String>,
    /// Whether its cells stay on one line: names that are copied and searched for.
    pub whole: bool,
}

/// Narrowest a column becomes by wrapping.
const NARROWEST: usize = 10;

/// Space between two columns.
const GAP: usize = 2;

/// Lays a table out in lines of at most `width` columns where that is possible; `None` never wraps.
/// The first line holds the headings. Columns without any text are left out.
pub fn table(columns: &[Column], width: Option<usize>) -> Vec<String> {
    let columns: Vec<&Column> = columns
        .iter()
        .filter(|c| c.cells.iter().any(|cell| !cell.is_empty()))
        .collect();
    let widths = widths(&columns, width);
    let rows = columns.iter().map(|c| c.cells.len()).max().unwrap_or(0);
    let titles: Vec<&str> = columns.iter().map(|c| c.title).collect();
    let mut lines = row(&titles, &widths);
    for index in 0..rows {
        let cells: Vec<&str> = columns
            .iter()
            .map(|c| c.cells.get(index).map_or("", String::as_str))
            .collect();
        lines.extend(row(&cells, &widths));
    }
    lines
}

/// The natural widths, the widest of them cut until the whole fits.
fn widths(columns: &[&Column], limit: Option<usize>) -> Vec<usize> {
    let mut widths: Vec<usize> = columns
        .iter()
        .map(|c| {
            let cells = c.cells.iter().map(|cell| columns_of(cell));
            cells.max().unwrap_or(0).max(columns_of(c.title))
        })
        .collect();
    let Some(limit) = limit else { return widths };
    let gaps = GAP * columns.len().saturating_sub(1);
    loop {
        let total: usize = widths.iter().sum::<usize>() + gaps;
        let breakable = columns.iter().zip(&mut widths).filter(|(c, _)| !c.whole);
        match breakable.map(|(_, width)| width).max() {
            Some(widest) if total > limit && *widest > NARROWEST => *widest -= 1,
            _ => return widths,
        }
    }
}

fn row(cells: &[&str], widths: &[usize]) -> Vec<String> {
    let wrapped: Vec<Vec<String>> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| wrap(cell, *width, LongWords::Break))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|line| {
            let mut out = String::new();
            for (cell, width) in wrapped.iter().zip(widths) {
                let text = cell.get(line).map_or("", String::as_str);
                let fill = (width + GAP).saturating_sub(columns_of(text));
                out.push_str(text);
                out.push_str(&" ".repeat(fill));
            }
            out.trim_end().to_owned()
        })
        .collect()
}

/// What becomes of a word that is longer than a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LongWords {
    /// It is broken: cells must stay in their column.
    Break,
    /// It stands out: an address can still be copied.
    Keep,
}

/// Breaks a text into lines at spaces.
pub(super) fn wrap(text: &str, width: usize, long: LongWords) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let room = width.saturating_sub(columns_of(&line) + usize::from(!line.is_empty()));
        if columns_of(word) > room && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        if long == LongWords::Break {
            line = break_word(word, line, width, &mut lines);
        } else {
            line.push_str(word);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Adds a word to the line, full lines going to `lines`; gives the line that is left.
fn break_word(word: &str, mut line: String, width: usize, lines: &mut Vec<String>) -> String {
    let mut used = columns_of(&line);
    for c in word.chars() {
        let columns = columns_of_char(c);
        if used + columns > width && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        line.push(c);
        used += columns;
    }
    line
}

/// How many columns a text takes on a terminal.
pub(super) fn columns_of(text: &str) -> usize {
    text.chars().map(columns_of_char).sum()
}

/// East Asian wide and full-width characters and emoji take two columns (UAX #11).
fn columns_of_char(c: char) -> usize {
    let wide = matches!(
        u32::from(c),
        0x1100..=0x115f | 0x2e80..=0x303e | 0x3041..=0xa4cf | 0xa960..=0xa97c | 0xac00..=0xd7a3
            | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6
            | 0x1f300..=0x1f64f | 0x1f680..=0x1f6ff | 0x1f900..=0x1f9ff | 0x20000..=0x3fffd
    );
    let combining = matches!(u32::from(c), 0x300..=0x36f | 0x20d0..=0x20ff);
    match (wide, combining) {
        (true, _) => 2,
        (_, true) => 0,
        _ => 1,
    }
}
