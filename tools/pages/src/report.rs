//! Facts as people read them.

use crate::facts::{Bound, Direction, Facts, Field, Limit, LimitKind, Required};
use std::fmt::{self, Display, Formatter};

impl Display for Facts {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        self.head(to)?;
        for (title, fields) in [("common", &self.common), ("request", &self.request), ("response", &self.response)] {
            if !fields.is_empty() {
                writeln!(to, "\n{title}")?;
                table(to, &rows(fields))?;
            }
        }
        for record in &self.types {
            writeln!(to, "\ntype {} ({})", record.name.value, record.name.position)?;
            table(to, &rows(&record.fields))?;
        }
        self.codes(to)?;
        if !self.examples.is_empty() {
            writeln!(to, "\nexamples")?;
        }
        for example in &self.examples {
            let part = if example.direction == Direction::Request { "request" } else { "response" };
            let position = example
                .address
                .as_ref()
                .map(|address| address.position)
                .or(example.json.as_ref().map(|json| json.position));
            let position = position.map_or(String::new(), |position| position.to_string());
            let address = example.address.as_ref().map_or("", |address| address.value.as_str());
            let json = match (&example.json, example.lenient) {
                (None, _) => "",
                (Some(_), false) => " JSON",
                (Some(_), true) => " JSON with remarks",
            };
            writeln!(to, "  {position:<8} {part} {address}{json}")?;
        }
        self.end(to)
    }
}

impl Facts {
    fn head(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let mut rows: Vec<[String; 3]> = Vec::new();
        let mut row = |name: &str, value: String, position: String| rows.push([position, name.to_owned(), value]);
        let vendor = self.vendor.as_ref().map(|vendor| (vendor.value.clone(), vendor.position));
        if let Some((id, position)) = vendor {
            row("vendor", id, position.to_string());
        }
        for (name, text) in
            [("title", &self.title), ("action", &self.action), ("version", &self.version), ("method", &self.method)]
        {
            if let Some(text) = text {
                row(name, text.value.clone(), text.position.to_string());
            }
        }
        self.hosts.iter().for_each(|host| row("host", host.value.clone(), host.position.to_string()));
        self.regions.iter().for_each(|region| row("region", region.value.clone(), region.position.to_string()));
        for quota in &self.quotas {
            let scope = quota.value.scope.as_ref().map_or(String::new(), |scope| format!(", {scope}"));
            let line = format!("{} calls in {} s{scope}", quota.value.calls, quota.value.seconds);
            row("quota", line, quota.position.to_string());
        }
        let window = &self.window;
        for (name, seconds) in
            [("span", &window.span), ("in a case", &window.in_a_case), ("back", &window.back), ("lag", &window.lag)]
        {
            if let Some(seconds) = seconds {
                row(name, format!("{} s", seconds.value), seconds.position.to_string());
            }
        }
        self.window.clamped.iter().for_each(|cut| row("beyond", "clamped".to_owned(), cut.position.to_string()));
        self.answer
            .iter()
            .for_each(|answer| row("answer", answer.value.as_str().to_owned(), answer.position.to_string()));
        self.updated.iter().for_each(|day| row("updated", day.value.clone(), day.position.to_string()));
        for [position, name, value] in rows {
            writeln!(to, "  {position:<8} {name:<8} {value}")?;
        }
        Ok(())
    }

    fn codes(&self, to: &mut Formatter<'_>) -> fmt::Result {
        if !self.codes.is_empty() {
            writeln!(to, "\ncodes")?;
        }
        let rows: Vec<Vec<String>> = self
            .codes
            .iter()
            .map(|code| {
                let line = |text: &Option<crate::Located<String>>| {
                    text.as_ref().map_or(String::new(), |text| text.value.clone())
                };
                let parts = [&code.status, &code.message, &code.meaning, &code.advice].map(line);
                let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                vec![code.code.position.to_string(), code.code.value.clone(), parts.join(" · ")]
            })
            .collect();
        table(to, &rows)
    }

    fn end(&self, to: &mut Formatter<'_>) -> fmt::Result {
        for (title, list) in [
            ("described on another page", &self.external_types),
            ("nested as in the example", &self.inferred),
            ("ignored", &self.ignored_tables),
            ("stated and not read", &self.unread),
            ("not understood", &self.unclear),
        ] {
            if !list.is_empty() {
                writeln!(to, "\n{title}")?;
            }
            list.iter().try_for_each(|line| writeln!(to, "  {:<8} {}", line.position.to_string(), line.value))?;
        }
        writeln!(to, "\n{} of {} rows understood", self.rows.understood, self.rows.present)
    }
}

fn rows(fields: &[Field]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    add(&mut rows, fields, 0);
    rows
}

fn add(rows: &mut Vec<Vec<String>>, fields: &[Field], depth: usize) {
    for field in fields {
        let name = format!("{}{}", "  ".repeat(depth), field.name.value);
        let kind = field.kind.as_ref().map_or("?".to_owned(), |kind| match &kind.value.means {
            Some(means) => format!("{} ({means})", kind.value.word),
            None => kind.value.word.to_string(),
        });
        let required = field.required.as_ref().map_or("", |required| mark(&required.value));
        rows.push(vec![field.name.position.to_string(), name, kind, required.to_owned(), remarks(field)]);
        add(rows, &field.fields, depth + 1);
    }
}

fn mark(required: &Required) -> &'static str {
    match required.always {
        Some(true) => "required",
        Some(false) => "optional",
        None => "depends",
    }
}

/// Everything else that is known of a field, in one line.
fn remarks(field: &Field) -> String {
    let mut parts = Vec::new();
    let mut part = |name: &str, value: &str| parts.push(format!("{name} {value}"));
    field.default.iter().for_each(|default| part("default", &default.value));
    field.limits.iter().for_each(|limit| part(of(&limit.value), &bounds(&limit.value)));
    let values: Vec<&str> = field.values.iter().map(|value| value.value.is.as_str()).collect();
    if !values.is_empty() {
        part("values", &values.join(" "));
    }
    field.example.iter().for_each(|example| part("example", &example.value));
    field.joined.iter().for_each(|mark| part("joined by", &mark.value));
    field.nullable.iter().for_each(|_| part("may", "be null"));
    if let Some(condition) = field.required.as_ref().and_then(|required| required.value.condition.as_ref()) {
        part("if:", condition);
    }
    parts.join("; ")
}

fn of(limit: &Limit) -> &'static str {
    match limit.of {
        LimitKind::Value => "range",
        LimitKind::Characters => "length",
        LimitKind::Bytes => "bytes",
        LimitKind::Items => "items",
    }
}

fn bounds(limit: &Limit) -> String {
    let end = |bound: &Option<Bound>, sign: &str| {
        bound.as_ref().map_or(String::new(), |bound| {
            if bound.included { bound.number.clone() } else { format!("{sign}{}", bound.number) }
        })
    };
    format!("{}..{}", end(&limit.least, ">"), end(&limit.most, "<"))
}

/// Writes rows with their columns below one another; the last column is as long as it likes.
fn table(to: &mut Formatter<'_>, rows: &[Vec<String>]) -> fmt::Result {
    let width =
        |index: usize| rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(width).collect();
    for row in rows {
        let mut line = String::from("  ");
        for (cell, width) in row.iter().zip(&widths) {
            let blank = width.max(&8).saturating_sub(cell.chars().count()) + 1;
            line.push_str(cell);
            line.push_str(&" ".repeat(blank));
        }
        writeln!(to, "{}", line.trim_end())?;
    }
    Ok(())
}
