//! A store whose file or rows are damaged.

use std::fs;
use std::sync::OnceLock;

use dateline::article::{Article, BlockId};
use dateline::read;
use dateline::recall::{ReadRange, ReadingPosition, fingerprints};
use dateline::run::store::{Open, Origin, PendingChanges, Records, StoreLimits};
use rusqlite::Connection;
use rusqlite::types::Value;
use rustc_hash::FxHashSet;

/// When everything happens, in seconds since 1970.
const NOW: i64 = 1_800_000_000;

/// A store with an article that was read, its file, and the folder that goes away with the process.
struct Template {
    folder: tempfile::TempDir,
    bytes: Vec<u8>,
    article: Article,
    origin: Origin,
}

fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("template.sqlite");
        let text = "The ferry sails again\n\nThe ferry to Great Orra sails again, the harbour master said on Monday.\n\n\
                    Fog had kept it in port for two days, and the islanders who work on the coast with it.\n";
        let article = read::read(text.as_bytes().to_vec()).expect("a text of ours");
        let origin = Origin { name: "/tmp/ferry.txt".to_owned(), lasts: true };
        let prints = fingerprints(&article);
        let open = Open { article: &article, prints: &prints, origin: &origin, more: false, unseen: &[] };
        let (mut records, _) = Records::open(&path).expect("a store");
        let (id, _) = records.insert(open, &FxHashSet::default(), NOW).expect("a row");
        let position = ReadingPosition { cursor: BlockId(1), ..ReadingPosition::default() };
        let marked = vec![ReadRange { first: BlockId(1), last: BlockId(2), read: true }];
        let what = PendingChanges { version: true, position: Some(position), marked, marks: Some(vec![('a', position)]), bytes_read: 9 };
        records.write(id, open, &what, NOW).expect("rows");
        drop(records);
        let bytes = fs::read(&path).expect("the file");
        Template { folder, bytes, article, origin }
    })
}

/// A store with damage in it is used as far as it goes, or refused.
pub(super) fn store(data: &[u8]) {
    let Some((&how, rest)) = data.split_first() else { return };
    let template = template();
    let path = template.folder.path().join("damaged.sqlite");
    let mut bytes = template.bytes.clone();
    if how % 2 == 0 {
        damage_bytes(&mut bytes, rest);
        fs::write(&path, &bytes).expect("room for a file");
    } else {
        fs::write(&path, &bytes).expect("room for a file");
        damage_rows(&Connection::open(&path).expect("a database"), rest);
    }
    use_all(&path);
    // What was put aside, and what the database keeps beside its file.
    for file in fs::read_dir(template.folder.path()).expect("a folder").flatten() {
        if file.file_name().to_string_lossy().starts_with("damaged") {
            let _ = fs::remove_file(file.path());
        }
    }
}

/// Puts bytes in places that the data name, three bytes of it for each.
fn damage_bytes(bytes: &mut Vec<u8>, data: &[u8]) {
    for step in data.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([step[0], step[1]])) * 7919 % bytes.len();
        bytes[place] = step[2];
    }
    if data.len() % 3 == 1 {
        bytes.truncate(bytes.len() * usize::from(data[0]) / 256);
    }
}

/// Sets columns to values that the program never writes, three bytes of the data for each.
fn damage_rows(connection: &Connection, data: &[u8]) {
    let sql = "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'";
    let mut columns: Vec<(String, String)> = Vec::new();
    let mut query = connection.prepare(sql).expect("a query");
    let mut rows = query.query([]).expect("rows");
    while let Some(row) = rows.next().expect("a row") {
        columns.push((row.get(0).expect("a name"), row.get(1).expect("a name")));
    }
    for step in data.chunks_exact(3) {
        let (table, column) = &columns[usize::from(step[0]) % columns.len()];
        let value = match step[1] % 8 {
            0 => Value::Null,
            1 => Value::Integer(i64::MIN),
            2 => Value::Integer(i64::MAX),
            3 => Value::Integer(i64::from(step[2])),
            4 => Value::Integer(-1),
            5 => Value::Text("\u{1b}[2J\n".repeat(usize::from(step[2]) % 4)),
            6 => Value::Real(f64::NAN),
            _ => Value::Blob(vec![step[2]; usize::from(step[2])]),
        };
        // The tables are strict; some values they refuse themselves.
        let _ = connection.execute(&format!("UPDATE OR IGNORE {table} SET {column} = ?1"), [value]);
    }
}

/// Asks the store for everything that is ever asked for.
fn use_all(path: &std::path::Path) {
    let Template { article, origin, .. } = template();
    let prints = fingerprints(article);
    let open = Open {
        article,
        prints: &prints,
        origin,
        more: false,
        unseen: &[],
    };
    let Ok((mut records, _)) = Records::open(path) else {
        return;
    };
    let _ = records.settings();
    for entry in records.history().unwrap_or_default() {
        assert!(entry.percent() <= 100);
    }
    let id = records.find(open, &FxHashSet::default()).ok().flatten();
    let left = id.and_then(|id| records.left(id).ok().map(|left| (id, left)));
    if let Ok(recalled) = records.recall(open, left.as_ref().map(|(id, left)| (*id, left)), NOW) {
        let count = article.blocks().len();
        assert!(recalled.read.iter().all(|block| block.index() < count));
        let spots = recalled
            .marks
            .iter()
            .map(|(_, position)| position)
            .chain(&recalled.position);
        for position in spots {
            assert!(position.cursor.index() < count && position.top.block.index() < count);
        }
    }
    let _ = records.insert(open, &FxHashSet::default(), NOW);
    if let Some(id) = id {
        let _ = records.write(
            id,
            open,
            &PendingChanges {
                version: true,
                ..PendingChanges::default()
            },
            NOW,
        );
    }
    let _ = records.bound(StoreLimits::default());
}
