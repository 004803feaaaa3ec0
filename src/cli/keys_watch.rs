//! `tokenscope keys --watch` and `--baseline`: the manual process for key rollover, for any cloud.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::args::KeysArgs;
use super::keys_command::{Listing, listing};
use super::load::bytes_of;
use super::{Problem, console, evidence};
use crate::documents::{Documents, Origin};
use crate::input::text_of_bytes;
use crate::keys::{Change, Look, Named, table};
use crate::net::{ATTEMPTS, PAUSE};

/// Publishers ask not to be asked more often (rules D-2).
const SHORTEST: SignedDuration = SignedDuration::from_mins(5);

/// The exit status where the keys are not those of the baseline.
const DIFFERENT: u8 = 4;

/// How often a watch looks where nothing is said.
const EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Reads `--every`.
fn every(args: &KeysArgs) -> Result<SignedDuration, Problem> {
    let Some(text) = &args.every else {
        return Ok(EVERY);
    };
    let wrong = |why: &str| Problem(format!("--every {text} {why}"));
    let every: SignedDuration = text
        .parse()
        .map_err(|_| wrong("is no time span. Write one like 5m, 90m or 1h."))?;
    if every < SHORTEST {
        return Err(wrong("is too often: ask every 5m or less often."));
    }
    Ok(every)
}

/// Compares the keys with those of the baseline, once.
pub(super) fn compare(args: &KeysArgs, baseline: &Path) -> Result<ExitCode, Problem> {
    let known = read_baseline(baseline)?;
    let (found, failures) = look(args, &known)?;
    let changes = known.differences(&found, failures);
    let now = now();
    let lines: Vec<String> = changes.iter().map(|c| line(args, c, now)).collect();
    console::print(&lines.concat())?;
    if changes.is_empty() && failures == 0 {
        console::say("The keys are those of the baseline.");
    }
    Ok(match (changes.is_empty(), failures) {
        (false, _) => ExitCode::from(DIFFERENT),
        (true, 0) => ExitCode::SUCCESS,
        (true, _) => ExitCode::from(3),
    })
}

/// Looks again and again until it is interrupted.
pub(super) fn watch(args: &KeysArgs) -> Result<ExitCode, Problem> {
    let every = every(args)?;
    let pause = Duration::try_from(every).unwrap_or(Duration::MAX);
    let mut known = match &args.baseline {
        Some(file) => read_baseline(file)?,
        None => Known::Nothing,
    };
    loop {
        let (found, failures) = look(args, &known)?;
        let at = now();
        let changes = known.differences(&found, failures);
        let first = matches!(known, Known::Nothing);
        let mut out: Vec<String> = changes.iter().map(|c| line(args, c, at)).collect();
        if first {
            out.extend(begin(args, &found, at));
        }
        console::print(&out.concat())?;
        known.follow(found);
        let next = at.checked_add(every).unwrap_or(at);
        console::say(&format!("Next check {next}. Ctrl+C ends the watch."));
        std::thread::sleep(pause);
    }
}

/// What is known before a look.
enum Known {
    /// Nothing: the first look is where it begins.
    Nothing,
    /// The keys of each address.
    Look(Look),
    /// The keys of a baseline; which address listed them doesn't count.
    Baseline(Look),
}

impl Known {
    /// What is different. Where an address could not be read, nobody knows what it lists now: no key
    /// of a baseline counts as removed then.
    fn differences(&self, found: &Look, failures: usize) -> Vec<Change> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Look(known) => known.changes(found),
            Self::Baseline(known) => {
                let place = found.places.keys().next().cloned().unwrap_or_default();
                let as_one = |look: &Look| Look {
                    places: [(place.clone(), look.union())].into(),
                };
                let mut changes = as_one(known).changes(&as_one(found));
                changes.retain(|change| change.added || failures == 0);
                changes.into_iter().map(|c| placed(c, found)).collect()
            }
        }
    }

    fn follow(&mut self, found: Look) {
        match self {
            Self::Look(known) => known.follow(found),
            Self::Nothing | Self::Baseline(_) => *self = Self::Look(found),
        }
    }
}

