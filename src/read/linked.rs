//! What a page says of itself for machines: schema.org's `LiveBlogPosting` and `NewsArticle`, as JSON-LD. Read with
//! patience: any letter case, arrays or single objects, graphs, authors of all shapes, and JSON that is not quite JSON.
//!
//! Nothing is believed here; see `html/weigh`.

mod mend;

use serde_json::{Map, Value};

use super::clean::one_line;
use super::moment::Moment;

/// An article, or a post of one, as it is described.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Posting {
    pub(super) is_live: bool,
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) description: Option<String>,
    pub(super) published: Option<Moment>,
    pub(super) modified: Option<Moment>,
    pub(super) authors: Vec<String>,
    /// Text, or HTML.
    pub(super) body: String,
    pub(super) pictures: Vec<LinkedPicture>,
    pub(super) updates: Vec<Posting>,
}

/// A picture as it is described.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LinkedPicture {
    pub(super) url: String,
    pub(super) caption: Option<String>,
    pub(super) credit: Option<String>,
}

/// Values that are looked at in one script; more are no description of an article.
const VALUES: usize = 200_000;

/// The articles that a script describes.
pub(super) fn read(script: &str) -> Vec<Posting> {
    let bare = mend::unwrapped(script);
    let value: Value = match serde_json::from_str(bare) {
        Ok(value) => value,
        Err(_) => match serde_json::from_str(&mend::mended(bare)) {
            Ok(value) => value,
            Err(_) => return Vec::new(),
        },
    };
    let mut found = Vec::new();
    let mut open = vec![&value];
    let mut looked = 0;
    while let Some(value) = open.pop() {
        looked += 1;
        if looked > VALUES {
            break;
        }
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(object) => match posting_type(object) {
                Some(is_live) => found.push(posting(object, is_live)),
                None => open.extend(object.values().filter(|value| value.is_object() || value.is_array())),
            },
            _ => {}
        }
    }
    found
}

/// Whether a JSON text is JSON-LD.
pub(super) fn is_linked(json: &str) -> bool {
    /// Its type stands among the first so many bytes.
    const HEAD: usize = 4096;
    let head = &json[..json.floor_char_boundary(HEAD)];
    head.trim_start().starts_with(['{', '[']) && (head.contains("\"@type\"") || head.contains("\"@graph\""))
}

/// Whether an object is an article, and a live blog.
fn posting_type(object: &Map<String, Value>) -> Option<bool> {
    let named = |name: &str| {
        let name = name
            .rsplit(['/', '#', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match name.as_str() {
            "liveblogposting" => Some(true),
            "blogposting" | "report" | "socialmediaposting" => Some(false),
            _ if name.ends_with("article") => Some(false),
            _ => None,
        }
    };
    match get(object, "@type")? {
        Value::String(name) => named(name),
        Value::Array(all) => {
            let types = all.iter().filter_map(Value::as_str).filter_map(named);
            types.max()
        }
        _ => None,
    }
}

/// A member, by its name in any case.
fn get<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        let found = object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    })
}

fn posting(object: &Map<String, Value>, is_live: bool) -> Posting {
    let mut whole = fields(object, is_live);
    whole.updates = match get(object, "liveBlogUpdate") {
        Some(Value::Array(updates)) => updates
            .iter()
            .filter_map(Value::as_object)
            .map(|one| fields(one, false))
            .collect(),
        Some(Value::Object(update)) => vec![fields(update, false)],
        _ => Vec::new(),
    };
    whole
}

fn fields(object: &Map<String, Value>, is_live: bool) -> Posting {
    let string = |name: &str| get(object, name).and_then(text).filter(|text| !text.trim().is_empty());
    let moment = |name: &str| string(name).and_then(|text| Moment::parse(&text));
    Posting {
        is_live,
        id: string("@id").or_else(|| string("identifier")),
        url: string("url").or_else(|| string("mainEntityOfPage")),
        headline: string("headline")
            .or_else(|| string("name"))
            .map(|text| one_line(&text)),
        description: string("description").map(|text| one_line(&text)),
        published: moment("datePublished").or_else(|| moment("dateCreated")),
        modified: moment("dateModified"),
        authors: get(object, "author")
            .or_else(|| get(object, "creator"))
            .map(people)
            .unwrap_or_default(),
        body: string("articleBody").or_else(|| string("text")).unwrap_or_default(),
        pictures: get(object, "image").map(pictures).unwrap_or_default(),
        updates: Vec::new(),
    }
}

