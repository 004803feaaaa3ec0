//! What is read is compared with tokens: whatever stands in a configuration, nothing goes wrong, and what
//! is known is told.

use tokenscope::api::{Api, import};
use tokenscope::diagnosis::{Inputs, Inspection, inspect};
use tokenscope::documents::{Consent, Documents};
use tokenscope::input::{self, Found};

use super::common::fixes::row;
use super::common::now;
use super::every_format::files;

/// A token with what is known about it.
struct Case {
    name: &'static str,
    found: Vec<Found>,
    documents: Documents,
}

impl Case {
    fn inspect(&self, api: &Api) -> Inspection {
        let found = self.found.first().expect("a token");
        inspect(
            found,
            &Inputs {
                documents: &self.documents,
                api,
                error: None,
                companions: &self.found,
                consent: &Consent {
                    all_hosts: true,
                    ..Consent::default()
                },
                now: now(),
            },
        )
    }
}

fn cases(names: &[&'static str]) -> Vec<Case> {
    let case = |name: &&'static str| {
        let row = row(&format!("name = '{name}'\ntoken = '{name}'"));
        Case {
            name,
            found: input::read("case", &row.text()).found,
            documents: row.documents(),
        }
    };
    names.iter().map(case).collect()
}

#[test]
fn every_configuration_is_compared_with_tokens_of_every_platform() {
    let cases = cases(&["entra-v2", "entra-v1", "b2c", "adfs", "foreign"]);
    let mut compared = 0;
    for (index, (folder, name, text)) in files().into_iter().enumerate() {
        let Ok(api) = import(&name, &text) else {
            continue;
        };
        for case in cases.iter().cycle().skip(index % cases.len()).take(2) {
            let inspection = case.inspect(&api);
            let told = !inspection.comparison.is_empty();
            let known = !api.is_unknown() || api.stack.is_some();
            assert_eq!(told, known, "{folder}/{name}, {}", case.name);
            compared += usize::from(told);
        }
    }
    assert!(compared > 200, "{compared} comparisons");
}

/// Cut anywhere: the place moves on from file to file, so that all kinds of places come up.
#[test]
fn a_cut_configuration_is_read_and_compared_or_refused() {
    let cases = cases(&["entra-v2", "b2c"]);
    let mut read = 0;
    for (index, (_, name, text)) in files().into_iter().enumerate() {
        for (nth, case) in cases.iter().cycle().take(2).enumerate() {
            let share = (7 * index + 37 * nth) % 97;
            let place = text.floor_char_boundary(text.len() * share / 97);
            let (before, after) = text.split_at(place);
            for part in [before, after] {
                if let Ok(api) = import(&name, part) {
                    read += 1;
                    let _ = case.inspect(&api);
                }
            }
        }
    }
    assert!(read > 100, "{read} were read");
}

/// Of several schemes in one text the one that fits the token is compared.
#[test]
fn the_scheme_that_fits_the_token_is_compared() {
    let text = r#"
        services.AddAuthentication()
            .AddJwtBearer("Partners", o =>
            {
                o.Authority = "https://accounts.partner.example/";
                o.Audience = "for-partners";
            })
            .AddJwtBearer("Staff", o =>
            {
                o.Authority = "https://login.microsoftonline.com/common/v2.0";
                o.Audience = "for-staff";
            })
            .AddJwtBearer("Customers", o =>
            {
                o.Authority = "https://harbourb2c.b2clogin.com/harbourb2c.onmicrosoft.com/b2c_1_pier/v2.0";
                o.Audience = "for-customers";
            });"#;
    let api = import("Program.cs", text).unwrap();
    assert_eq!(api.others.len(), 2);
    let audiences = ["for-partners", "for-staff", "for-customers"];
    for (token, expected) in [
        ("entra-v2", "for-staff"),
        ("b2c", "for-customers"),
        ("foreign", "for-partners"),
    ] {
        let inspection = cases(&[token]).first().unwrap().inspect(&api);
        let told = format!("{:?}", inspection.comparison);
        let compared: Vec<&str> = audiences.into_iter().filter(|a| told.contains(a)).collect();
        assert_eq!(compared, [expected], "{token}");
    }
}
