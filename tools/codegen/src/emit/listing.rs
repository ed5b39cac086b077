//! `src/listing.rs`: pagination, sweeps and batches, where the answer has rows.

use super::{limits, number, types};
use crate::source::Source;
use rtc_catalog::model::{Action, Batch, Field, PageBy, Pages, Record, Shape, Type};

/// The file; empty where the answer has no rows.
pub(super) fn emit(action: &Action) -> String {
    let Some(rows) = Rows::of(action) else { return String::new() };
    let mut to = Source::file(&action.spec, "Pagination, sweeps and batches of this action.");
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    to.list("use crate::{", &[&action.name, &format!("{}Output", action.name), rows.row], "};");
    if action.pages.is_some() {
        to.line("use rtc_core::generated::{self as rtc, listing::PageNumber as _};");
    } else {
        to.line("use rtc_core::generated as rtc;");
    }
    rows.listing(&mut to);
    if let Some(pages) = &action.pages {
        to.blank();
        to.line(format_args!("impl rtc::listing::Paged for {} {{}}", action.name));
        if action.is_swept() {
            rows.swept(pages, &mut to);
        }
    }
    if let Some(batch) = &action.batch {
        rows.batched(batch, &mut to);
    }
    to.finish()
}

/// The rows of an action's answer.
struct Rows<'m> {
    action: &'m Action,
    /// The field of the answer that has them.
    field: &'m str,
    /// Their type.
    row: &'m String,
    fields: &'m [Field],
}

impl<'m> Rows<'m> {
    fn of(action: &'m Action) -> Option<Self> {
        let of_pages = action.pages.as_ref().map(|pages| pages.rows);
        let at = of_pages.or_else(|| action.batch.as_ref().map(|batch| batch.rows))?;
        let Field { rust, kind: Type::List(item), .. } = &action.output[at] else { return None };
        let Type::Record(row) = &**item else { return None };
        let Record { shape: Shape::Answered(fields), .. } = action.record(row)? else { return None };
        Some(Self { action, field: rust, row, fields })
    }

