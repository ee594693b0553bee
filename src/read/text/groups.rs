//! The questions that are asked of every line, each with its few possible answers, and which answers are looked
//! at together. Their names are those of the weight table and of `--explain`.

/// A question, and its answers. The first answer is the ordinary one, which says nothing and has no weight.
pub(super) struct AnswerGroup {
    /// Its name in the weight table.
    pub(super) name: &'static str,
    /// The names of its answers.
    pub(super) values: &'static [&'static str],
}

macro_rules! groups {
    ($($id:ident $name:literal [$($value:literal),+ $(,)?])+) => {
        /// A question, as an index into [`GROUPS`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub(super) enum G { $($id),+ }

        /// All questions.
        pub(super) const GROUPS: &[AnswerGroup] = &[$(AnswerGroup { name: $name, values: &[$($value),+] }),+];
    };
}

groups! {
    // The line itself. Lengths are in letters, wide ones counted twice.
    Len "length" ["-", "to8", "to15", "to25", "to40", "to60", "to80", "to110", "to150", "to220", "to350", "more"]
    Rel "of-median" ["-", "to.08", "to.15", "to.22", "to.3", "to.4", "to.55", "to.75", "to1.1", "more"]
    Words "words" ["-", "1", "2", "3", "4", "to6", "to9", "to14", "to22", "more"]
    Last "ends-in" ["-", "sentence", "question", "exclamation", "colon", "comma", "ellipsis", "quote", "sentence+quote",
        "bracket", "sentence+bracket", "digit", "letter", "caseless", "other"]
    First "starts-with" ["-", "upper", "lower", "caseless", "digit", "quote", "bracket", "dash", "other"]
    Inner "sentences-inside" ["none", "1", "more"]
    Case "case" ["-", "caseless", "capitals", "title", "half-title", "first-only", "none"]
    Commas "commas" ["none", "1", "more"]
    Quoted "quoted" ["no", "whole", "starts", "inside"]
    Colon "colon-inside" ["none", "early", "late"]
    Bracket "brackets" ["none", "whole", "inside"]
    Digits "digits" ["none", "some", "many"]
    Number "numbered" ["no", "yes"]
    Bar "bar" ["none", "bar", "arrow", "slash"]
    Web "web" ["none", "address", "handle", "mail"]
    Bullet "bullet" ["none", "dash", "sure"]
    Indent "indent" ["usual", "more", "less"]
    // Words of the tables.
    Credit "credit" ["none", "label", "sign", "bracket-agency", "bracket-slash", "bracket-name", "dash-agency", "dash-name", "last", "last-name",
        "after-stop", "alone", "label-alone"]
    Credited "credited" ["no", "perhaps", "surely"]
    Caption "caption-word" ["no", "yes", "inside", "label"]
    Connective "connective" ["no", "yes"]
    CreditWord "credit-word" ["no", "yes"]
    Agency "agency" ["no", "yes", "whole"]
    Byline "byline-word" ["no", "start", "start+names", "start+name"]
    Names "names" ["no", "1", "2", "3", "list", "more"]
    Role "role" ["no", "yes", "last"]
    Boiler "boilerplate" ["no", "any", "several", "start", "whole"]
    Time "time" ["none", "word", "start", "end", "alone"]
    // Its place.
    Pos "position" ["later", "1", "2", "3", "4", "to8"]
    End "from-end" ["earlier", "last", "2nd", "3rd"]
    Body "body" ["begun", "not-yet"]
    Above "gap-above" ["blank", "none", "first"]
    Below "gap-below" ["blank", "none", "last"]
    Same "same-as" ["none", "next", "previous", "both"]
    Again "stands-again" ["no", "2", "more"]
    TailAgain "ends-as-others" ["no", "yes"]
    LabelAgain "starts-as-others" ["no", "word", "words", "label", "labels"]
    // Its neighbours.
    PrevLen "previous-length" ["none", "tiny", "short", "middle", "long"]
    NextLen "next-length" ["none", "tiny", "short", "middle", "long"]
    Next2Len "next-but-one-length" ["none", "tiny", "short", "middle", "long"]
    PrevLast "previous-ends-in" ["other", "sentence", "colon", "letter", "bracket", "none"]
    NextLast "next-ends-in" ["other", "sentence", "colon", "letter", "bracket", "none"]
    NextBullet "next-is" ["other", "bullet", "indented"]
    NextFirst "next-starts-with" ["other", "upper", "lower", "quote", "digit"]
    PrevIs "previous-is" ["other", "bullet", "time", "credit-alone", "boilerplate", "credited", "quoted", "question"]
    NextIs "next-seems" ["other", "bullet", "time", "credit-alone", "boilerplate", "credited", "quoted", "question"]
    Alike "alike-in-a-row" ["1", "2", "3", "more"]
    Run "short-run" ["1", "2", "3", "more"]
    ShareNext "words-in-next" ["-", "none", "few", "half", "most"]
    SharePrev "words-in-previous" ["-", "none", "few", "half", "most"]
    ShareTitle "words-in-title" ["-", "none", "few", "half", "most"]
    ShareDoc "words-in-document" ["-", "none", "few", "half", "most"]
    Common "common-words" ["-", "none", "few", "half", "most"]
    Prev2Len "previous-but-one-length" ["none", "tiny", "short", "middle", "long"]
    // The document.
    Style "as-headings" ["-", "fits", "differs"]
    Heads "document-headings" ["none", "few", "many"]
    Doubles "document-doubles" ["no", "yes"]
    Credits "document-credits" ["none", "some", "many"]
    Shorts "document-short-lines" ["few", "some", "many"]
    Stops "document-stops" ["yes", "no"]
    Gaps "document-gaps" ["yes", "no"]
}

