//! A generated corpus: many small articles in one file, as JSON Lines or as text whose articles open with a date.

use std::io::{self, Write};

use super::blog;

/// How the articles stand in the file.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Dated,
    Lines,
}

/// Articles made before they are used again with another title: enough that no cache holds them all.
const DIFFERENT: usize = 2_000;

/// Writes about `size` bytes of articles of some 3 KB; how many. The same for the same size.
pub(crate) fn write(size: usize, form: Form, out: &mut dyn Write) -> io::Result<usize> {
    let blog = blog::make(DIFFERENT * 3_000);
    let mut bodies = Vec::new();
    let mut rest = blog.as_str();
    while rest.len() > 3_000 && bodies.len() < DIFFERENT {
        let at = rest.floor_char_boundary(3_000);
        let end = rest[at..].find("\n\n").map_or(rest.len(), |end| at + end + 2);
        bodies.push(&rest[..end]);
        rest = &rest[end..];
    }
    let (mut written, mut count) = (0, 0);
    while written < size {
        let body = bodies[count % bodies.len()].trim_start();
        let (day, title) = (count % 28 + 1, format!("Harbour fire, report {count}"));
        let article = match form {
            Form::Dated => format!(" date 2026-08-{day:02} {title}\n\n{body}"),
            Form::Lines => {
                let text = serde_json::to_string(body).map_err(io::Error::other)?;
                format!("{{\"id\":{count},\"title\":\"{title}\",\"date\":\"2026-08-{day:02}\",\"text\":{text}}}\n")
            }
        };
        out.write_all(article.as_bytes())?;
        written += article.len();
        count += 1;
    }
    Ok(count)
}
