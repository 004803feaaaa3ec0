//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

const ABOUT: &str = "Paste a token; see who issued it, which key signed it, and why your API \
                     refuses it";

const EXAMPLES: &str = "\
Examples:
  tokenscope trace.har                  open a window with the tokens of a HAR file
  pbpaste | tokenscope report           print the report of the token on the clipboard
  tokenscope report --offline --with keys.json token.txt
  tokenscope report token.txt appsettings.json --error @api.log
  tokenscope report token.txt --fix jwt-bearer
  tokenscope keys contoso.onmicrosoft.com
  tokenscope history on                 remember which keys were published when

A file may hold bare tokens, headers, JSON, cURL commands, logs, a HAR file or a saved inspection
(*.tokenscope.json). A file with the name of a command is given as ./report.";

const REPORT_HELP: &str = "\
Exit status:
  0  nothing failed
  1  at least one token has a failed rule
  2  the call or a file could not be understood
  3  nothing failed, but something that decides could not be checked (no keys, offline), or there is no
     configuration of the kind that --fix asks for

Only Microsoft's own sign-in hosts are asked for keys, and only over HTTPS. The token never leaves
this computer.";

const KEYS_HELP: &str = "\
An ADDRESS is one of:
  https://login.microsoftonline.com/common/discovery/v2.0/keys     a key set
  https://…/.well-known/openid-configuration                       OpenID metadata
  https://…/federationmetadata/2007-06/federationmetadata.xml      federation metadata
  https://login.microsoftonline.com/11111111-…/v2.0                an issuer
  contoso.onmicrosoft.com, a GUID, common                          a tenant of the public cloud
  keys.json, metadata.xml, certificate.pem, saved.tokenscope.json  a file

A scheduled job for key rollover:
  tokenscope keys contoso.onmicrosoft.com --json > keys.json            once
  tokenscope keys contoso.onmicrosoft.com --baseline keys.json          from then on

Exit status: 0 all were read; 2 the call or a file could not be understood; 3 an address could not
be read or lists no keys; 4 the keys are not those of the baseline.";

const HISTORY_ABOUT: &str = "\
Addresses list a key for some weeks, and a saved token outlives it. The key history keeps every key
that an address listed, and when. With it an old token verifies after its key is gone, also offline,
and a key that vanished is told from one that never was.";

const HISTORY_HELP: &str = "\
Only what addresses answered is kept: public keys and the times of the answers. Nothing of a token
ever is. `report`, `keys` and the window add to it and remember it while it is on.

It lies in the folder where the platform keeps a program's data, or in the one that the environment
variable TOKENSCOPE_DATA names.";

const WITH: &str = "More evidence: a key set, OpenID metadata, federation metadata XML, a PEM or \
                    DER certificate, or a saved inspection (repeatable)";

const API: &str = "What the API accepts: its configuration (appsettings.json, web.config, \
                   application.yml, an API Management policy, code and so on), a JSON object with \
                   `audiences`, `issuers`, `metadata` and `permissions`, or a saved inspection";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "tokenscope", version, about = ABOUT, after_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    /// Files to load into the window; a saved inspection restores everything
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,

    /// Show a built-in example instead of a file; `list` names them
    #[arg(long, value_name = "NAME", conflicts_with = "files")]
    pub(super) example: Option<String>,

    /// Never touch the network
    #[arg(long)]
    pub(super) offline: bool,

    /// Also ask hosts that are not Microsoft's: the issuer's own, a configured one
    #[arg(long)]
    pub(super) ask_other_hosts: bool,

    /// Trust this authority (PEM or DER) too, beside the system's (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(super) ca: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the inspection instead of opening a window
    Report(Box<ReportArgs>),
    /// List the signing keys of addresses and files
    Keys(KeysArgs),
    /// Keep which keys were published when, on this computer; off until it is switched on
    History(HistoryArgs),
    /// Draw the window into a picture, with no display
    Shot(ShotArgs),
    /// Not part of this version
    #[command(hide = true)]
    Lab {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
}

#[derive(Debug, Default, clap::Args)]
#[command(after_help = REPORT_HELP)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches of a command line are independent of one another"
)]
pub(super) struct ReportArgs {
    /// Files to read tokens from, and the API's configuration; `-` is standard input, which is also
    /// read when no file is named
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,

    /// Print one JSON document
    #[arg(long)]
    pub(super) json: bool,

    /// Never touch the network
    #[arg(long)]
    pub(super) offline: bool,

    // Not a doc comment, because clippy would put its words into backticks.
    #[arg(long, value_name = "FILE", help = WITH)]
    pub(super) with: Vec<PathBuf>,

    #[arg(long, value_name = "FILE", help = API)]
    pub(super) api: Option<PathBuf>,

    /// An audience that the API accepts (repeatable)
    #[arg(long, value_name = "AUDIENCE")]
    pub(super) audience: Vec<String>,

    /// An issuer that the API accepts (repeatable)
    #[arg(long, value_name = "ISSUER")]
    pub(super) issuer: Vec<String>,

