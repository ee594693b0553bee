//! What is on the web: read whole, or not at all, and the reason said in a sentence.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use super::pty::{Pty, file};
use super::server::{CERTIFICATE, Reply, Server};

const STORY: &str = "Harbour news\n\nThe boats came back to the quay at dawn, the harbour master said.\n";
const WORDS: &str = "The boats came back to the quay at dawn, the harbour master said.";

/// Runs the program without the user's configuration, proxies and certificates.
fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let state = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .args(arguments)
        .env("XDG_STATE_HOME", state.path())
        .env("XDG_CONFIG_HOME", state.path());
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    command.envs(environment.iter().copied()).stdin(Stdio::null());
    let Output { status, stdout, stderr } = command.output().expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

/// Reads a page of a server; its text, or the sentence that follows its address.
fn read(server: &Server, path: &str) -> Result<String, String> {
    let address = server.at(path);
    let (code, out, said) = run(&["--to", "text", &address], &[]);
    match code {
        Some(0) => {
            assert_eq!(said, "", "{path}");
            Ok(out)
        }
        Some(2) => {
            assert_eq!(out, "", "{path}: nothing is written of what failed");
            let sentence = said.strip_prefix(&format!("dateline: {address}: ")).unwrap_or(&said);
            assert!(
                sentence.ends_with('\n') && sentence.lines().count() == 1,
                "{path}: {said}"
            );
            Err(sentence.trim_end().to_owned())
        }
        code => panic!("{path}: {code:?} {said}"),
    }
}

/// Asserts that reading a page fails, with a sentence that has these words.
fn fails(server: &Server, path: &str, words: &str) {
    match read(server, path) {
        Err(sentence) => assert!(sentence.contains(words), "{path}: {sentence:?} does not say {words:?}"),
        Ok(text) => panic!("{path} was read: {text}"),
    }
}

fn is_read(server: &Server, path: &str) {
    let text = read(server, path).unwrap_or_else(|sentence| panic!("{path}: {sentence}"));
    assert!(text.contains(WORDS), "{path}: {text}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("a vector");
    packed.finish().expect("a vector")
}

/// The path that a request asks for.
fn path(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or_default()
}

fn chunks(bodies: &[&str], end: &str) -> Reply {
    let chunks: String = bodies
        .iter()
        .map(|body| format!("{:x}\r\n{body}\r\n", body.len()))
        .collect();
    Reply::raw(format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}{end}"
    ))
}

#[test]
fn a_page_is_read_whole_however_it_is_sent() {
    let server = Server::start(|head| match path(head) {
        "/length" => Reply::text(STORY),
        "/close" => Reply::raw(format!("HTTP/1.0 200 OK\r\n\r\n{STORY}")),
        "/chunks" => chunks(&[&STORY[..20], &STORY[20..]], "0\r\nX-Sum: 1\r\n\r\n"),
        "/hints" => Reply::raw("HTTP/1.1 103 Early Hints\r\n\r\n").and(Reply::text(STORY)),
        "/gzip" => Reply::of("200 OK", "Content-Encoding: gzip\r\n", &gzip(STORY.as_bytes())),
        "/twice" => Reply::of(
            "200 OK",
            "Content-Encoding: gzip, gzip\r\n",
            &gzip(&gzip(STORY.as_bytes())),
        ),
        "/unsaid" => Reply::of("200 OK", "", &gzip(STORY.as_bytes())),
        "/members" => {
            let (first, last) = STORY.as_bytes().split_at(20);
            Reply::of(
                "200 OK",
                "Content-Encoding: x-gzip\r\n",
                &[gzip(first), gzip(last)].concat(),
            )
        }
        "/deflate" => {
            let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            packed.write_all(STORY.as_bytes()).expect("a vector");
            Reply::of(
                "200 OK",
                "Content-Encoding: deflate\r\n",
                &packed.finish().expect("a vector"),
            )
        }
        "/zlib" => {
            let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            packed.write_all(STORY.as_bytes()).expect("a vector");
            Reply::of(
                "200 OK",
                "Content-Encoding: deflate\r\n",
                &packed.finish().expect("a vector"),
            )
        }
        _ => Reply::of("404 Not Found", "", b""),
    });
    for path in [
        "/length", "/close", "/chunks", "/hints", "/gzip", "/twice", "/unsaid", "/members", "/deflate", "/zlib",
    ] {
        is_read(&server, path);
    }
}

