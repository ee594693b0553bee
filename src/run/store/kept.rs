//! Settings that the reader has changed while reading.
//!
//! Each is kept with what the configuration said of it then. It holds for as long as the configuration says the same:
//! who writes another value into the file afterwards, or takes it out, means that one. Environment and command line
//! hold over both. A setting that is set back to what the configuration says is not kept any more.

use rusqlite::types::Value;
use rusqlite::{Row, params};

use super::damage::damaged;
use super::records::Records;

/// A setting that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSetting {
    /// Its name in the table of settings.
    pub name: String,
    /// What it was set to, as it is typed.
    pub value: String,
    /// What the configuration said of it then, or would be so without it.
    pub configured: String,
}

impl Records {
    /// The settings that were changed.
    ///
    /// # Errors
    /// What the database says.
    pub fn settings(&self) -> rusqlite::Result<Vec<SavedSetting>> {
        let mut statement = self
            .connection
            .prepare("SELECT name, value, configured FROM settings")?;
        let mut rows = statement.query([])?;
        let mut settings = Vec::new();
        while let Some(row) = rows.next()? {
            match setting_of(row) {
                Ok(setting) => settings.push(setting),
                Err(error) if damaged(&error) => {
                    let name: Value = row.get(0)?;
                    self.forget("DELETE FROM settings WHERE name IS ?1", [name]);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(settings)
    }

    /// Keeps settings; those of `None` are not kept any more.
    ///
    /// # Errors
    /// What the database says.
    pub fn set(&mut self, settings: &[(String, Option<SavedSetting>)]) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction()?;
        for (name, setting) in settings {
            match setting {
                None => transaction.execute("DELETE FROM settings WHERE name = ?1", [name])?,
                Some(setting) => transaction.execute(
                    "INSERT OR REPLACE INTO settings (name, value, configured) VALUES (?1, ?2, ?3)",
                    params![setting.name, setting.value, setting.configured],
                )?,
            };
        }
        transaction.commit()
    }
}

fn setting_of(row: &Row<'_>) -> rusqlite::Result<SavedSetting> {
    Ok(SavedSetting {
        name: row.get(0)?,
        value: row.get(1)?,
        configured: row.get(2)?,
    })
}
