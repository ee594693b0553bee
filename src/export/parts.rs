//! The public JSON form taken apart, for who keeps many versions of an article: what is said of each block stands by
//! itself, and is the same in every version that has the block.

use serde_json::{Map, Value, json};

use crate::article::Article;
use crate::fold::Folding;

/// The parts of an article: the first is about all of it, the others are its blocks.
pub fn parts(article: &Article) -> Vec<String> {
    let mut whole = Vec::new();
    let written = super::json(article, &Folding::default(), &mut whole);
    let Some(Value::Object(mut about)) = written.ok().and_then(|()| serde_json::from_slice(&whole).ok()) else {
        return Vec::new();
    };
    let mut list = |name: &str| match about.remove(name) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    let (mut blocks, sections) = (list("blocks"), list("sections"));
    for block in blocks.iter_mut().filter_map(Value::as_object_mut) {
        block.remove("section");
        block.retain(|_, value| !(value.is_null() || value.as_array().is_some_and(Vec::is_empty)));
    }
    for mut section in sections {
        let first = section["blocks"][0]
            .as_u64()
            .and_then(|first| usize::try_from(first).ok());
        let block = first
            .and_then(|first| blocks.get_mut(first))
            .and_then(Value::as_object_mut);
        if let (Some(block), Some(section)) = (block, section.as_object_mut()) {
            section.remove("blocks");
            block.insert(OPENS.to_owned(), Value::Object(std::mem::take(section)));
        }
    }
    let parts = std::iter::once(Value::Object(about)).chain(blocks);
    parts.map(|part| part.to_string()).collect()
}

/// What the section is called in the block that it begins with.
const OPENS: &str = "opens";

/// The JSON of an article that was taken apart; none if these are not the parts of one.
pub fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut parts = parts.into_iter().map(serde_json::from_str::<Map<String, Value>>);
    let mut whole = parts.next()?.ok()?;
    let mut blocks = parts.collect::<Result<Vec<_>, _>>().ok()?;
    let mut sections: Vec<Map<String, Value>> = Vec::new();
    let mut firsts = Vec::new();
    for (at, block) in blocks.iter_mut().enumerate() {
        if let Some(Value::Object(section)) = block.remove(OPENS) {
            sections.push(section);
            firsts.push(at);
        }
        block.insert("section".to_owned(), json!(sections.len().saturating_sub(1)));
        block.insert("repeat".to_owned(), Value::Null);
        block.entry("notes").or_insert_with(|| json!([]));
    }
    let ends = firsts.iter().skip(1).copied().chain([blocks.len()]);
    for ((section, first), end) in sections.iter_mut().zip(&firsts).zip(ends) {
        section.insert("blocks".to_owned(), json!([first, end - 1]));
    }
    whole.insert("blocks".to_owned(), json!(blocks));
    whole.insert("sections".to_owned(), json!(sections));
    Some(Value::Object(whole).to_string())
}