/// A value as text: itself, or what an object says.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().filter_map(plain).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        Value::Object(_) => plain(value),
        _ => None,
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => ["@value", "text", "articleBody", "@id", "url", "name"]
            .iter()
            .find_map(|name| get(object, name)?.as_str())
            .map(str::to_owned),
        _ => None,
    }
}

/// The names of people: strings, objects with a name, or arrays of both.
fn people(value: &Value) -> Vec<String> {
    let values = match value {
        Value::Array(values) => values.iter().collect(),
        value => vec![value],
    };
    let mut names: Vec<String> = Vec::new();
    for value in values {
        let name = match value {
            Value::String(name) => Some(name.clone()),
            Value::Object(object) => get(object, "name").and_then(|name| match name {
                Value::Array(names) => {
                    let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
                    Some(names.join(", "))
                }
                name => name.as_str().map(str::to_owned),
            }),
            _ => None,
        };
        let name = name
            .map(|name| one_line(&name))
            .filter(|name| !name.is_empty() && !name.contains("//"));
        names.extend(name.filter(|name| !names.contains(name)));
    }
    names
}

fn pictures(value: &Value) -> Vec<LinkedPicture> {
    let values = match value {
        Value::Array(values) => values.iter().collect(),
        value => vec![value],
    };
    let picture = |value: &Value| match value {
        Value::String(url) => Some(LinkedPicture {
            url: one_line(url),
            ..LinkedPicture::default()
        }),
        Value::Object(object) => {
            let said = |name: &str| {
                get(object, name)
                    .and_then(text)
                    .map(|text| one_line(&text))
                    .filter(|text| !text.is_empty())
            };
            Some(LinkedPicture {
                url: said("url").or_else(|| said("contentUrl")).or_else(|| said("@id"))?,
                caption: said("caption").or_else(|| said("description")),
                credit: said("creditText").or_else(|| said("copyrightNotice")),
            })
        }
        _ => None,
    };
    values.into_iter().filter_map(picture).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_live_blog_is_found_in_any_shape() {
        let update = r#"{"@type": "BlogPosting", "@id": "https://news.example/live#p1", "headline": "Gate is down",
            "datePublished": "2031-03-14T17:33:31+01:00", "author": "Ana Brandt", "articleBody": "It is down."}"#;
        for script in [
            format!(r#"{{"@type": "LiveBlogPosting", "liveBlogUpdate": [{update}]}}"#),
            format!(r#"{{"@type": "liveblogposting", "LiveBlogUpdate": {update}}}"#),
            format!(
                r#"{{"@graph": [{{"@type": "WebSite"}}, {{"@type": ["Thing", "LiveBlogPosting"], "liveBlogUpdate": [{update}]}}]}}"#
            ),
            format!(
                "//<![CDATA[\n[{{\"@type\": \"https://schema.org/LiveBlogPosting\", \"liveBlogUpdate\": [{update},]}}\n,]\n//]]>"
            ),
            format!("<!-- {{\"@type\": \"LiveBlogPosting\", \"liveBlogUpdate\": [{update}]}} -->"),
        ] {
            let found = read(&script);
            assert_eq!(found.len(), 1, "{script}");
            assert!(found[0].is_live);
            let post = &found[0].updates[0];
            assert_eq!(post.headline.as_deref(), Some("Gate is down"), "{script}");
            assert_eq!(post.authors, ["Ana Brandt"]);
            assert_eq!(post.body, "It is down.");
            assert_eq!(
                post.published.and_then(Moment::time).expect("a time").minute,
                17 * 60 + 33
            );
        }
    }

    #[test]
    fn authors_and_bodies_come_in_all_shapes() {
        let script = r#"{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Ana Brandt"}, "Jon Kessel",
            {"name": ["Mia Ode"]}, "https://social.example/ana"], "articleBody": {"@value": "One line."}}"#;
        let found = read(script);
        assert_eq!(found[0].authors, ["Ana Brandt", "Jon Kessel", "Mia Ode"]);
        assert_eq!(found[0].body, "One line.");
        assert_eq!(read(r#"{"@type": "NewsArticle", "articleBody": ""}"#)[0].body, "");
    }

    #[test]
    fn what_is_no_json_says_nothing() {
        let deep = "[".repeat(200_000);
        for script in ["", "{\"@type\": \"BreadcrumbList\", ", "var x = 1;", deep.as_str()] {
            assert_eq!(read(script), [], "{}", &script[..script.len().min(40)]);
        }
    }
}