    fn column(&self, wire: &str) -> Option<&'m Field> {
        self.fields.iter().find(|field| field.wire == wire)
    }

    fn listing(&self, to: &mut Source) {
        let Self { action, field, row, .. } = self;
        let name = &action.name;
        to.blank();
        to.block(format_args!("impl rtc::listing::Listing for {name}"), |to| {
            to.line(format_args!("type Row = {row};"));
            if let Some(Pages { by, first, max, .. }) = &action.pages {
                let (first, max) = (super::number(*first), super::number(*max));
                to.line(format_args!(
                    "const PAGING: Option<rtc::listing::Paging> = Some(rtc::listing::Paging {{ first: {first}, max: {max} }});"
                ));
                match by {
                    PageBy::Number => {}
                    PageBy::Offset => to.line("const PAGED_BY: rtc::listing::PagedBy = rtc::listing::PagedBy::Offset;"),
                    PageBy::Marker { .. } => {
                        to.line("const PAGED_BY: rtc::listing::PagedBy = rtc::listing::PagedBy::Marker;");
                    }
                }
            }
            to.blank();
            to.block(format_args!("fn rows(output: &{name}Output) -> &[{row}]"), |to| {
                to.line(format_args!("&output.{field}"));
            });
            to.blank();
            to.block(format_args!("fn into_rows(output: {name}Output) -> Vec<{row}>"), |to| {
                to.line(format_args!("output.{field}"));
            });
            if let Some(pages) = &action.pages {
                self.narrower_pages(pages, to);
                self.paged(pages, to);
            }
            if action.batch.is_some() {
                to.blank();
                to.block("fn split(self) -> Vec<Self>", |to| to.line("rtc::listing::split(self)"));
            }
        });
    }

    fn paged(&self, pages: &Pages, to: &mut Source) {
        let name = &self.action.name;
        let parameter = |at: usize| &self.action.parameters[at].rust;
        let (page, size) = (parameter(pages.number), parameter(pages.size));
        to.blank();
        match pages.by {
            PageBy::Marker { next } => self.marked(page, size, &self.action.output[next], to),
            PageBy::Number | PageBy::Offset => {
                to.block("fn page(&self) -> (Option<u64>, Option<u64>)", |to| {
                    to.line(format_args!("(self.{page}.to_u64(), self.{size}.to_u64())"));
                });
                to.blank();
                to.block("fn set_page(&mut self, number: u64, size: u64) -> Option<()>", |to| {
                    to.line(format_args!("self.{page} = rtc::listing::PageNumber::from_u64(number)?;"));
                    to.line(format_args!("self.{size} = rtc::listing::PageNumber::from_u64(size)?;"));
                    to.line("Some(())");
                });
            }
        }
        for (method, at) in [("effective_size", pages.effective_size), ("total", pages.total)] {
            let Some(at) = at else { continue };
            to.blank();
            to.block(format_args!("fn {method}(output: &{name}Output) -> Option<u64>"), |to| {
                to.line(format_args!("output.{}.to_u64()", self.action.output[at].rust));
            });
        }
        to.blank();
        to.block(format_args!("fn key(row: &{}, key: &mut rtc::listing::Key)", self.row), |to| {
            for column in pages.key.iter().filter_map(|wire| self.column(wire)) {
                to.line(part(column));
            }
        });
    }

    /// How requests are paginated that have narrower limits.
    fn narrower_pages(&self, pages: &Pages, to: &mut Source) {
        let narrower = self.action.narrower_ranges(pages.size);
        if narrower.is_empty() {
            return;
        }
        let narrower: Vec<_> = narrower.into_iter().map(|(when, max)| (when, number(max))).collect();
        let max = limits::narrowest(self.action, &narrower, &number(pages.max));
        to.blank();
        to.block("fn paging(&self) -> Option<rtc::listing::Paging>", |to| {
            to.line(format_args!("let max = {max};"));
            to.line("Self::PAGING.map(|paging| rtc::listing::Paging { max, ..paging })");
        });
    }

    /// The methods of pages with markers.
    fn marked(&self, marker: &str, size: &str, next: &Field, to: &mut Source) {
        to.block("fn page(&self) -> (Option<u64>, Option<u64>)", |to| {
            to.line(format_args!("(None, self.{size}.to_u64())"));
        });
        to.blank();
        to.block("fn set_marker(&mut self, marker: Option<String>, size: u64) -> Option<()>", |to| {
            to.block("if marker.is_some()", |to| to.line(format_args!("self.{marker} = marker;")));
            to.line(format_args!("self.{size} = rtc::listing::PageNumber::from_u64(size)?;"));
            to.line("Some(())");
        });
        to.blank();
        to.block(format_args!("fn next_marker(output: &{}Output) -> Option<&str>", self.action.name), |to| {
            let value = if next.optional {
                format!("output.{}.as_deref()", next.rust)
            } else {
                format!("Some(&*output.{})", next.rust)
            };
            to.line(value);
        });
    }

    fn swept(&self, pages: &Pages, to: &mut Source) {
        let Some(window) = &self.action.window else { return };
        let parameter = |at: usize| &self.action.parameters[at].rust;
        let (start, end) = (parameter(window.start), parameter(window.end));
        let time = "time::OffsetDateTime";
        to.blank();
        to.block(format_args!("impl rtc::listing::Swept for {}", self.action.name), |to| {
            let narrower = self.action.narrower_spans().into_iter();
            let narrower: Vec<_> =
                narrower.map(|(when, span)| (when, format!("Some({})", limits::duration(span)))).collect();
            if !narrower.is_empty() {
                to.block("fn max_span(&self) -> Option<std::time::Duration>", |to| {
                    to.line(limits::narrowest(self.action, &narrower, "Self::REACH.span"));
                });
                to.blank();
            }
            to.block(format_args!("fn span(&self) -> (Option<{time}>, Option<{time}>)"), |to| {
                to.line(format_args!("(self.{start}, self.{end})"));
            });
            to.blank();
            to.block(format_args!("fn set_span(&mut self, start: {time}, end: {time})"), |to| {
                to.line(format_args!("self.{start} = Some(start);"));
                to.line(format_args!("self.{end} = Some(end);"));
            });
            if let Some(column) = pages.row_start.as_ref().and_then(|wire| self.column(wire)) {
                let value =
                    if column.optional { format!("row.{}", column.rust) } else { format!("Some(row.{})", column.rust) };
                to.blank();
                to.block(format_args!("fn row_start(row: &{}) -> Option<{time}>", self.row), |to| to.line(value));
            }
        });
    }

    fn batched(&self, batch: &Batch, to: &mut Source) {
        let Some(id) = self.column(&batch.id) else { return };
        let ids = &self.action.parameters[batch.over];
        let (field, kind, row) = (&ids.rust, types::rust(ids.kind.innermost()), self.row);
        to.blank();
        to.block(format_args!("impl rtc::listing::Batched for {}", self.action.name), |to| {
            to.line(format_args!("type Id = {kind};"));
            to.line(format_args!("const MAX_IDS: usize = {};", number(batch.max)));
            let narrower = self.action.narrower_items(batch.over).into_iter();
            let narrower: Vec<_> = narrower.map(|(when, max)| (when, number(max))).collect();
            if !narrower.is_empty() {
                to.blank();
                to.block("fn max_ids(&self) -> usize", |to| {
                    to.line(limits::narrowest(self.action, &narrower, "Self::MAX_IDS"));
                });
            }
            to.blank();
            to.block(format_args!("fn ids(&self) -> &[{kind}]"), |to| {
                to.line(format_args!("self.{field}.as_deref().unwrap_or_default()"));
            });
            to.blank();
            to.block(format_args!("fn set_ids(&mut self, ids: Vec<{kind}>)"), |to| {
                to.line(format_args!("self.{field} = Some(ids);"));
            });
            to.blank();
            to.block(format_args!("fn id(row: &{row}) -> &{kind}"), |to| to.line(format_args!("&row.{}", id.rust)));
        });
    }
}

