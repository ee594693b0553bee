//! The forms that times have on pages, by language, and what is none.

use proptest::prelude::*;

use super::{When, alone, at_end, at_start, day};

fn said(when: When) -> String {
    match (when.time(), when.date, when.yearless) {
        (Some(time), None, Some((month, day))) => format!("{month:02}-{day:02}T{time}"),
        (Some(time), _, _) => time.to_string(),
        (None, Some(date), _) => date.to_string(),
        (None, None, Some((month, day))) => format!("{month:02}-{day:02}"),
        (None, None, None) => "back from now".into(),
    }
}

/// Lines that are nothing but a time.
const ALONE: &[(&str, &str)] = &[
    // English
    ("14:05", "14:05"),
    ("10:32am", "10:32"),
    ("10.32am BST", "10:32"),
    ("2:05 p.m. ET", "14:05"),
    ("12:15 AM", "00:15"),
    ("12 p.m.", "12:00"),
    ("7 pm", "19:00"),
    ("Updated at 09:14", "09:14"),
    ("Last updated: 09:14 BST", "09:14"),
    ("14.05 BST", "14:05"),
    ("10.05 BST / 5.05am EDT", "10:05"),
    ("10:32am (0932 GMT)", "10:32"),
    ("1405 GMT", "14:05"),
    ("0914 hrs IST", "09:14"),
    ("14:05 GMT+7", "14:05"),
    ("14:05:33", "14:05"),
    ("15 August 2026, 14:05", "2026-08-15T14:05"),
    ("August 15, 2026 2:05 p.m. ET", "2026-08-15T14:05"),
    ("Aug. 15, 2026, at 2:05 PM local time", "2026-08-15T14:05"),
    ("Saturday 15th of August 2026 14.05 CEST", "2026-08-15T14:05"),
    ("Mon 15 Aug 2026 14.05 CEST", "2026-08-15T14:05"),
    ("First published on Mon 15 Aug 2026 14.05 CEST", "2026-08-15T14:05"),
    ("2026-08-15 14:05", "2026-08-15T14:05"),
    ("2026-08-15T14:05:00Z", "2026-08-15T14:05"),
    ("2026-08-15T14:05:00+02:00", "2026-08-15T14:05"),
    ("08/15/2026 14:05", "2026-08-15T14:05"),
    ("15/08/26 14:05", "2026-08-15T14:05"),
    ("15 Aug 14:05", "08-15T14:05"),
    ("Aug 15 14：05", "08-15T14:05"),
    ("Aug 15：30", "15:30"),
    ("3m ago", "back from now"),
    ("Updated 5 minutes ago", "back from now"),
    ("2h 5m ago", "back from now"),
    ("🕐 14:05", "14:05"),
    ("(14:05)", "14:05"),
    // German
    ("14.05 Uhr", "14:05"),
    ("14 Uhr", "14:00"),
    ("14 Uhr 05", "14:05"),
    ("Stand: 20.09.2023, 13:56 Uhr", "2023-09-20T13:56"),
    ("15. August 2026 um 14:05 Uhr", "2026-08-15T14:05"),
    ("Sa, 15. Aug. 2026, 14:05 Uhr MESZ", "2026-08-15T14:05"),
    ("Zuletzt aktualisiert: 15.08.2026 um 14:05", "2026-08-15T14:05"),
    ("15.8. 14:05 Uhr", "08-15T14:05"),
    ("vor 5 Minuten", "back from now"),
    // French, Spanish, Portuguese, Italian, Catalan, Romanian
    ("16h20", "16:20"),
    ("16 h 20", "16:20"),
    ("15 août 2026 à 14h05", "2026-08-15T14:05"),
    (
        "Publié le 1er août 2026 à 14h05, mis à jour à 15h10",
        "2026-08-01T14:05",
    ),
    ("il y a 5 min", "back from now"),
    ("15 de agosto de 2026, 14:05", "2026-08-15T14:05"),
    ("Actualizado a las 14:05 h", "14:05"),
    ("2:05 p. m.", "14:05"),
    ("hace 5 minutos", "back from now"),
    ("15 de agosto de 2026 às 14h05", "2026-08-15T14:05"),
    ("há 5 minutos", "back from now"),
    ("15 agosto 2026, ore 14:05", "2026-08-15T14:05"),
    ("5 minuti fa", "back from now"),
    ("15 d'agost de 2026, 14:05", "2026-08-15T14:05"),
    ("15 august 2026, ora 14:05", "2026-08-15T14:05"),
    // Dutch, Nordic, Finnish
    ("14.05 uur", "14:05"),
    ("14u05", "14:05"),
    ("15 augustus 2026 om 14:05", "2026-08-15T14:05"),
    ("5 minuten geleden", "back from now"),
    ("kl. 14.05", "14:05"),
    ("Kl 14.05", "14:05"),
    ("Publicerad 15 augusti 2026 kl. 14.05", "2026-08-15T14:05"),
    ("15. aug. 2026 kl. 14.05", "2026-08-15T14:05"),
    ("Oppdatert 15. august 2026 kl. 14:05", "2026-08-15T14:05"),
    ("for 5 minutter siden", "back from now"),
    ("klo 14.05", "14:05"),
    ("15.8.2026 klo 14.05", "2026-08-15T14:05"),
    ("15.8. klo 14.05", "08-15T14:05"),
    ("15. elokuuta 2026 klo 14.05", "2026-08-15T14:05"),
    ("5 min sitten", "back from now"),
    ("15. ágúst 2026 kl. 14:05", "2026-08-15T14:05"),
    // Baltic and Slavic, Hungarian, Greek, Turkish
    ("2026 m. rugpjūčio 15 d. 14:05 val.", "2026-08-15T14:05"),
    ("15. august 2026 kell 14.05", "2026-08-15T14:05"),
    ("godz. 14:05", "14:05"),
    ("15 sierpnia 2026, 14:05", "2026-08-15T14:05"),
    ("5 minut temu", "back from now"),
    ("15. srpna 2026 14:05", "2026-08-15T14:05"),
    ("15. 8. 2026 v 14:05", "2026-08-15T14:05"),
    ("15. augusta 2026 o 14:05", "2026-08-15T14:05"),
    ("2026. augusztus 15. 14:05", "2026-08-15T14:05"),
    ("15 Αυγούστου 2026, 2:05 μ.μ.", "2026-08-15T14:05"),
    ("15 Ağustos 2026, 14:05 TSİ", "2026-08-15T14:05"),
    ("Son güncelleme: saat 14:05", "14:05"),
    ("5 dk önce", "back from now"),
    ("15 августа 2026, 14:05", "2026-08-15T14:05"),
    ("Обновлено 15 августа 2026 г. в 14:05 мск", "2026-08-15T14:05"),
    ("5 минут назад", "back from now"),
    ("15 серпня 2026 р. о 14:05", "2026-08-15T14:05"),
    ("15 август 2026 г., 14:05 ч.", "2026-08-15T14:05"),
    ("15. август 2026. 14:05", "2026-08-15T14:05"),
    // Arabic, Persian, Urdu, Hebrew
    ("٣:١٥ م", "15:15"),
    ("الساعة 3:15 صباحاً", "03:15"),
    ("١٥ أغسطس ٢٠٢٦، ١٤:٠٥", "2026-08-15T14:05"),
    ("15 آب 2026 14:05 بتوقيت غرينتش", "2026-08-15T14:05"),
    ("قبل 5 دقائق", "back from now"),
    ("ساعت ۱۴:۰۵", "14:05"),
    ("۱۵ اوت ۲۰۲۶، ۱۴:۰۵", "2026-08-15T14:05"),
    // A day of another calendar is known to be one; it is given no date.
    ("۲۴ مرداد ۱۴۰۵، ۱۴:۰۵", "14:05"),
    ("15 اگست 2026، 2:05 شام", "2026-08-15T14:05"),
    ("15 באוגוסט 2026, 14:05", "2026-08-15T14:05"),
    ("לפני 5 דקות", "back from now"),
    // India and its neighbours
    ("दोपहर 3:15 बजे", "15:15"),
    ("१५ अगस्त २०२६, १४:०५", "2026-08-15T14:05"),
    ("15 अगस्त 2026, रात 9:05 बजे", "2026-08-15T21:05"),
    ("5 मिनट पहले", "back from now"),
    ("১৫ আগস্ট ২০২৬, ১৪:০৫", "2026-08-15T14:05"),
    ("বিকাল ৩:১৫", "15:15"),
    ("15 ஆகஸ்ட் 2026, மாலை 3:15 மணி", "2026-08-15T15:15"),
    ("15 ఆగస్టు 2026, సాయంత్రం 3:15", "2026-08-15T15:15"),
    ("15 ऑगस्ट 2026, दुपारी 3:15 वाजता", "2026-08-15T15:15"),
    ("15 ઑગસ્ટ 2026, બપોરે 3:15 વાગ્યે", "2026-08-15T15:15"),
    ("15 अगस्ट 2026, बिहान 9:15", "2026-08-15T09:15"),
    // South-east Asia, Africa
    ("14:05 WIB", "14:05"),
    ("Sabtu, 15 Agustus 2026 pukul 14.05 WIB", "2026-08-15T14:05"),
    ("5 menit yang lalu", "back from now"),
    ("15 Ogos 2026, 2:05 petang", "2026-08-15T14:05"),
    ("15/8/2026 14:05", "2026-08-15T14:05"),
    ("15 tháng 8 2026, 14:05", "2026-08-15T14:05"),
    ("14 giờ 05", "14:05"),
    ("5 phút trước", "back from now"),
    ("๑๔:๐๕ น.", "14:05"),
    ("15 สิงหาคม 2569 เวลา 14:05 น.", "2026-08-15T14:05"),
    ("15 Agosti 2026, 14:05", "2026-08-15T14:05"),
    // East Asia
    ("2026年8月15日 14時05分", "2026-08-15T14:05"),
    ("2026年8月15日(土) 午後3時15分", "2026-08-15T15:15"),
    ("8月15日 14:05", "08-15T14:05"),
    ("5分前", "back from now"),
    ("下午3點15分", "15:15"),
    ("下午3时5分", "15:05"),
    ("2026-08-15 14:05 北京时间", "2026-08-15T14:05"),
    ("5分钟前", "back from now"),
    ("오후 3시 15분", "15:15"),
    ("입력 2026.08.15. 오후 3:15", "2026-08-15T15:15"),
    ("2026년 8월 15일 14:05", "2026-08-15T14:05"),
    ("5분 전", "back from now"),
];

