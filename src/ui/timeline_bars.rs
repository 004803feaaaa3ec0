//! The runs of answers that list a key, as bars on screen.

use super::stretch::Stretch;

/// Answers nearer than this to the pointer are meant by it, in points.
pub const NEAR: f32 = 5.0;

/// A run of answers that list a key, in seconds since 1970: the first and the last of the run.
pub type Run = (f64, f64);

/// A bar, in points from left to right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// Where it begins.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// Whether it holds gaps that are too narrow to be seen.
    pub broken: bool,
}

/// What is seen of a key in a stretch of time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bars {
    /// The bars, none nearer than a point to the next.
    pub bars: Vec<Bar>,
    /// From the first answer that lists it to the last, as far as that is in view.
    pub known: Option<(f32, f32)>,
}

/// The bars of a key's runs, oldest first: cut to what is in view, and joined where the gap between
/// two is narrower than a point.
pub fn bars(runs: &[Run], view: Stretch, left: f32, width: f32) -> Bars {
    let end = left + width;
    let x = |at: f64| view.x(at, left, width);
    let known = runs.first().zip(runs.last()).and_then(|(first, last)| {
        let (from, to) = (x(first.0).max(left), x(last.1).min(end));
        (from <= to).then_some((from, to))
    });
    let start = runs.partition_point(|run| run.1 < view.from);
    let mut bars: Vec<Bar> = Vec::new();
    for (from, to) in runs.iter().skip(start) {
        if *from > view.to {
            break;
        }
        let bar = Bar {
            left: x(*from).max(left),
            right: x(*to).min(end),
            broken: false,
        };
        match bars.last_mut() {
            Some(last) if bar.left - last.right < 1.0 => {
                last.right = last.right.max(bar.right);
                last.broken = true;
            }
            _ => bars.push(bar),
        }
    }
    Bars { bars, known }
}

/// Where the answers in view stand, one a point at most. `answers`: oldest first.
pub fn marks(answers: &[f64], view: Stretch, left: f32, width: f32) -> Vec<f32> {
    let start = answers.partition_point(|at| *at < view.from);
    let mut marks: Vec<f32> = Vec::new();
    for at in answers.iter().skip(start).take_while(|at| **at <= view.to) {
        let x = view.x(*at, left, width);
        if marks.last().is_none_or(|last| x - last >= 1.0) {
            marks.push(x);
        }
    }
    marks
}

/// The index of the answer that the pointer means. `answers`: oldest first.
pub fn nearest(answers: &[f64], x: f32, view: Stretch, left: f32, width: f32) -> Option<usize> {
    let at = view.at(x, left, width);
    let after = answers.partition_point(|answer| *answer < at);
    let candidates = [after.checked_sub(1), Some(after)].into_iter().flatten();
    let away = |index: usize| {
        let answer = answers.get(index)?;
        Some((view.x(*answer, left, width) - x).abs())
    };
    let near = candidates.filter_map(|index| Some((index, away(index)?)));
    near.filter(|(_, away)| *away <= NEAR)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(index, _)| index)
}

/// Whether an answer lists the key of these runs.
pub fn lists(runs: &[Run], answer: f64) -> bool {
    let index = runs.partition_point(|run| run.1 < answer);
    runs.get(index).is_some_and(|run| run.0 <= answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One point a second.
    const VIEW: Stretch = Stretch {
        from: 1000.0,
        to: 1100.0,
    };

    fn bar(left: f32, right: f32, broken: bool) -> Bar {
        Bar {
            left,
            right,
            broken,
        }
    }

    #[test]
    fn bars_are_cut_and_joined() {
        /// Name, runs, bars, from the first to the last answer.
        type Case = (&'static str, &'static [Run], Vec<Bar>, Option<(f32, f32)>);
        let rows: [Case; 8] = [
            ("none", &[], vec![], None),
            (
                "inside",
                &[(1010.0, 1020.0)],
                vec![bar(10.0, 20.0, false)],
                Some((10.0, 20.0)),
            ),
            (
                "a point",
                &[(1010.0, 1010.0)],
                vec![bar(10.0, 10.0, false)],
                Some((10.0, 10.0)),
            ),
            (
                "a gap that is seen",
                &[(1010.0, 1020.0), (1030.0, 1040.0)],
                vec![bar(10.0, 20.0, false), bar(30.0, 40.0, false)],
                Some((10.0, 40.0)),
            ),
            (
                "a gap that is not",
                &[(1010.0, 1020.0), (1020.5, 1040.0)],
                vec![bar(10.0, 40.0, true)],
                Some((10.0, 40.0)),
            ),
            (
                "cut on both sides",
                &[(900.0, 1005.0), (1090.0, 2000.0)],
                vec![bar(0.0, 5.0, false), bar(90.0, 100.0, false)],
                Some((0.0, 100.0)),
            ),
            (
                "only a gap is in view",
                &[(10.0, 900.0), (1200.0, 1300.0)],
                vec![],
                Some((0.0, 100.0)),
            ),
            ("all of it earlier", &[(10.0, 20.0)], vec![], None),
        ];
        for (name, runs, expected, known) in rows {
            let got = bars(runs, VIEW, 0.0, 100.0);
            assert_eq!(got.bars, expected, "{name}");
            assert_eq!(got.known, known, "{name}");
        }
    }

    #[test]
    fn thousands_of_runs_are_a_bar_a_point_at_most() {
        let runs: Vec<Run> = (0..30_000u16)
            .map(|n| (f64::from(n), f64::from(n) + 0.5))
            .collect();
        let view = Stretch {
            from: 0.0,
            to: 30_000.0,
        };
        let got = bars(&runs, view, 0.0, 300.0);
        assert_eq!(got.bars.len(), 1, "all gaps are narrower than a point");
        assert!(got.bars.iter().all(|bar| bar.broken));
        let answers: Vec<f64> = runs.iter().map(|run| run.0).collect();
        assert!(marks(&answers, view, 0.0, 300.0).len() <= 301);
    }

    #[test]
    fn the_pointer_means_the_nearest_answer() {
        let answers = [1010.0, 1012.0, 1050.0];
        let rows = [
            ("on it", 50.0, Some(2)),
            ("beside it", 53.0, Some(2)),
            ("between two", 10.6, Some(0)),
            ("nearer to the second", 11.4, Some(1)),
            ("far from all", 30.0, None),
            ("after the last", 90.0, None),
        ];
        for (name, x, expected) in rows {
            assert_eq!(nearest(&answers, x, VIEW, 0.0, 100.0), expected, "{name}");
        }
        assert_eq!(nearest(&[], 5.0, VIEW, 0.0, 100.0), None, "no answers");
    }

    #[test]
    fn an_answer_lists_the_keys_of_its_runs() {
        let runs = [(10.0, 20.0), (30.0, 30.0)];
        let rows = [
            ("before", 5.0, false),
            ("first", 10.0, true),
            ("inside", 15.0, true),
            ("last", 20.0, true),
            ("gap", 25.0, false),
            ("alone", 30.0, true),
            ("after", 31.0, false),
        ];
        for (name, at, expected) in rows {
            assert_eq!(lists(&runs, at), expected, "{name}");
        }
    }
}
