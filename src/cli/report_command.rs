//! `tokenscope report`.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::args::ReportArgs;
use super::live::Live;
use super::load::{self, Loaded, Text};
use super::remembering::Remembering;
use super::{Problem, configuration, console, evidence};
use crate::api::{About, Api, Permissions, Stack};
use crate::diagnosis::{Inputs, Inspection, inspect, narrow, read_error};
use crate::documents::{Consent, Documents, Redaction, SavedInspection};
use crate::input::text_of_bytes;
use crate::issuer::Address;
use crate::keys::Key;
use crate::report::{self, Status, TextOptions};

/// Prints the inspection of every token in the files.
pub(super) fn run(args: &ReportArgs) -> Result<ExitCode, Problem> {
    if args.example.as_deref() == Some("list") {
        console::print(&load::example_list())?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.fix.as_deref() == Some("list") {
        console::print(&configuration::stack_list())?;
        return Ok(ExitCode::SUCCESS);
    }
    let fix = args.fix.as_deref().map(configuration::stack).transpose()?;
    refuse_tokens(args)?;
    let given = args.at.as_deref().map(moment).transpose()?;
    let mut loaded = load(args)?;
    for remark in &loaded.remarks {
        console::say(remark);
    }
    loaded.api = api(args, std::mem::take(&mut loaded.api))?;
    for remark in configuration::remarks(&loaded.api) {
        console::say(&remark);
    }
    loaded.error = error(args)?.or(loaded.error);
    let at = given.or(loaded.at).unwrap_or_else(now);
    if loaded.found.is_empty() {
        return error_alone(args, &loaded, at);
    }
    let inspections = inspections(args, &mut loaded, at)?;
    if let Some(path) = &args.save {
        save(path, args.redact, &loaded, at)?;
        tell_unsaved(&inspections);
    }
    print(args, fix, &loaded, &inspections, at)?;
    let unwritten = |stack| inspections.iter().any(|one| one.fix(stack).is_err());
    Ok(match report::status(&inspections) {
        // What was asked for isn't there.
        Status::Passed if fix.is_some_and(unwritten) => ExitCode::from(3),
        Status::Passed => ExitCode::SUCCESS,
        Status::Failed => ExitCode::from(1),
        Status::NotChecked => ExitCode::from(3),
    })
}

/// Prints what an error without a token narrows the causes to: understood, but nothing could be
/// checked.
fn error_alone(args: &ReportArgs, loaded: &Loaded, at: Timestamp) -> Result<ExitCode, Problem> {
    let reading = read_error(loaded.error.as_deref().unwrap_or_default());
    if reading.matches.is_empty() {
        let source = loaded
            .api
            .source
            .as_ref()
            .filter(|_| loaded.api.text.is_some());
        return Err(Problem(match source {
            Some(source) => format!(
                "{source} says what the API accepts, but there is no token to compare with it. Name \
                 the file with the token too, or pass the token on standard input."
            ),
            None if loaded.error.is_some() => {
                "this error is none that tokenscope knows, and without \
                 the token that was refused nothing can be checked. Pass the token on standard \
                 input, or name the file that holds it."
                    .to_owned()
            }
            None => "there is no token to report on.".to_owned(),
        }));
    }
    if let Some(path) = &args.save {
        save(path, args.redact, loaded, at)?;
    }
    let narrowed = narrow(&reading);
    let text = if args.json {
        format!("{:#}\n", report::narrowed_json(&narrowed, at))
    } else {
        let options = TextOptions {
            colour: console::colour(),
            ..TextOptions::default()
        };
        report::narrowed_text(&narrowed, at, &options)
    };
    console::print(&text)?;
    Ok(ExitCode::from(3))
}

/// The error of `--error`: the text itself, or after `@` the file that holds it.
fn error(args: &ReportArgs) -> Result<Option<String>, Problem> {
    let Some(text) = &args.error else {
        return Ok(None);
    };
    let Some(path) = text.strip_prefix('@') else {
        return Ok(Some(text.clone()));
    };
    let Text { name, bytes } = load::bytes_of(Path::new(path))?;
    let (text, _) = text_of_bytes(&bytes);
    if text.trim().is_empty() {
        return Err(Problem(format!("{name} is empty.")));
    }
    Ok(Some(text))
}

/// A token in place of what the API accepts is a slip of the hand, and must not be printed.
fn refuse_tokens(args: &ReportArgs) -> Result<(), Problem> {
    let audiences = args.audience.iter().map(|value| ("--audience", value));
    let issuers = args.issuer.iter().map(|value| ("--issuer", value));
    let metadata = args.metadata.iter().map(|value| ("--metadata", value));
    let mut values = audiences.chain(issuers).chain(metadata);
    match values.find(|(_, value)| console::looks_secret(value)) {
        None => Ok(()),
        Some((option, _)) => Err(Problem(format!(
            "a token was given where {option} expects what the API accepts. Arguments can be seen \
             by other programs and stay in the shell's history: pass the token on standard input."
        ))),
    }
}

fn load(args: &ReportArgs) -> Result<Loaded, Problem> {
    let mut loaded = Loaded::default();
    if let Some(name) = &args.example {
        load::example(&mut loaded, name)?;
    } else if args.files.is_empty() {
        standard_input(args, &mut loaded)?;
    }
    for path in &args.files {
        load::file(&mut loaded, path)?;
    }
    for path in &args.with {
        loaded.documents.extend(evidence::documents(path)?);
    }
    Ok(loaded)
}

/// Loads what stands on standard input. An error alone is reported on too, so nothing needs to stand
/// there beside `--error`.
fn standard_input(args: &ReportArgs, loaded: &mut Loaded) -> Result<(), Problem> {
    if !io::stdin().is_terminal() {
        let text = load::bytes_of(Path::new("-"))?;
        let empty = text.bytes.iter().all(u8::is_ascii_whitespace);
        if empty && args.error.is_some() {
            return Ok(());
        }
        return load::text(loaded, text);
    }
    if args.error.is_some() {
        return Ok(());
    }
    Err(Problem(
        "name a file to report on, or pass a token on standard input. `tokenscope report --help` \
         tells more."
            .to_owned(),
    ))
}

/// What the API accepts: the command line before `--api` before a saved inspection.
fn api(args: &ReportArgs, saved: Api) -> Result<Api, Problem> {
    let mut api = match &args.api {
        Some(path) => configuration::api(path)?,
        None => saved,
    };
    let lists = [&args.audience, &args.issuer, &args.permission];
    let by_hand = lists.iter().any(|list| !list.is_empty()) || args.metadata.is_some();
    if !args.audience.is_empty() {
        api.audiences.clone_from(&args.audience);
        api.reading.settle(About::Audience);
        api.limits.no_audience = false;
    }
    if !args.issuer.is_empty() {
        api.issuers.clone_from(&args.issuer);
        api.reading.settle(About::Issuer);
    }
    if args.metadata.is_some() {
        api.metadata.clone_from(&args.metadata);
        (api.keys_address, api.keys) = (None, Vec::new());
        api.reading.settle(About::Key);
    }
    if !args.permission.is_empty() {
        api.permissions = Permissions::named(args.permission.iter().cloned());
    }
    if by_hand {
        const HERE: &str = "the command line";
        // What is told by hand counts, not another section.
        api.others.clear();
        api.source = Some(match api.source {
            Some(source) if source != HERE => format!("{source} and {HERE}"),
            _ => HERE.to_owned(),
        });
    }
    Ok(api)
}

/// The moment of `--at`.
fn moment(text: &str) -> Result<Timestamp, Problem> {
    text.parse().map_err(|_| {
        Problem(format!(
            "--at {text}: not a moment in RFC 3339, such as 2026-11-21T10:00:00Z."
        ))
    })
}

/// The clock, in whole seconds.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

fn consent(args: &ReportArgs) -> Consent {
    Consent {
        // An example has everything that it needs, and its tenants don't exist.
        offline: args.offline || args.example.is_some(),
        all_hosts: args.ask_other_hosts,
        hosts: Vec::new(),
    }
}

/// Inspects every token, after asking for what is missing.
fn inspections(
    args: &ReportArgs,
    loaded: &mut Loaded,
    at: Timestamp,
) -> Result<Vec<Inspection>, Problem> {
    let consent = consent(args);
    // What an example shows must not depend on the computer.
    let remembering = match args.example {
        Some(_) => Remembering::default(),
        None => Remembering::begin(&mut loaded.documents),
    };
    let (found, api, error) = (&loaded.found, &loaded.api, loaded.error.as_deref());
    let all = |documents: &Documents| -> Vec<Inspection> {
        let inputs = Inputs {
            documents,
            api,
            error,
            companions: found,
            consent: &consent,
            now: at,
        };
        found.iter().map(|one| inspect(one, &inputs)).collect()
    };
    let first = all(&loaded.documents);
    if consent.offline {
        return Ok(first);
    }
    let addresses = first.into_iter().flat_map(|one| one.addresses);
    let addresses: Vec<Address> = addresses.map(|checked| checked.address).collect();
    let mut live = Live::new(&args.ca)?;
    live.gather(&addresses, &mut loaded.documents, &consent)?;
    live.gather_again(&mut loaded.documents, all)?;
    remembering.keep(&mut loaded.documents);
    let inspections = all(&loaded.documents);
    loaded.requests = live.exchanges();
    Ok(inspections)
}

fn print(
    args: &ReportArgs,
    fix: Option<Stack>,
    loaded: &Loaded,
    inspections: &[Inspection],
    at: Timestamp,
) -> Result<(), Problem> {
    let text = if args.json {
        let document = report::json_with(inspections, at, fix);
        let document = report::with_requests(document, &loaded.requests);
        format!("{document:#}\n")
    } else {
        let options = TextOptions {
            colour: console::colour(),
            error: loaded.error.as_deref(),
            fix,
            requests: Some(&loaded.requests),
            ..TextOptions::default()
        };
        report::text_with(inspections, at, &TimeZone::system(), &options)
    };
    console::print(&text)
}

/// Writes everything that the inspection rests on.
fn save(path: &Path, redact: bool, loaded: &Loaded, at: Timestamp) -> Result<(), Problem> {
    let saved = SavedInspection {
        title: loaded.title.clone(),
        at: Some(at),
        tokens: loaded.found.iter().map(|f| f.text.clone()).collect(),
        documents: loaded.documents.iter().cloned().collect(),
        api: loaded.api.write(),
        error: loaded.error.clone(),
        unknown: loaded.unknown.clone(),
    };
    let redaction = if redact {
        Redaction::Redact
    } else {
        Redaction::Keep
    };
    let name = path.display();
    write_private(path, &saved.write(redaction))
        .map_err(|error| Problem(format!("can't save to {name}: {}.", console::words(&error))))?;
    console::say(&if redact {
        format!("Saved to {name}, without signatures and personal data.")
    } else {
        format!(
            "Saved to {name}. It holds the tokens as they are: treat it as a secret, or save with --redact."
        )
    });
    Ok(())
}

/// The key history stays where it is: what was verified with it can't be verified with the file alone.
fn tell_unsaved(inspections: &[Inspection]) {
    let of_history = |inspection: &Inspection| {
        let key = inspection.signature.key;
        let key = key.and_then(|index| inspection.keys.keys.get(index));
        key.is_some_and(Key::is_of_history)
    };
    if inspections.iter().any(of_history) {
        console::say(
            "The key that was remembered from this computer's key history is not in that file; \
             `tokenscope history export FILE` writes it.",
        );
    }
}

/// Writes a file that only its owner may read, as far as the system knows such a thing.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)?.write_all(text.as_bytes())
}
