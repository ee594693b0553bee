//! JSON feeds (jsonfeed.org), and what is whole of one that breaks off.

use serde_json::{Map, Value};

use super::Feed;
use crate::read::clean::one_line;
use crate::read::linked::Posting;
use crate::read::moment::Moment;

/// Whether a JSON text is a feed.
pub(in crate::read) fn is_feed(json: &str) -> bool {
    /// The version stands among the first so many bytes.
    const HEAD: usize = 4096;
    let head = &json[..json.floor_char_boundary(HEAD)];
    head.trim_start().starts_with('{') && head.contains("jsonfeed.org/version/")
}

/// Reads a JSON feed.
pub(in crate::read) fn read(json: &str) -> Feed {
    if let Ok(Value::Object(feed)) = serde_json::from_str(json) {
        let items = feed.get("items").and_then(Value::as_array);
        let items = items.into_iter().flatten().filter_map(Value::as_object);
        return Feed {
            blog: blog(&feed, items.map(entry).collect()),
            is_whole: true,
        };
    }
    let (head, items) = json.split_once("\"items\"").unwrap_or((json, ""));
    let head = format!("{}}}", head.trim_end().trim_end_matches(','));
    let feed = serde_json::from_str(&head).unwrap_or_default();
    let mut rest = items.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '['));
    let mut entries = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let Some(Ok(Value::Object(item))) = values.next() else {
            break;
        };
        let end = values.byte_offset();
        entries.push(entry(&item));
        rest = &rest[end..];
    }
    Feed {
        blog: blog(&feed, entries),
        is_whole: false,
    }
}

fn blog(feed: &Map<String, Value>, updates: Vec<Posting>) -> Posting {
    let said = |name: &str| {
        feed.get(name)
            .and_then(Value::as_str)
            .map(one_line)
            .filter(|said| !said.is_empty())
    };
    let first = updates.iter().filter_map(|update| update.published);
    Posting {
        is_live: true,
        url: said("home_page_url"),
        headline: said("title"),
        description: said("description"),
        published: first.min_by_key(|moment| moment.minutes()),
        authors: authors(feed),
        updates,
        ..Posting::default()
    }
}

fn entry(item: &Map<String, Value>) -> Posting {
    let text = |name: &str| {
        item.get(name)
            .and_then(Value::as_str)
            .filter(|text| !text.trim().is_empty())
    };
    let id = item.get("id").and_then(|id| match id {
        Value::String(id) => Some(one_line(id)),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    });
    let body = ["content_html", "content_text", "summary"].into_iter().find_map(text);
    Posting {
        id,
        url: text("url").or_else(|| text("external_url")).map(one_line),
        headline: text("title").map(one_line),
        published: text("date_published").and_then(Moment::parse),
        modified: text("date_modified").and_then(Moment::parse),
        authors: authors(item),
        body: body.unwrap_or_default().to_owned(),
        ..Posting::default()
    }
}

fn authors(of: &Map<String, Value>) -> Vec<String> {
    let all = of.get("authors").and_then(Value::as_array);
    let authors = all.into_iter().flatten().chain(of.get("author"));
    let names = authors.filter_map(|author| author.get("name")?.as_str());
    names.map(one_line).filter(|name| !name.is_empty()).collect()
}