/// An incomplete answer is never a shorter article.
#[test]
fn what_is_incomplete_or_damaged_is_not_shown() {
    let server = Server::start(|head| {
        let half = &STORY[..STORY.len() / 2];
        let packed = gzip(STORY.as_bytes());
        let with = |coding: &str, body: &[u8]| Reply::of("200 OK", &format!("Content-Encoding: {coding}\r\n"), body);
        match path(head) {
            "/length" => Reply::raw(format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{half}",
                STORY.len()
            )),
            "/chunks" => chunks(&[half], ""),
            "/chunk" => chunks(&[], "zz\r\nwords\r\n"),
            "/gzip" => with("gzip", &packed[..packed.len() / 2]),
            "/sum" => {
                let mut wrong = packed.clone();
                let at = wrong.len() - 8;
                wrong[at] ^= 255;
                with("gzip", &wrong)
            }
            "/deflate" => with("deflate", &packed[10..packed.len() / 2]),
            "/other" => with("x-lend", b"words"),
            "/part" => Reply::of("206 Partial Content", "Content-Range: bytes 0-9/99\r\n", b"Harbour ne"),
            "/same" => Reply::raw("HTTP/1.1 304 Not Modified\r\n\r\n"),
            "/nothing" => Reply::raw("HTTP/1.1 204 No Content\r\n\r\n"),
            "/empty" => Reply::text(" \n"),
            "/lengths" => Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nwords"),
            "/ssh" => Reply::raw("SSH-2.0-OpenSSH_9.9\r\n"),
            _ => Reply::raw(""),
        }
    });
    for (path, words) in [
        (
            "/length",
            "incomplete: the connection broke off after 0 of 1 KB; try again",
        ),
        ("/chunks", "incomplete: the connection broke off"),
        ("/chunk", "not proper HTTP: chunk length"),
        ("/gzip", "incomplete: the gzip data breaks off in the middle"),
        ("/sum", "damaged: what came does not unpack as gzip"),
        ("/deflate", "incomplete: the deflate data breaks off"),
        ("/other", "packed as x-lend, which cannot be unpacked"),
        ("/part", "incomplete: the server sent only a part, unasked (206)"),
        ("/same", "the server says it is unchanged, unasked (304)"),
        ("/nothing", "there is nothing there: the answer is empty"),
        ("/empty", "there is nothing there: the answer is empty"),
        ("/lengths", "not proper HTTP: conflicting content-length headers"),
        ("/ssh", "not proper HTTP: invalid HTTP version"),
        (
            "/closed",
            "localhost closed the connection without an answer; try again",
        ),
    ] {
        fails(&server, path, words);
    }
}