/// Lines that are nothing but a day.
const DAYS: &[(&str, &str)] = &[
    ("15 August 2026", "2026-08-15"),
    ("Published August 15, 2026", "2026-08-15"),
    ("15.08.2026", "2026-08-15"),
    ("15. August 2026", "2026-08-15"),
    ("Samedi 15 août 2026", "2026-08-15"),
    ("15 de agosto de 2026", "2026-08-15"),
    ("15 sierpnia 2026", "2026-08-15"),
    ("15 августа 2026 года", "2026-08-15"),
    ("2026年8月15日", "2026-08-15"),
    ("١٥ أغسطس ٢٠٢٦", "2026-08-15"),
    ("Tuesday 16 August", "08-16"),
];

/// Lines that are no time, though they have numbers.
const NONE: &[&str] = &[
    "The ferry of 09:14 was late",
    "At 14:05 the ferry sailed",
    "£10.30",
    "10.30€",
    "10.30 €",
    "10:30%",
    "10.30 metres",
    "4.5",
    "3-2",
    "3:2",
    "21:7",
    "John 3:16",
    "3:16-18 and what follows",
    "1:02:03.4",
    "1.2.10",
    "2026",
    "15",
    "August 2026",
    "May 2026",
    "31 February 2026",
    "25:10",
    "14:65",
    "192.168.1.10",
    "+49 40 123",
    "12 May Street",
    "14 Et autres",
    "5 minutes",
    "vor Ort 5",
    "100m ago the road",
    "",
];

