//! The names of an object's members, looked at before anything of it is read: they say which form it has.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

/// What a first look at the outermost object finds. The look ends as soon as it is ours, so that a large file is
/// not parsed twice: we write `schema` first and `blocks` before anything long.
#[derive(Default)]
pub(in crate::read) struct ObjectMembers {
    /// What stands as its version.
    schema: Option<serde_json::Value>,
    blocks: bool,
    /// Whether it has a `text`, as a line of JSON Lines has.
    pub(in crate::read) text: bool,
    /// Whether to look at all of it, ours or not.
    to_end: bool,
}

impl ObjectMembers {
    pub(in crate::read) fn of(text: &str) -> Self {
        let mut seen = Self::default();
        if text.trim_start().starts_with('{') {
            let mut json = serde_json::Deserializer::from_str(text);
            // Whatever goes wrong goes wrong again, and is told, when the whole is read.
            let _ = EachMember(&mut seen).deserialize(&mut json);
        }
        seen
    }

    /// Whether it is JSON of ours.
    pub(in crate::read) fn is_ours(&self) -> bool {
        self.schema.is_some() && self.blocks
    }

    pub(super) fn version(&self) -> Option<u64> {
        self.schema.as_ref().and_then(serde_json::Value::as_u64)
    }
}

/// What a line of JSON, or the beginning of one, says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Promise {
    /// Whether it is an object, and whole.
    pub(in crate::read) is_whole: bool,
    /// Whether it has what an article has, as far as it goes.
    pub(in crate::read) is_article: bool,
}

impl Promise {
    pub(in crate::read) fn of(line: &[u8]) -> Self {
        crate::steps::count(line.len());
        let mut seen = ObjectMembers {
            to_end: true,
            ..ObjectMembers::default()
        };
        let mut json = serde_json::Deserializer::from_slice(line);
        let is_whole = EachMember(&mut seen).deserialize(&mut json).is_ok() && json.end().is_ok();
        Self {
            is_whole,
            is_article: seen.text || seen.is_ours(),
        }
    }
}

/// Looks at the members of an object, one after the other.
pub(in crate::read) trait Members {
    /// Takes the value of a member. Says whether to go on.
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error>;
}

/// Has the members of an object looked at.
pub(in crate::read) struct EachMember<'a, M>(pub(in crate::read) &'a mut M);

impl<'de, M: Members> DeserializeSeed<'de> for EachMember<'_, M> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, M: Members> Visitor<'de> for EachMember<'_, M> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            if !self.0.member(&key, &mut map)? {
                break;
            }
        }
        Ok(())
    }
}

impl Members for ObjectMembers {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
        match key {
            "schema" => {
                // Whatever stands there, it is one.
                self.schema = Some(serde_json::Value::Null);
                self.schema = Some(map.next_value()?);
            }
            "blocks" => {
                self.blocks = true;
                if self.schema.is_some() && !self.to_end {
                    return Ok(false);
                }
                map.next_value::<IgnoredAny>()?;
            }
            key => {
                self.text |= key == "text";
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(true)
    }
}
