//! Onrecord in Zed: where the server is, and which settings it gets.

mod server;

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree, serde_json};

struct Onrecord;

impl zed::Extension for Onrecord {
    fn new() -> Self {
        Onrecord
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?;
        server::command(settings.binary, worktree.which(server::PROGRAM))
    }

    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?.settings;
        Ok(settings.map(server::configuration))
    }
}

zed::register_extension!(Onrecord);