/// Lines that open with a time: the time, and the rest.
const OPENING: &[(&str, &str, &str)] = &[
    ("14.05 Uhr: Ferries stay in port", "14:05", "Ferries stay in port"),
    ("10:32am Ferries", "10:32", "Ferries"),
    ("16h20 - Ferries", "16:20", "Ferries"),
    ("12.15pm BST Ferries", "12:15", "Ferries"),
    ("[09:14] Ferries", "09:14", "Ferries"),
    ("(09:14) Ferries", "09:14", "Ferries"),
    ("🔴 09:14 Ferries", "09:14", "Ferries"),
    ("7 p.m. – Ferries", "19:00", "Ferries"),
    ("10.05 BST / 5.05am EDT Ferries", "10:05", "Ferries"),
    ("10:32am (0932 GMT) Ferries", "10:32", "Ferries"),
    ("14:05 (BST) Ferries", "14:05", "Ferries"),
    ("1405 GMT: Ferries", "14:05", "Ferries"),
    ("20.09.2023, 13:56 Uhr: Hafen", "2023-09-20T13:56", "Hafen"),
    ("Mon 15 Aug, 14.05 CEST – Ferries", "14:05", "Ferries"),
    ("15 August 2026, 14:05: Ferries", "2026-08-15T14:05", "Ferries"),
    ("kl. 14.05 Färjorna ligger kvar", "14:05", "Färjorna ligger kvar"),
    ("Klo 14.05: Lautat", "14:05", "Lautat"),
    ("Saat 14:05 – Vapurlar", "14:05", "Vapurlar"),
    ("godz. 14:05 Promy", "14:05", "Promy"),
    ("٣:١٥ م - العبارات", "15:15", "العبارات"),
    ("下午3時15分 渡輪", "15:15", "渡輪"),
    ("14:05 点火", "14:05", "点火"),
    ("दोपहर 2:05 बजे - घाट", "14:05", "घाट"),
    ("오후 3시 15분 시민 대피", "15:15", "시민 대피"),
    ("14:05 시민 대피", "14:05", "시민 대피"),
    ("14:05 Hours of delay", "14:05", "Hours of delay"),
    ("14:05 Horas de espera", "14:05", "Horas de espera"),
    ("14:05 Z trains wait", "14:05", "Z trains wait"),
    ("14:05", "14:05", ""),
];