/// The answers looked at together.
pub(super) const PAIRS: &[(G, G)] = &[
    (G::Len, G::Last),
    (G::Words, G::Last),
    (G::Rel, G::Last),
    (G::Len, G::First),
    (G::Last, G::NextLen),
    (G::Len, G::NextLen),
    (G::Len, G::PrevLen),
    (G::PrevLen, G::NextLen),
    (G::Len, G::PrevLast),
    (G::Last, G::PrevLast),
    (G::Last, G::NextLast),
    (G::NextLen, G::NextLast),
    (G::Case, G::Last),
    (G::Case, G::Words),
    (G::Case, G::Len),
    (G::First, G::Last),
    (G::Quoted, G::Last),
    (G::Quoted, G::Len),
    (G::Inner, G::Last),
    (G::Inner, G::Len),
    (G::Commas, G::Last),
    (G::Commas, G::Len),
    (G::Credited, G::Len),
    (G::Credited, G::Last),
    (G::Credited, G::Names),
    (G::Credited, G::Credits),
    (G::Credited, G::Body),
    (G::Boiler, G::NextBullet),
    (G::Agency, G::Pos),
    (G::Boiler, G::Colon),
    (G::Boiler, G::Len),
    (G::Boiler, G::End),
    (G::CreditWord, G::Len),
    (G::CreditWord, G::Last),
    (G::Credit, G::Names),
    (G::Credit, G::Credits),
    (G::Credit, G::Agency),
    (G::Same, G::Len),
    (G::Doubles, G::Len),
    (G::Doubles, G::Last),
    (G::Doubles, G::Credit),
    (G::Credits, G::Last),
    (G::Credits, G::Len),
    (G::Body, G::Len),
    (G::Body, G::Last),
    (G::Body, G::Names),
    (G::Body, G::Byline),
    (G::Body, G::Credit),
    (G::Pos, G::Names),
    (G::Pos, G::Len),
    (G::Pos, G::Last),
    (G::Names, G::Last),
    (G::Names, G::Words),
    (G::Names, G::NextLen),
    (G::Byline, G::Words),
    (G::Byline, G::Pos),
    (G::Role, G::Words),
    (G::Boiler, G::Last),
    (G::Boiler, G::Words),
    (G::Boiler, G::NextLen),
    (G::Time, G::Len),
    (G::Time, G::Last),
    (G::Time, G::NextLen),
    (G::Number, G::Words),
    (G::Number, G::NextLen),
    (G::Colon, G::Last),
    (G::Colon, G::Len),
    (G::Bracket, G::Last),
    (G::Digits, G::Last),
    (G::Run, G::Last),
    (G::Run, G::Len),
    (G::Run, G::NextLen),
    (G::ShareNext, G::Len),
    (G::ShareNext, G::Last),
    (G::SharePrev, G::Last),
    (G::ShareTitle, G::Last),
    (G::ShareTitle, G::Pos),
    (G::Again, G::Words),
    (G::Again, G::Last),
    (G::End, G::Last),
    (G::End, G::Len),
    (G::Above, G::Len),
    (G::Below, G::Len),
    (G::Above, G::Below),
    (G::Shorts, G::Last),
    (G::Stops, G::Len),
    (G::Stops, G::NextLen),
    (G::Bullet, G::Len),
    (G::Bullet, G::NextBullet),
    (G::NextBullet, G::Last),
    (G::NextFirst, G::Last),
    (G::Caption, G::Len),
    (G::Caption, G::Last),
    (G::Web, G::Len),
    (G::Bar, G::Len),
    (G::Indent, G::Len),
    (G::TailAgain, G::Last),
    (G::TailAgain, G::Len),
    (G::ShareDoc, G::Len),
    (G::ShareDoc, G::Last),
    (G::Common, G::Len),
    (G::Common, G::Last),
    (G::Connective, G::Len),
    (G::Connective, G::Last),
    (G::Style, G::Last),
    (G::Style, G::Len),
    (G::Style, G::NextLen),
    (G::Heads, G::Last),
    (G::Heads, G::Len),
    (G::Prev2Len, G::PrevLen),
    (G::Prev2Len, G::Len),
    (G::Boiler, G::ShareDoc),
    (G::Case, G::Pos),
    (G::Words, G::Pos),
    (G::PrevIs, G::Len),
    (G::PrevIs, G::Last),
    (G::NextIs, G::Len),
    (G::NextIs, G::Last),
    (G::PrevIs, G::NextIs),
    (G::Alike, G::Len),
    (G::Alike, G::Last),
    (G::Alike, G::NextLen),
    (G::LabelAgain, G::Len),
    (G::LabelAgain, G::Last),
    (G::LabelAgain, G::Boiler),
];