#[test]
fn redirects_are_followed_within_bounds_and_nowhere_else() {
    let page = "<!doctype html><html><head><meta http-equiv=refresh content=\"0; url=";
    let server = Server::start(move |head| match path(head) {
        "/a" => Reply::redirect("b?x=1"),
        "/b?x=1" => {
            Reply::of("308 Permanent Redirect", "Location: //localhost:PORT/c#place\r\n", b"").with_port_of(head)
        }
        "/c" => Reply::of(
            "200 OK",
            "Content-Type: text/html\r\n",
            format!("{page}/d\"></head></html>").as_bytes(),
        ),
        "/d" => Reply::text(STORY),
        "/circle" => Reply::redirect("/circle"),
        "/meta" => Reply::of("200 OK", "", format!("{page}/meta\"></head></html>").as_bytes()),
        "/file" => Reply::redirect("file:///etc/passwd"),
        "/meta-file" => Reply::of(
            "200 OK",
            "",
            format!("{page}file:///etc/passwd\"></head></html>").as_bytes(),
        ),
        "/none" => Reply::of("301 Moved Permanently", "", b""),
        "/bad" => Reply::redirect("http://[::1"),
        "/gone" => Reply::redirect("/410"),
        "/410" => Reply::of("410 Gone", "", b"A page about it."),
        path => match path.strip_prefix("/on/").and_then(|number| number.parse::<u32>().ok()) {
            Some(number) => Reply::redirect(&format!("/on/{}", number + 1)),
            None => Reply::of("404 Not Found", "", b""),
        },
    });
    is_read(&server, "/a");
    for (path, words) in [
        ("/circle", "redirects in a circle"),
        ("/meta", "redirects in a circle"),
        ("/on/1", "redirects more than 10 times"),
        (
            "/file",
            "redirects to a file: address; only http and https are followed",
        ),
        (
            "/meta-file",
            "redirects to a file: address; only http and https are followed",
        ),
        ("/none", "the page has moved, but the server does not say where (301)"),
        ("/bad", "redirects to something that is not an address: http://[::1"),
        (
            "/gone",
            "/410: the page is gone for good; look for it in an archive (410)",
        ),
    ] {
        fails(&server, path, words);
    }
    // Ten redirects are followed, and no more.
    let far = server
        .requests()
        .iter()
        .filter(|head| path(head).starts_with("/on/"))
        .count();
    assert_eq!(far, 11);
}

#[test]
fn what_a_server_refuses_is_said_with_what_to_do() {
    let server = Server::start(|head| match path(head) {
        "/404" => Reply::of("404 Not \x1b[31mFound", "", b"A page about it."),
        "/429" => Reply::of("429 Too Many", "Retry-After: 31536000\r\n", b""),
        "/503" => Reply::of("503 Later", "Retry-After: soon\r\n", b""),
        "/401" => Reply::of("401 Unauthorized", "", b""),
        _ => Reply::of("200 OK", "Content-Type: application/pdf\r\n", b"%PDF-1.7\n1 0 obj\n"),
    });
    for (path, words) in [
        ("/404", "not proper HTTP: invalid response status"),
        (
            "/429",
            "the server has had too many requests (429); the server asks to wait 365 days",
        ),
        ("/503", "the server is not available now (503); try again later"),
        (
            "/401",
            "asks to sign in; sign in with a browser, save the page, and open that (401)",
        ),
        ("/pdf", "this is a PDF, not an article"),
    ] {
        fails(&server, path, words);
    }
    let (code, _, said) = run(&["--to", "text", "http://localhost:1/"], &[]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("localhost cannot be reached: connection refused"),
        "{said}"
    );
    let (code, _, said) = run(&["--to", "text", "https://[::1"], &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("not a web address (invalid IPv6 address)"), "{said}");
}

/// The settings bound what may be taken, so that a test need not wait a minute.
#[test]
fn time_and_size_have_limits() {
    let quick = file(b"fetch-timeout = 1\n");
    let small = file(b"fetch-limit = 1\nuser-agent = 'a reader (of mine)'\n");
    let bomb = gzip(&vec![b'a'; 16 << 20]);
    let server = Server::start(move |head| match path(head) {
        "/stall" => Reply::raw("").hanging(),
        "/half" => Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 99000\r\n\r\nHarbour").hanging(),
        "/large" => Reply::of("200 OK", "", &vec![b'a'; (1 << 20) + 1]),
        "/largest" => Reply::of("200 OK", "", "words ".repeat((1 << 20) / 6).as_bytes()),
        "/endless" => Reply::raw([b"HTTP/1.1 200 OK\r\n\r\n", &vec![b'a'; 3 << 20][..]].concat()).hanging(),
        "/bomb" => Reply::of("200 OK", "Content-Encoding: gzip\r\n", &bomb),
        _ => Reply::of("404 Not Found", "", b""),
    });
    let read = |config: &str, path: &str| run(&["--config-file", config, "--to", "text", &server.at(path)], &[]);
    for (config, path, words) in [
        (
            &quick,
            "/stall",
            "no answer from localhost within 1 second; try again later",
        ),
        (&quick, "/half", "0 of 99 KB"),
        (
            &small,
            "/large",
            "larger than 1 MB; to read it all the same, set a larger fetch-limit",
        ),
        (&small, "/endless", "larger than 1 MB"),
        (&small, "/bomb", "larger than 1 MB"),
    ] {
        let (code, out, said) = read(config.path(), path);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{path}: {said}");
        assert!(said.contains(words), "{path}: {said}");
    }
    assert_eq!(read(small.path(), "/largest").0, Some(0));
    let names = server
        .requests()
        .into_iter()
        .filter(|head| !head.contains("user-agent: dateline\r\n"));
    let mut of_mine = names.filter(|head| head.contains("\r\nuser-agent: a reader (of mine)\r\n"));
    assert_eq!(of_mine.by_ref().count(), 4);
}