/// Lines that open with a number that is no stamp.
const NOT_OPENING: &[&str] = &[
    "4.5 million people",
    "3-2 for the port",
    "10.30 metres high",
    "10.30 Metres high",
    "2023 was dry",
    "25:10 x",
    "1. First",
    "14",
    "At 14:05 the ferry sailed",
    "Um 14.05 Uhr legte die Fähre ab",
    "7 p.m. is when the ferry sails",
    "14:05-15:00 Timetable",
    "14:05 - 15:00 Timetable",
    "3:16,18 of the book",
    "3:2 Sieg für den Hafen",
    "10:30 % of all",
    "सुबह 10 बजे पुलिस ने घाट बंद किया",
    "下午3时，渡轮停航。",
    "12日午後3時ごろ、港で火事があった。",
    "kl. 14.05 gick färjan",
    "5 minutes ago the ferry sailed",
    "15 August 2026 was dry",
    "",
];

/// Headings that end with a time.
const CLOSING: &[(&str, &str, &str)] = &[
    ("Ferries stay in port (11.39 Uhr)", "11:39", "Ferries stay in port"),
    (
        "Ferries stay in port (Stand: 11.39 Uhr)",
        "11:39",
        "Ferries stay in port",
    ),
    ("Ferries stay in port [11:39]", "11:39", "Ferries stay in port"),
    ("Ferries stay in port – 11:39am", "11:39", "Ferries stay in port"),
    (
        "Ferries stay in port | 15 August 2026, 11:39",
        "2026-08-15T11:39",
        "Ferries stay in port",
    ),
    ("渡輪停航（下午3時15分）", "15:15", "渡輪停航"),
];

/// Headings that end with something else.
const NOT_CLOSING: &[&str] = &[
    "Ferries stay (for now)",
    "Ferries leave at 14:05",
    "Timetable 13:05 - 14:05",
    "Half-time 2 - 10.30",
    "The price of a crossing – 10.30",
    "The ferries (all 14 of them)",
    "(11.39 Uhr)",
    "In 2026 (and 2027)",
];

/// Every row that is not as it is said to be.
fn differing<'a>(rows: impl Iterator<Item = (&'a str, Option<String>, Option<String>)>) -> String {
    rows.filter(|(_, found, expected)| found != expected)
        .map(|(line, found, expected)| format!("{line}: {found:?}, not {expected:?}\n"))
        .collect()
}