/// The answers to all questions, for one line.
pub(super) type Answers = [u8; GROUPS.len()];

/// The number of an answer, worked out when the program is compiled; a name that is none does not compile.
pub(super) const fn answer(group: G, name: &str) -> u8 {
    let values = GROUPS[group as usize].values;
    let mut at = 0;
    while at < values.len() {
        if same(values[at].as_bytes(), name.as_bytes()) {
            return at as u8;
        }
        at += 1;
    }
    panic!("no such answer")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The number of an answer, by the names of its question and its own.
macro_rules! a {
    ($group:ident $name:literal) => {
        const { $crate::read::text::groups::answer($crate::read::text::groups::G::$group, $name) }
    };
}
pub(super) use a;

/// Whether the answers hold this one.
macro_rules! has {
    ($answers:expr, $group:ident $name:literal) => {
        $answers[$crate::read::text::groups::G::$group as usize] == $crate::read::text::groups::a!($group $name)
    };
}
pub(super) use has;

/// Gives this answer.
macro_rules! set {
    ($answers:expr, $group:ident $name:literal) => {
        $answers[$crate::read::text::groups::G::$group as usize] = $crate::read::text::groups::a!($group $name)
    };
}
pub(super) use set;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unlike_one_another() {
        for (at, group) in GROUPS.iter().enumerate() {
            assert!(
                GROUPS[..at].iter().all(|other| other.name != group.name),
                "{}",
                group.name
            );
            for (at, value) in group.values.iter().enumerate() {
                assert!(!group.values[..at].contains(value), "{}={value}", group.name);
            }
        }
        for (at, pair) in PAIRS.iter().enumerate() {
            assert!(PAIRS[..at].iter().all(|other| other != pair), "{pair:?}");
        }
    }
}