#[test]
fn the_words_come_out_right_whatever_the_server_declares() {
    let server = Server::start(|head| {
        let html = |declared: &str, bytes: &[u8]| Reply::of("200 OK", &format!("Content-Type: {declared}\r\n"), bytes);
        let story = "Über den Hafen\n\nDie Boote kamen in der Früh zurück an den Kai, sagte der Hafenmeister: „Ja“.\n";
        let (legacy, ..) = encoding_rs::WINDOWS_1252.encode(story);
        match path(head) {
            "/header" => html("text/plain; charset=ISO-8859-1", &legacy),
            "/lie" => html("text/plain; charset=iso-8859-1", story.as_bytes()),
            "/unknown" => html("text/plain; charset=klingon", story.as_bytes()),
            "/mark" => {
                let wide: Vec<u8> = story.encode_utf16().flat_map(u16::to_le_bytes).collect();
                html("text/plain; charset=utf-8", &[b"\xFF\xFE", &wide[..]].concat())
            }
            _ => html("text/plain", &legacy),
        }
    });
    for path in ["/header", "/lie", "/unknown", "/mark", "/detected"] {
        let text = read(&server, path).unwrap_or_else(|sentence| panic!("{path}: {sentence}"));
        assert!(
            text.contains("Früh zurück an den Kai, sagte der Hafenmeister: „Ja“."),
            "{path}: {text}"
        );
    }
}

#[test]
fn cookies_last_as_long_as_the_program_and_stay_with_their_host() {
    let server = Server::start(|head| {
        let has = |cookie: &str| head.to_ascii_lowercase().contains(cookie);
        match path(head) {
            "/door" if has("door=open") => Reply::text(STORY),
            "/door" => Reply::of(
                "302 Found",
                "Set-Cookie: door=open; Path=/door\r\nLocation: /door\r\n",
                b"",
            ),
            "/many" => {
                let cookies: String = (0..20)
                    .map(|n| format!("Set-Cookie: c{n}={}\r\n", "v".repeat(4000)))
                    .collect();
                Reply::of("302 Found", &format!("{cookies}Location: /after\r\n"), b"")
            }
            "/after" if has("\r\ncookie:") => Reply::of("431 Too Large", "", b""),
            "/away" => Reply::of(
                "302 Found",
                "Set-Cookie: secret=1\r\nLocation: http://127.0.0.1:PORT/there\r\n",
                b"",
            )
            .with_port_of(head),
            "/there" if has("secret=1") => Reply::of("400 Bad Request", "", b""),
            "/after" | "/there" => Reply::text(STORY),
            _ => Reply::of("404 Not Found", "", b""),
        }
    });
    is_read(&server, "/door");
    is_read(&server, "/many");
    is_read(&server, "/away");
    // Another run knows nothing of them.
    let before = server.requests().len();
    is_read(&server, "/door");
    assert_eq!(server.requests().len(), before + 2);
}

