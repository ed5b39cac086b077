#!/usr/bin/env bash
# The cold build of an application that depends on one action's crate, compared with the same application written by hand
# on reqwest, ring, tokio and serde, with the signature on hmac, sha2 and time: CPU time (user and system) of three alternating builds each, and the additional crates.
#
#   benches/cold-build.sh            the development profile
#   benches/cold-build.sh --release  the release profile
#
# Both use the versions of this project's Cargo.lock. Everything is fetched before measuring.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
times=3
unset CARGO_TARGET_DIR
export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=0

make_app() { # name, dependencies, main
    mkdir -p "$work/$1/src"
    printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n%s\n' "$1" "$2" > "$work/$1/Cargo.toml"
    printf '%s\n' "$3" > "$work/$1/src/main.rs"
    cp "$root/Cargo.lock" "$work/$1/Cargo.lock"
    (cd "$work/$1" && cargo fetch --quiet)
}

tokio='tokio = { version = "1", features = ["rt", "macros"] }'

make_app ours "
volcengine-rtc-get-room-online-users = { path = \"$root/crates/actions/volcengine/get-room-online-users\" }
$tokio" '
use volcengine_rtc_get_room_online_users::{Client, GetRoomOnlineUsers};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let room = GetRoomOnlineUsers::builder().app_id("app").room_id("room").send(&client).await?;
    println!("{:?}", room.visible_user_list);
    Ok(())
}'

make_app by-hand "
reqwest = { version = \"0.13\", default-features = false, features = [\"rustls-no-provider\", \"system-proxy\"] }
rustls = { version = \"0.23\", default-features = false, features = [\"std\", \"tls12\", \"ring\"] }
rustls-platform-verifier = \"0.7\"
hmac = \"0.13\"
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
sha2 = \"0.11\"
time = { version = \"0.3\", default-features = false, features = [\"std\"] }
$tokio" '
use hmac::{Hmac, KeyInit, Mac};
use rustls_platform_verifier::BuilderVerifierExt;
use sha2::{Digest, Sha256};
use std::sync::Arc;

#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    result: Room,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Room {
    visible_user_list: Vec<String>,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

const HOST: &str = "rtc.volcengineapi.com";

fn sign(query: &str, access_key: &str, secret_key: &str) -> [String; 3] {
    let now = time::OffsetDateTime::now_utc();
    let day = format!("{:04}{:02}{:02}", now.year(), u8::from(now.month()), now.day());
    let date = format!("{day}T{:02}{:02}{:02}Z", now.hour(), now.minute(), now.second());
    let body = hex(&Sha256::digest(b""));
    let names = "host;x-content-sha256;x-date";
    let canonical = format!("GET\n/\n{query}\nhost:{HOST}\nx-content-sha256:{body}\nx-date:{date}\n\n{names}\n{body}");
    let scope = format!("{day}/cn-north-1/rtc/request");
    let text = format!("HMAC-SHA256\n{date}\n{scope}\n{}", hex(&Sha256::digest(canonical)));
    let mut key = hmac(secret_key.as_bytes(), &day);
    for part in ["cn-north-1", "rtc", "request"] {
        key = hmac(&key, part);
    }
    let signature = hex(&hmac(&key, &text));
    let authorization =
        format!("HMAC-SHA256 Credential={access_key}/{scope}, SignedHeaders={names}, Signature={signature}");
    [date, body, authorization]
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    let client = reqwest::Client::builder().tls_backend_preconfigured(tls).build()?;
    let query = "Action=GetRoomOnlineUsers&AppId=app&RoomId=room&Version=2023-08-01";
    let mut request = client.get(format!("https://{HOST}/?{query}"));
    let signed = sign(query, &std::env::var("VOLC_ACCESSKEY")?, &std::env::var("VOLC_SECRETKEY")?);
    for (name, value) in ["x-date", "x-content-sha256", "authorization"].into_iter().zip(signed) {
        request = request.header(name, value);
    }
    let body = request.send().await?.bytes().await?;
    let answer: Answer = serde_json::from_slice(&body)?;
    println!("{:?}", answer.result.visible_user_list);
    Ok(())
}'

crates() { (cd "$work/$1" && cargo tree --offline --edges normal,build --prefix none --no-dedupe | sed 's/ (.*//' | sort -u); }

seconds() { # name, cargo's arguments: CPU seconds of a cold build
    local target times_used
    target=$(mktemp -d -p "$work")
    times_used=$(cd "$work/$1" && TIMEFORMAT='%U %S' && { time cargo build --offline --quiet --target-dir "$target" "${@:2}" 1>&2 2>"$work/log"; } 2>&1) || { cat "$work/log" >&2; exit 1; }
    rm -rf "$target"
    awk '{ printf "%.1f", $1 + $2 }' <<< "$times_used"
}

crates ours > "$work/ours.tree"
crates by-hand > "$work/by-hand.tree"
echo "crates: ours $(wc -l < "$work/ours.tree"), by hand $(wc -l < "$work/by-hand.tree"), including the application itself"
echo "only in ours: $(comm -23 "$work/ours.tree" "$work/by-hand.tree" | paste -sd, | sed 's/,/, /g')"
echo "only by hand: $(comm -13 "$work/ours.tree" "$work/by-hand.tree" | paste -sd, | sed 's/,/, /g')"
echo "crates that build C: $(grep -E -- '-sys v|^(ring|cc|cmake|bindgen|aws-lc) v' "$work/ours.tree" | paste -sd, | sed 's/,/, /g')"

ratios=()
for turn in $(seq "$times"); do
    ours=$(seconds ours "$@")
    by_hand=$(seconds by-hand "$@")
    ratio=$(awk -v a="$ours" -v b="$by_hand" 'BEGIN { printf "%.3f", a / b }')
    ratios+=("$ratio")
    echo "turn $turn: ours $ours s, by hand $by_hand s of CPU time: $ratio times"
done
printf '%s\n' "${ratios[@]}" | sort -n | awk '{ r[NR] = $1 } END { printf "cold build: %s times (%s to %s), goal 1.05\n", r[int((NR + 1) / 2)], r[1], r[NR] }'
