//! What can be decided without Zed, and tested without it.

use zed_extension_api::serde_json::{Value, json};
use zed_extension_api::settings::CommandSettings;
use zed_extension_api::{Command, Result};

/// The server's name on the `PATH`.
pub(crate) const PROGRAM: &str = "onrecord";

/// How the server is started: as `lsp.onrecord.binary` in Zed's settings says, and from the `PATH` where it says nothing.
///
/// # Errors
/// When the server is in neither; the message is shown to the user and says what to do.
pub(crate) fn command(setting: Option<CommandSettings>, on_path: Option<String>) -> Result<Command> {
    let (path, arguments, env) = match setting {
        Some(setting) => (setting.path, setting.arguments, setting.env),
        None => (None, None, None),
    };
    let command = path.or(on_path).ok_or_else(|| {
        format!(
            "`{PROGRAM}` is not on the PATH. Install it, or say where it is in Zed's settings: \
             \"lsp\": {{ \"{PROGRAM}\": {{ \"binary\": {{ \"path\": \"/path/to/{PROGRAM}\" }} }} }}"
        )
    })?;
    let mut env: Vec<_> = env.unwrap_or_default().into_iter().collect();
    env.sort();
    Ok(Command { command, args: arguments.unwrap_or_else(|| vec!["server".to_owned()]), env })
}

/// The settings as the server asks for them: under its name.
pub(crate) fn configuration(settings: Value) -> Value {
    json!({ PROGRAM: settings })
}

#[cfg(test)]
mod tests {
    use super::{command, configuration};
    use zed_extension_api::serde_json::{from_value, json};
    use zed_extension_api::settings::CommandSettings;

    fn setting(value: zed_extension_api::serde_json::Value) -> Option<CommandSettings> {
        Some(from_value(value).unwrap())
    }

    #[test]
    fn the_server_is_taken_from_the_path() {
        let started = command(None, Some("/usr/bin/onrecord".to_owned())).unwrap();
        assert_eq!(
            (started.command.as_str(), started.args.as_slice()),
            ("/usr/bin/onrecord", &["server".to_owned()][..])
        );
        assert!(started.env.is_empty());
    }

    #[test]
    fn a_setting_outranks_the_path() {
        let found = Some("/usr/bin/onrecord".to_owned());
        let started = command(setting(json!({ "path": "/opt/onrecord" })), found.clone()).unwrap();
        assert_eq!(
            (started.command.as_str(), started.args.as_slice()),
            ("/opt/onrecord", &["server".to_owned()][..])
        );

        let with_log =
            setting(json!({ "arguments": ["server", "--help"], "env": { "ONRECORD_LOG": "debug" } }));
        let started = command(with_log, found).unwrap();
        assert_eq!(started.command, "/usr/bin/onrecord");
        assert_eq!(started.args, ["server", "--help"]);
        assert_eq!(started.env, [("ONRECORD_LOG".to_owned(), "debug".to_owned())]);
    }

    #[test]
    fn a_server_that_is_nowhere_is_an_error_that_says_what_to_do() {
        let error = command(None, None).unwrap_err();
        assert!(
            error.contains("not on the PATH") && error.contains(r#""path": "/path/to/onrecord""#),
            "{error}"
        );
        assert!(command(setting(json!({ "arguments": ["server"] })), None).is_err());
    }

    #[test]
    fn settings_stand_under_the_servers_name() {
        assert_eq!(
            configuration(json!({ "rules": { "name-variant": "error" } })),
            json!({ "onrecord": { "rules": { "name-variant": "error" } } })
        );
    }
}
