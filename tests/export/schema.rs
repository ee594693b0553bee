//! The published schema agrees with what is written.

use dateline::article::{Kind, Note};
use dateline::export;
use dateline::fold::Folding;
use proptest::prelude::*;
use serde_json::Value;

use super::build::article;
use super::{blog, string};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../assets/schema.json")).expect("the schema is valid JSON")
}

/// The words of JSON Schema that ours uses, but for patterns.
const KNOWN: [&str; 18] = [
    "$defs",
    "$ref",
    "$schema",
    "additionalProperties",
    "anyOf",
    "const",
    "default",
    "description",
    "enum",
    "items",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "pattern",
    "prefixItems",
    "properties",
    "required",
];

/// Why an article's JSON does not fit our schema, if it does not.
pub(crate) fn misfit_of(value: &Value) -> Option<String> {
    misfit(&schema(), &schema(), value)
}

/// Why a value does not fit a schema, if it does not. As much of JSON Schema as our own needs.
pub(crate) fn misfit(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let wrong = |what: &str| Some(format!("{what}: {value} against {schema}"));
    if schema == &Value::Bool(false) {
        return wrong("nothing is allowed here");
    }
    for word in schema.as_object()?.keys() {
        if !KNOWN.contains(&word.as_str()) && word != "type" && word != "title" {
            return wrong("a word this check does not know");
        }
    }
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#'))?;
        return misfit(root, target, value);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let fits = any.iter().any(|one| misfit(root, one, value).is_none());
        return if fits { None } else { wrong("none of its forms") };
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => vec![kind_of(value)],
    };
    if !(types.contains(&kind_of(value)) || types == ["number"] && value.is_number()) {
        return wrong("its type");
    }
    if schema.get("const").is_some_and(|only| only != value)
        || schema["enum"].as_array().is_some_and(|all| !all.contains(value))
        || schema["minimum"]
            .as_f64()
            .is_some_and(|least| value.as_f64() < Some(least))
        || schema["maximum"]
            .as_f64()
            .is_some_and(|most| value.as_f64() > Some(most))
        || schema["minItems"]
            .as_u64()
            .is_some_and(|least| value.as_array().map_or(0, Vec::len) < least as usize)
        || schema["minLength"]
            .as_u64()
            .is_some_and(|least| value.as_str().map_or(0, str::len) < least as usize)
    {
        return wrong("its value");
    }
    members(root, schema, value).or_else(|| elements(root, schema, value))
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn members(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let object = value.as_object()?;
    let required = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    for name in required {
        if !object.contains_key(name) {
            return Some(format!("{name} is missing in {value}"));
        }
    }
    let others = schema.get("additionalProperties").filter(|others| others.is_object());
    object
        .iter()
        .find_map(|(name, value)| match schema["properties"].get(name).or(others) {
            Some(schema) => misfit(root, schema, value),
            None => Some(format!("{name} is not described")),
        })
}

fn elements(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    let firsts = schema["prefixItems"].as_array().map_or(&[][..], Vec::as_slice);
    value.as_array()?.iter().enumerate().find_map(|(index, value)| {
        let schema = firsts.get(index).or_else(|| schema.get("items"))?;
        misfit(root, schema, value)
    })
}

fn written(article: &dateline::article::Article) -> Value {
    let line = string(|out| export::json(article, &Folding::of(article), out));
    serde_json::from_str(&line).expect("valid JSON")
}

#[test]
fn the_check_finds_what_is_wrong() {
    let schema = schema();
    let good = written(&blog());
    assert_eq!(misfit(&schema, &schema, &good), None);
    let spoil: [fn(&mut Value); 7] = [
        |value| value["schema"] = 2.into(),
        |value| value["blocks"][0]["kind"] = "poem".into(),
        |value| value["blocks"][0]["text"] = Value::Null,
        |value| value["blocks"][0]["section"] = (-1).into(),
        |value| value["blocks"][18]["notes"] = "ends mid-sentence".into(),
        |value| value["sections"][0]["blocks"] = serde_json::json!([0]),
        |value| value["mood"] = "calm".into(),
    ];
    for spoil in spoil {
        let mut bad = good.clone();
        spoil(&mut bad);
        assert!(misfit(&schema, &schema, &bad).is_some(), "{bad}");
    }
}

#[test]
fn it_lists_every_kind_and_note() {
    let schema = schema();
    let block = &schema["$defs"]["block"]["properties"];
    assert_eq!(block["kind"]["enum"], serde_json::json!(Kind::ALL.map(Kind::name)));
    assert_eq!(
        block["notes"]["items"]["enum"],
        serde_json::json!(Note::ALL.map(Note::words))
    );
}

proptest! {
    #[test]
    fn everything_written_fits(article in article()) {
        let schema = schema();
        prop_assert_eq!(misfit(&schema, &schema, &written(&article)), None);
    }
}