/// Takes a field of a row into its key.
fn part(field: &Field) -> String {
    let rust = &field.rust;
    let method = if field.kind.is_time() { "time" } else { "part" };
    let copies = field.kind.is_time() || field.kind.is_integer() || field.kind == Type::Bool;
    let reference = if copies { "" } else { "&" };
    if field.optional {
        format!("match {reference}row.{rust} {{ Some(value) => key.{method}(value), None => key.absent() }};")
    } else {
        format!("key.{method}({reference}row.{rust});")
    }
}

/// The builder's methods that read all rows.
pub(super) fn methods(action: &Action, bounds: &str, to: &mut Source) {
    if Rows::of(action).is_none() {
        return;
    }
    let any = match &action.batch {
        Some(batch) => format!(" `{}` can have any length.", action.parameters[batch.over].rust),
        None => String::new(),
    };
    let lazily = "The stream sends nothing until it is polled.";
    let mut method = |name: &str, kind: &str, about: &str| {
        let (request, client) = (&action.name, format!("{}::Client", super::protocol(&action.vendor)));
        to.blank();
        to.doc(about);
        let signature = format!("pub fn {name}(self, client: &{client}) -> rtc::listing::{kind}<{request}>");
        to.function(&signature, bounds, |to| to.line(format_args!("rtc::listing::{kind}::new(self.build(), client)")));
    };
    if action.pages.is_some() {
        method(
            "pages",
            "Pages",
            &format!(
                "Returns a stream of pages, from the page that is set, or the first one, to the last.{any} {lazily}"
            ),
        );
        method("rows", "Rows", "Returns a stream of the rows of all [`pages`](Self::pages).");
        if action.is_swept() {
            method(
                "sweep",
                "Sweep",
                &format!(
                    "Returns a stream of the rows of a time range of any length, newest windows first, each row once.{any} {lazily}"
                ),
            );
        }
    }
    if action.batch.is_some() {
        let pages = if action.pages.is_some() { "of all pages, " } else { "" };
        method(
            "send_all",
            "Batch",
            &format!("Returns the rows {pages}grouped by id.{any} It sends nothing until it is awaited."),
        );
    }
}