/// Names the address that lists a key which the baseline lacks.
fn placed(change: Change, found: &Look) -> Change {
    let mut places = found.places.iter();
    let lists = places.find(|(_, keys)| keys.contains_key(&change.key.kid));
    let url = lists.map(|(url, _)| url.clone());
    Change {
        url: url.unwrap_or_else(|| change.url.clone()),
        ..change
    }
}

/// Looks, and looks again where a known key is missing: answers differ from one to the next (rules
/// D1.9). Says how many addresses could not be read.
fn look(args: &KeysArgs, known: &Known) -> Result<(Look, usize), Problem> {
    let Listing { table, failures } = listing(args)?;
    let mut found = Look::of(&table);
    for _ in 1..ATTEMPTS {
        let lacks = known.differences(&found, failures).iter().any(|c| !c.added);
        if args.offline || !lacks {
            break;
        }
        std::thread::sleep(PAUSE);
        found.join(Look::of(&listing(args)?.table));
    }
    Ok((found, failures))
}

/// The first look of a watch.
fn begin(args: &KeysArgs, found: &Look, at: Timestamp) -> Vec<String> {
    let lines = found.places.iter().map(|(url, keys)| {
        if args.json {
            let kids: Vec<&String> = keys.keys().collect();
            let event = json!({
                "at": at.to_string(), "event": "watching", "url": url, "kids": kids,
            });
            format!("{event}\n")
        } else {
            format!("{at} watching {} at {url}\n", count(keys.len()))
        }
    });
    lines.collect()
}

fn count(keys: usize) -> String {
    match keys {
        1 => "1 key".to_owned(),
        many => format!("{many} keys"),
    }
}

fn line(args: &KeysArgs, change: &Change, at: Timestamp) -> String {
    if args.json {
        format!("{}\n", change.json(at))
    } else {
        format!("{}\n", crate::report::escaped(&change.text(at)))
    }
}

/// Reads a baseline: what `tokenscope keys --json` printed, or any file with keys.
fn read_baseline(path: &Path) -> Result<Known, Problem> {
    if !path.exists() {
        return Err(Problem(format!(
            "there is no baseline {0}. Make it first: tokenscope keys ADDRESS --json > {0}",
            path.display()
        )));
    }
    let name = path.display().to_string();
    let bytes = bytes_of(path)?.bytes;
    let (text, _) = text_of_bytes(&bytes);
    let listing: Option<Value> = serde_json::from_str(&text).ok();
    if let Some(look) = listing.as_ref().and_then(|value| printed(&name, value)) {
        return Ok(Known::Baseline(look));
    }
    let mut documents = Documents::default();
    for mut document in evidence::documents(path)? {
        document.origin = Origin::File;
        documents.insert(document);
    }
    let look = Look::of(&table(None, None, &documents));
    if look.places.is_empty() {
        return Err(Problem(format!("{name} lists no keys.")));
    }
    Ok(Known::Baseline(look))
}

/// The keys of a listing that this program printed.
fn printed(name: &str, value: &Value) -> Option<Look> {
    value.get("addresses")?.as_array()?;
    let text = |key: &Value, member: &str| Some(key.get(member)?.as_str()?.to_owned());
    let keys = value.get("keys")?.as_array()?.iter().filter_map(|key| {
        let kid = text(key, "kid")
            .or_else(|| text(key, "x5t"))
            .or_else(|| text(key, "jwk_thumbprint"))?;
        let thumbprint = text(key, "thumbprint");
        Some((kid.clone(), Named { kid, thumbprint }))
    });
    Some(Look {
        places: [(name.to_owned(), keys.collect())].into(),
    })
}

/// The moment in whole seconds.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}