    /// The metadata address that the API is configured with
    #[arg(long, value_name = "URL")]
    pub(super) metadata: Option<String>,

    /// A scope or app role that the API asks for; of several, one is enough (repeatable)
    #[arg(long, value_name = "NAME")]
    pub(super) permission: Vec<String>,

    /// The error that the API logged or answered, or @FILE with it, such as a log: weighed, shown in
    /// the report and kept by --save
    #[arg(long, value_name = "TEXT")]
    pub(super) error: Option<String>,

    /// Also ask hosts that are not Microsoft's: the issuer's own, a configured one
    #[arg(long)]
    pub(super) ask_other_hosts: bool,

    /// Trust this authority (PEM or DER) too, beside the system's (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(super) ca: Vec<PathBuf>,

    /// The moment to judge by, in RFC 3339 (2026-11-21T10:00:00Z); default: that of a saved
    /// inspection, or now
    #[arg(long, value_name = "TIME")]
    pub(super) at: Option<String>,

    /// A built-in example instead of a file; `list` names them. Nothing is asked for it
    #[arg(long, value_name = "NAME", conflicts_with = "files")]
    pub(super) example: Option<String>,

    /// Save the inspection, with everything that it rests on, to this file
    #[arg(long, value_name = "FILE")]
    pub(super) save: Option<PathBuf>,

    /// Leave signatures and personal data out of the saved file
    #[arg(long, requires = "save")]
    pub(super) redact: bool,

    /// Print the configuration that accepts the token, for this library or gateway, after the report;
    /// `list` names them. `--json | jq -r '.tokens[0].fix.text'` gives it alone
    #[arg(long, value_name = "STACK")]
    pub(super) fix: Option<String>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = KEYS_HELP)]
pub(super) struct KeysArgs {
    /// Addresses, tenants or files
    #[arg(value_name = "ADDRESS", required = true)]
    pub(super) addresses: Vec<String>,

    /// Print one JSON document; with --watch or --baseline one line an event
    #[arg(long)]
    pub(super) json: bool,

    /// Print only thumbprints, in the form that is wanted elsewhere
    #[arg(long, value_enum, value_name = "FORM", conflicts_with_all = ["json", "watch", "baseline"])]
    pub(super) thumbprints: Option<ThumbprintForm>,

    /// Look again and again, and print keys as they are added and removed
    #[arg(long)]
    pub(super) watch: bool,

    /// How often a watch looks: 5m or more; default: 1h
    #[arg(long, value_name = "SPAN", requires = "watch")]
    pub(super) every: Option<String>,

    /// Compare with these keys: what `keys --json` printed before, or any file with keys
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,

    /// Never touch the network: files only
    #[arg(long)]
    pub(super) offline: bool,

    /// Trust this authority (PEM or DER) too, beside the system's (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(super) ca: Vec<PathBuf>,
}

/// The form of thumbprints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ThumbprintForm {
    /// Lines for issuerNameRegistry of a web.config
    WebConfig,
    /// As preferredTokenSigningKeyThumbprint of Microsoft Graph has it: hex in small letters
    Graph,
    /// As kid and x5t of a token have it: base64url
    X5t,
}

#[derive(Debug, clap::Args)]
#[command(before_help = HISTORY_ABOUT, after_help = HISTORY_HELP)]
pub(super) struct HistoryArgs {
    #[command(subcommand)]
    pub(super) order: Option<HistoryOrder>,
}

/// What is to be done with the key history.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum HistoryOrder {
    /// Say whether it is kept, where, since when and how much; the same as naming nothing
    Status {
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Keep what addresses answer from now on
    On,
    /// Keep nothing more and use nothing of it; what was kept stays until `forget`
    Off,
    /// Delete what was kept
    Forget,
    /// Write all of it into a saved inspection without tokens
    Export {
        /// The file to write; `-` is standard output
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Add the dated key sets of a saved inspection, such as `export` writes
    ///
    /// Keys that you add are trusted like those that were fetched: add only files from people whom you
    /// trust. Answers without a date are left out.
    Import {
        /// The files to read
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct ShotArgs {
    /// The picture to write
    #[arg(value_name = "PNG")]
    pub(super) picture: PathBuf,

    /// Files to load; without any the window is drawn as it starts
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,

    /// Show a built-in example instead of a file; `list` names them
    #[arg(long, value_name = "NAME", conflicts_with = "files")]
    pub(super) example: Option<String>,

    /// The colours
    #[arg(long, value_enum, default_value_t = Colours::Dark)]
    pub(super) theme: Colours,

    /// The size of the window in points
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1280x800")]
    pub(super) size: String,

    /// The tab that is open
    #[arg(long, value_enum, default_value_t = OpenTab::Claims)]
    pub(super) tab: OpenTab,
}

/// The tab that a picture shows.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum OpenTab {
    Claims,
    Authority,
    Keys,
    Timeline,
    Api,
    /// In a window without room for it beside the tabs.
    Token,
    /// In a window without room for it beside the tabs.
    Checklist,
}

/// The colours of a picture.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum Colours {
    Dark,
    Light,
}
