//! Verification with all known keys.

use super::obstacle::obstacle;
use super::reason;
use super::trial::Attempt;
use super::{Signature, SignatureOutcome, Trial, TrialResult};
use crate::keys::{Key, KeyTable};
use crate::token::Token;

/// Tries every known key, whatever the kid says, and tells what became of the signature. Keys that
/// answer to the kid go first; the others are tried only where these don't settle it.
pub fn check(token: &Token, keys: &KeyTable) -> Signature {
    let (algorithm, signature) = match obstacle(token, keys) {
        Ok(ready) => ready,
        Err(reason) => {
            return Signature {
                outcome: SignatureOutcome::NotChecked,
                key: None,
                reason: Some(reason),
                trials: Vec::new(),
            };
        }
    };
    let mut trials = Trials {
        attempt: Attempt::new(token, algorithm, signature),
        table: keys,
        keys: &keys.keys,
        results: vec![None; keys.keys.len()],
    };
    trials.run(|key| key.matches_kid);
    if trials.decisive().is_none() {
        trials.run(|key| !key.matches_kid);
    }
    trials.conclude(token)
}

struct Trials<'a> {
    attempt: Attempt<'a>,
    table: &'a KeyTable,
    keys: &'a [Key],
    results: Vec<Option<TrialResult>>,
}

impl Trials<'_> {
    /// Tries a group of keys; explains their failures only where none of them verifies.
    fn run(&mut self, group: impl Fn(&Key) -> bool) {
        let mut verified = false;
        for (key, result) in self.keys.iter().zip(&mut self.results) {
            if group(key) {
                *result = self.attempt.verify(key);
                verified |= result.as_ref().is_some_and(is_verified);
            }
        }
        for (key, result) in self.keys.iter().zip(&mut self.results) {
            if group(key) && result.is_none() {
                *result = Some(if verified {
                    TrialResult::NotThisKey
                } else {
                    self.attempt.explain(key)
                });
            }
        }
    }

    /// The first key that made the signature, over this content or over other content; one that
    /// verifies before any other.
    fn decisive(&self) -> Option<(usize, &TrialResult)> {
        self.find(is_verified)
            .or_else(|| self.find(|result| matches!(result, TrialResult::OtherContent { .. })))
    }

    fn find(&self, test: impl Fn(&TrialResult) -> bool) -> Option<(usize, &TrialResult)> {
        self.results
            .iter()
            .enumerate()
            .find_map(|(index, result)| Some((index, result.as_ref().filter(|r| test(r))?)))
    }

    fn conclude(mut self, token: &Token) -> Signature {
        let (outcome, key, reason) = self.outcome(token);
        self.fill_gaps();
        let trials = self.results.into_iter().enumerate();
        Signature {
            outcome,
            key,
            reason,
            trials: trials
                .filter_map(|(key, result)| result.map(|result| Trial { key, result }))
                .collect(),
        }
    }

    fn outcome(&self, token: &Token) -> (SignatureOutcome, Option<usize>, Option<String>) {
        let matching = self.keys.iter().filter(|key| key.matches_kid).count();
        match self.decisive() {
            Some((index, result)) => {
                let maker = self.keys.get(index);
                let other = matching > 0 && maker.is_some_and(|key| !self.answers(key));
                let outcome = match result {
                    _ if other => SignatureOutcome::WrongKey,
                    TrialResult::Verified => SignatureOutcome::Verified,
                    TrialResult::VerifiedAfterNonceTransform => {
                        SignatureOutcome::VerifiedAfterNonceTransform
                    }
                    _ => SignatureOutcome::Altered,
                };
                let reason = maker.and_then(|maker| {
                    let unasked = self.table.is_unasked(maker);
                    reason::of_maker(token, &self.attempt, maker, result, outcome, unasked)
                });
                (outcome, Some(index), reason)
            }
            None if matching > 0 => self.unsettled(token),
            None => {
                let reason = reason::no_key(token, self.keys.len());
                (SignatureOutcome::NoKey, None, Some(reason))
            }
        }
    }

    /// Keys answer to the kid, but none of all keys made the signature as far as can be told.
    fn unsettled(&self, token: &Token) -> (SignatureOutcome, Option<usize>, Option<String>) {
        let of_kid = |test: fn(&TrialResult) -> bool| {
            self.results
                .iter()
                .zip(self.keys)
                .enumerate()
                .find_map(|(index, (result, key))| {
                    let result = result.as_ref().filter(|r| key.matches_kid && test(r))?;
                    Some((index, key, result))
                })
        };
        if let Some((index, key, _)) = of_kid(|r| matches!(r, TrialResult::NotThisKey)) {
            let reason = reason::not_this_key(token, self.attempt.algorithm, key);
            return (SignatureOutcome::WrongKey, Some(index), Some(reason));
        }
        let reason = of_kid(|_| true).map(|(_, key, result)| reason::no_answer(token, key, result));
        (SignatureOutcome::NotChecked, None, reason)
    }

    /// Whether a key answers to the kid, or is one that does under another name.
    fn answers(&self, key: &Key) -> bool {
        key.matches_kid
            || self
                .keys
                .iter()
                .any(|other| other.matches_kid && other.public == key.public)
    }

    /// Says of keys that weren't tried why they weren't. The same key under another name gives the
    /// same answer.
    fn fill_gaps(&mut self) {
        let Some((index, result)) = self.decisive() else {
            return;
        };
        let result = result.clone();
        let Some(decided) = self.keys.get(index) else {
            return;
        };
        for (key, gap) in self.keys.iter().zip(&mut self.results) {
            if gap.is_none() {
                *gap = Some(if key.public == decided.public {
                    result.clone()
                } else {
                    TrialResult::NotTried("the key of the token's kid has made it".to_owned())
                });
            }
        }
    }
}

fn is_verified(result: &TrialResult) -> bool {
    matches!(
        result,
        TrialResult::Verified | TrialResult::VerifiedAfterNonceTransform
    )
}