#[test]
fn times_stand_alone() {
    let times = ALONE
        .iter()
        .map(|(line, time)| (*line, alone(line).map(said), Some((*time).to_owned())));
    let none = NONE
        .iter()
        .map(|line| (*line, alone(line).or_else(|| day(line)).map(said), None));
    let wrong = differing(times.chain(none));
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn days_stand_alone() {
    let days = DAYS
        .iter()
        .map(|(line, time)| (*line, day(line).map(said), Some((*time).to_owned())));
    let no_time = DAYS.iter().map(|(line, _)| (*line, alone(line).map(said), None));
    let wrong = differing(days.chain(no_time));
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn times_open_lines() {
    let shown = |line: &str| at_start(line).map(|stamp| format!("{} {}", stamp.time, &line[stamp.to..]));
    let times = OPENING
        .iter()
        .map(|(line, time, rest)| (*line, shown(line), Some(format!("{time} {rest}"))));
    let none = NOT_OPENING.iter().map(|line| (*line, shown(line), None));
    let wrong = differing(times.chain(none));
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn times_end_headings() {
    let shown = |line: &str| at_end(line).map(|stamp| format!("{} {}", stamp.time, line[..stamp.from].trim_end()));
    let times = CLOSING
        .iter()
        .map(|(line, time, rest)| (*line, shown(line), Some(format!("{time} {rest}"))));
    let none = NOT_CLOSING.iter().map(|line| (*line, shown(line), None));
    let wrong = differing(times.chain(none));
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Words that are part of a time after one, in the capitals of a headline.
fn is_of_times(word: &str) -> bool {
    ["Uhr", "Ortszeit", "Eastern", "Pacific", "Central"].contains(&word)
}

#[test]
fn digits_of_every_script_are_seen() {
    let digits = (0..=char::MAX as u32)
        .filter_map(char::from_u32)
        .filter(|c| super::chars::digit(*c).is_some());
    for digit in digits {
        assert!(super::has_digit(&format!("港 {digit}")), "{digit:?}");
    }
    assert!(!super::has_digit("港の火事 über Ünal Привет العربية हिन्दी ไทย 한국어"));
}

proptest! {
    #[test]
    fn a_stamp_swallows_no_word_of_the_headline(
        stamp in prop_oneof![
            "[012]?[0-9]:[0-5][0-9]( Uhr| BST|am|pm| p\\.m\\.|Z| WIB)?",
            "(1[0-9]|[1-9])(h|u)[0-5][0-9]",
            "(kl\\.|klo|godz\\.|Saat|pukul) 1[0-9][.:][0-5][0-9]",
            "(Mon |Sa, )?[1-9]\\. (August|Mai|März) 2026,? 1[0-9]:[0-5][0-9]",
        ],
        mark in prop_oneof![Just(" "), Just(": "), Just(" – "), Just(" | ")],
        headline in "[A-ZÄÖÉА-Я][a-zäöéа-я]{1,9}( [A-Za-zäöéа-я]{1,9}){0,5}",
    ) {
        prop_assume!(!is_of_times(headline.split(' ').next().unwrap_or("")));
        let line = format!("{stamp}{mark}{headline}");
        if let Some(found) = at_start(&line) {
            prop_assert_eq!(&line[found.to..], &headline);
        }
        let closing = format!("{headline} ({stamp})");
        if let Some(found) = at_end(&closing) {
            prop_assert_eq!(closing[..found.from].trim_end(), &headline);
        }
    }

    #[test]
    fn every_time_of_day_is_found(minute in 0u16..1440, form in 0usize..6) {
        let (hour, past) = (minute / 60, minute % 60);
        let dial = if hour % 12 == 0 { 12 } else { hour % 12 };
        let (half, other) = if hour < 12 { ("am", "午前") } else { ("pm", "午後") };
        let line = match form {
            0 => format!("{hour:02}:{past:02}"),
            1 => format!("{hour}.{past:02} Uhr"),
            2 => format!("{dial}:{past:02}{half}"),
            3 => format!("{hour}h{past:02}"),
            4 => format!("{other}{dial}時{past}分"),
            _ => format!("{hour:02}{past:02} GMT"),
        };
        prop_assert_eq!(alone(&line).and_then(|when| when.minute), Some(minute), "{}", line);
    }

    #[test]
    fn any_line_can_be_asked(line in "[0-9:.,\\-/ apmAPMhUr年月日時分٣١۵०น()\\[\\]–|]{0,40}") {
        let _ = (alone(&line), day(&line));
        for stamp in [at_start(&line), at_end(&line)].into_iter().flatten() {
            prop_assert!(stamp.from <= stamp.to && line.get(stamp.from..stamp.to).is_some());
        }
    }
}
