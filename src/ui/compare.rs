//! Expected beside actual: which characters differ.

/// A piece of one of two compared texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether the other text has it not.
    pub differs: bool,
}

/// Longest middle that is compared character by character.
const FINE: usize = 160;

/// Marks the characters that differ in each of two texts.
///
/// What stands the same at both ends is the same; what is left between is compared character by
/// character where most of it agrees, and differs as a whole where it doesn't.
pub fn compare(expected: &str, actual: &str) -> (Vec<Piece>, Vec<Piece>) {
    let left: Vec<char> = expected.chars().collect();
    let right: Vec<char> = actual.chars().collect();
    let start = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let rest = left.len().min(right.len()) - start;
    let end = left
        .iter()
        .rev()
        .zip(right.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    let middle = |text: &[char]| {
        text.get(start..text.len() - end)
            .unwrap_or_default()
            .to_vec()
    };
    let (left_middle, right_middle) = (middle(&left), middle(&right));
    let common = common(&left_middle, &right_middle);
    (
        pieces(&left, start, end, &common.0),
        pieces(&right, start, end, &common.1),
    )
}

/// Which characters of each middle are in a longest common subsequence; none where less than three
/// fifths of the shorter one are.
fn common(left: &[char], right: &[char]) -> (Vec<bool>, Vec<bool>) {
    let none = (vec![false; left.len()], vec![false; right.len()]);
    if left.len() > FINE || right.len() > FINE {
        return none;
    }
    let width = right.len() + 1;
    let mut lengths = vec![0usize; (left.len() + 1) * width];
    let at =
        |lengths: &[usize], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in left.iter().enumerate().rev() {
        for (j, b) in right.iter().enumerate().rev() {
            let best = if a == b {
                at(&lengths, i + 1, j + 1) + 1
            } else {
                at(&lengths, i + 1, j).max(at(&lengths, i, j + 1))
            };
            if let Some(cell) = lengths.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    if at(&lengths, 0, 0) * 5 < left.len().min(right.len()) * 3 {
        return none;
    }
    let (mut keep_left, mut keep_right) = none;
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        if a == b {
            if let (Some(l), Some(r)) = (keep_left.get_mut(i), keep_right.get_mut(j)) {
                (*l, *r) = (true, true);
            }
            (i, j) = (i + 1, j + 1);
        } else if at(&lengths, i + 1, j) >= at(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    (keep_left, keep_right)
}

fn pieces(text: &[char], start: usize, end: usize, same_middle: &[bool]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, c) in text.iter().enumerate() {
        let in_middle = index >= start && index < text.len() - end;
        let differs = in_middle && !same_middle.get(index - start).copied().unwrap_or(false);
        match pieces.last_mut() {
            Some(last) if last.differs == differs => last.text.push(*c),
            _ => pieces.push(Piece {
                text: c.to_string(),
                differs,
            }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks what differs by brackets.
    fn bracketed(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|p| {
                if p.differs {
                    format!("[{}]", p.text)
                } else {
                    p.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn differing_characters_are_marked() {
        let rows = [
            ("same", "api://a", "api://a", "api://a", "api://a"),
            (
                "slash at the end",
                "https://a/",
                "https://a",
                "https://a[/]",
                "https://a",
            ),
            (
                "case",
                "api://Orders",
                "api://orders",
                "api://[O]rders",
                "api://[o]rders",
            ),
            ("nothing there", "aud", "", "[aud]", ""),
            ("another id", "1111-a", "2222-a", "[1111]-a", "[2222]-a"),
            (
                "two places",
                "abcdefgh",
                "abXdefYh",
                "ab[c]def[g]h",
                "ab[X]def[Y]h",
            ),
            ("repeat", "aa", "aaa", "aa", "aa[a]"),
        ];
        for (name, expected, actual, left, right) in rows {
            let (l, r) = compare(expected, actual);
            assert_eq!(
                (bracketed(&l), bracketed(&r)),
                (left.to_owned(), right.to_owned()),
                "{name}"
            );
        }
    }

    #[test]
    fn long_texts_come_back_whole() {
        let (left, right) = ("x".repeat(5000) + "é", "y".repeat(4000));
        let (l, r) = compare(&left, &right);
        let joined = |p: &[Piece]| p.iter().map(|p| p.text.as_str()).collect::<String>();
        assert_eq!((joined(&l), joined(&r)), (left, right));
    }
}