#[test]
fn a_certificate_has_to_be_known() {
    let server = Server::secure(|_| Reply::text(STORY));
    let address = server.at("/");
    let (code, out, said) = run(&["--to", "text", &address], &[]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(
        said.contains("localhost cannot be trusted: its certificate is from nobody this machine trusts"),
        "{said}"
    );
    let pem = file(pem(CERTIFICATE).as_bytes());
    let (code, out, said) = run(&["--to", "text", &address], &[("SSL_CERT_FILE", pem.path())]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    assert!(out.contains(WORDS));
    let other = address.replace("localhost", "127.0.0.1");
    let (_, _, said) = run(&["--to", "text", &other], &[("SSL_CERT_FILE", pem.path())]);
    assert!(said.contains("its certificate is for another host"), "{said}");
}

fn pem(certificate: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::prelude::BASE64_STANDARD.encode(certificate);
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}

/// From https to http is followed, as browsers do, but said.
#[test]
fn leaving_a_secure_connection_is_said() {
    let plain = Server::start(|_| Reply::text(STORY));
    let to = plain.at("/plain");
    let secure = Server::secure(move |_| Reply::redirect(&to));
    let pem = file(pem(CERTIFICATE).as_bytes());
    let (code, out, said) = run(&["--to", "text", &secure.at("/")], &[("SSL_CERT_FILE", pem.path())]);
    assert_eq!(code, Some(0));
    assert!(
        out.contains(WORDS) && said.contains("leads from https to http"),
        "{said}"
    );
}

#[test]
fn the_proxy_of_the_environment_is_asked_but_for_its_exceptions() {
    let proxy = Server::start(|_| Reply::of("403 No", "", b""));
    let server = Server::start(|_| Reply::text(STORY));
    let address = server.at("/");
    let (code, _, said) = run(&["--to", "text", &address], &[("http_proxy", &proxy.at(""))]);
    assert_eq!(code, Some(2));
    assert!(said.contains("the proxy refuses"), "{said}");
    assert!(proxy.requests()[0].starts_with("CONNECT localhost:"));
    let set = [("http_proxy", &*proxy.at("")), ("no_proxy", "example.org, localhost")];
    assert_eq!(run(&["--to", "text", &address], &set).0, Some(0));
}

#[test]
fn a_name_and_a_password_are_sent_but_not_shown() {
    let server = Server::start(|head| {
        // "me:pass word"
        if head.contains("\r\nauthorization: Basic bWU6cGFzcyB3b3Jk\r\n") {
            Reply::text(STORY)
        } else {
            Reply::of("401 Unauthorized", "", b"")
        }
    });
    let address = server.at("/").replace("//", "//me:pass%20word@");
    assert_eq!(run(&["--to", "text", &address], &[]).0, Some(0));
    let (_, _, said) = run(&["--to", "text", &address.replace("me:", "you:")], &[]);
    assert!(
        said.starts_with(&format!("dateline: {}: asks to sign in", server.at("/"))),
        "{said}"
    );
}

#[test]
fn the_screen_is_there_at_once_and_says_what_happens() {
    let server = Server::start(|head| match path(head) {
        "/slow" => Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 99000\r\n\r\nHarbour").hanging(),
        "/stall" => Reply::raw("").hanging(),
        "/story" => Reply::text(STORY),
        _ => Reply::of("404 Not Found", "", b""),
    });
    let mut pty = Pty::open(100, 24, &[&server.at("/stall")]);
    pty.wait_for("waiting for localhost");
    pty.keys("\x1b");
    pty.wait_for("stopped before it had come in");
    pty.keys(&format!(":open {}\r", server.at("/story")));
    pty.wait_for("The boats came back");
    // What is being read stays, whatever another page does.
    pty.keys(&format!(":open {}\r", server.at("/slow")));
    pty.wait_for("0 of 99 KB");
    pty.keys("\x03");
    pty.wait_for("stopped before it had come in");
    pty.wait_for("The boats came back");
    pty.quit();
}

#[test]
fn a_page_that_fails_says_so_on_the_screen_and_in_the_exit_code() {
    let server = Server::start(|head| match path(head) {
        "/stall" => Reply::raw("").hanging(),
        _ => Reply::of("404 Not Found", "", b""),
    });
    let mut pty = Pty::open(100, 24, &[&server.at("/missing")]);
    pty.wait_for("there is no such page; check the address (404)");
    // It stays, whatever is typed.
    pty.keys("jj");
    pty.wait_for("there is no such page");
    pty.keys("q");
    assert_eq!(pty.ends(), Some(2));
    let mut pty = Pty::open(100, 24, &[&server.at("/stall")]);
    pty.wait_for("waiting for localhost");
    pty.keys("\x03");
    assert_eq!(pty.ends(), Some(2));
}

#[test]
fn a_page_in_the_place_of_another_is_recognised() {
    let server = Server::start(|head| {
        let html = |status: &str, body: &str| {
            let page = format!("<!doctype html><html><head><title>Harbour</title></head><body>{body}</body></html>");
            Reply::of(status, "Content-Type: text/html\r\n", page.as_bytes())
        };
        let headlines: String = (0..20)
            .map(|n| format!("<h3><a href=/{n}>A headline about the harbour number {n}</a></h3>"))
            .collect();
        let prose = format!("<p>{WORDS}</p>").repeat(9);
        match path(head) {
            "/door" => html("200 OK", "<form><input type=password></form>"),
            "/test" => html("503 Wait", "<h1>Checking your browser</h1>"),
            "/cookies" => html("200 OK", "<h2>We value your privacy</h2><button>Accept all</button>"),
            "/shell" => html("200 OK", "<div id=root></div><script src=/app.js></script>"),
            "/blank" => html("200 OK", " \n "),
            "/front" => html("200 OK", &headlines),
            _ => html("200 OK", &format!("{prose}<h2>Subscribe to read on</h2>")),
        }
    });
    for (path, words) in [
        ("/door", "asks to sign in; sign in with a browser"),
        ("/test", "checks for a browser or a person first"),
        ("/cookies", "asks for consent to cookies first"),
        ("/shell", "nothing to read: scripts make this page"),
        ("/blank", "there is nothing to read on this page"),
    ] {
        fails(&server, path, words);
    }
    for (path, words) in [
        (
            "/front",
            "a front page with 20 headlines, and no article; open the address of one of them",
        ),
        ("/paywall", "the page ends at a paywall"),
    ] {
        let (code, out, said) = run(&["--to", "text", &server.at(path)], &[]);
        assert!(
            code == Some(0) && !out.is_empty() && said.contains(words),
            "{path}: {said}"
        );
    }
}

/// The address is the one where the page was found, unless the page knows better.
#[test]
fn an_article_has_the_address_where_it_was_found() {
    let server = Server::start(|head| match path(head) {
        "/old" => Reply::redirect("/new"),
        _ => Reply::text(STORY),
    });
    let (code, out, _) = run(&["--to", "json", &server.at("/old")], &[]);
    assert_eq!(code, Some(0));
    assert!(out.contains(&format!("\"url\":\"{}\"", server.at("/new"))), "{out}");
}

/// What a server declares is asked where the bytes do not tell: before the name, which says something else here.
#[test]
fn the_declared_type_is_asked_where_the_bytes_do_not_tell() {
    let words = "Harbour news\n\nThe boats came <b>back</b> to the quay at dawn.\n";
    let server = Server::start(move |head| match path(head) {
        "/news.md" => Reply::of("200 OK", "Content-Type: text/html\r\n", words.as_bytes()),
        _ => Reply::of("200 OK", "Content-Type: text/plain\r\n", words.as_bytes()),
    });
    let text = |path: &str| read(&server, path).unwrap_or_else(|sentence| panic!("{path}: {sentence}"));
    assert!(text("/news.md").contains("came back to"));
    assert!(text("/news.txt").contains("came <b>back</b> to"));
}
