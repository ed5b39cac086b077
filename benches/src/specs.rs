//! Many specs: copies of the real ones under other names.

use std::{fs, io, path::Path};

/// The specs that are copied, chosen for a realistic average length.
const MODELS: [(&str, &str); 5] = [
    ("volcengine", "list-user-info"),
    ("tencent", "describe-user-info"),
    ("zego", "describe-users"),
    ("volcengine", "get-room-online-users"),
    ("tencent", "describe-user-info"),
];

/// Writes a project with `count` actions to `root`: its specs, and a README for the table of actions. `from` is the
/// folder of the real specs. Returns the total number of lines of the specs.
///
/// # Errors
/// If a file cannot be read or written, or is not a spec.
pub fn write(from: &Path, root: &Path, count: usize) -> io::Result<usize> {
    let models = MODELS.map(|(vendor, name)| {
        let text = fs::read_to_string(from.join(vendor).join(format!("{name}.yaml")))?;
        let action = text.lines().find_map(|line| line.strip_prefix("action: ")).map(str::to_owned);
        let action = action.ok_or_else(|| io::Error::other(format!("{vendor}/{name}.yaml names no action")))?;
        Ok::<_, io::Error>((vendor, name, action, text))
    });
    let mut lines = 0;
    for (number, model) in (0..count).zip(models.iter().cycle()) {
        let (vendor, name, action, text) =
            model.as_ref().map_err(|error| io::Error::new(error.kind(), error.to_string()))?;
        let folder = root.join("specs").join(vendor);
        fs::create_dir_all(&folder)?;
        let word = word(number);
        let text = text.replacen(&format!("action: {action}\n"), &format!("action: {action}{}\n", camel(&word)), 1);
        lines += text.lines().count();
        fs::write(folder.join(format!("{name}-{word}.yaml")), text)?;
    }
    for (vendor, ..) in MODELS {
        let of_vendor = root.join("specs").join(vendor).join("vendor.yaml");
        fs::create_dir_all(root.join("specs").join(vendor))?;
        fs::copy(from.join(vendor).join("vendor.yaml"), of_vendor)?;
    }
    let readme = "<!-- actions: this table is kept by `cargo xtask gen` -->\n<!-- /actions -->\n";
    fs::write(root.join("README.md"), readme)?;
    Ok(lines)
}

/// A distinct word of four letters for each number.
fn word(mut number: usize) -> String {
    let letters = (0..4).map(|_| {
        let letter = b"bcdfghjklmnpqrstvwz"[number % 19];
        number /= 19;
        char::from(letter)
    });
    letters.collect()
}

fn camel(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_ascii_uppercase() + rest
}
