//! Pages that are named by a marker of the page before, or by an offset.

use crate::common::{Acme, Code, Scripted, Sent, key, now, response};
use bytes::Bytes;
use http::Request;
use rtc_core::{
    Client,
    generated::{Action, ActionInfo, Limits, Parameters},
    listing::{Key, Listing, ListingError, PageNumber as _, Paged, PagedBy, Paging, Rows, Stuck},
};
use serde_json::json;

/// Lists numbers: by offset, or by marker.
#[derive(Clone, Debug, Default)]
struct Numbers<const MARKED: bool> {
    from: Option<u64>,
    marker: Option<String>,
    size: Option<u64>,
}

#[derive(serde::Deserialize)]
struct Page {
    rows: Vec<u64>,
    next: Option<String>,
    size: Option<u64>,
}

impl<const MARKED: bool> Action for Numbers<MARKED> {
    type Vendor = Acme;
    type Output = Page;
    type Code = Code;
    const INFO: ActionInfo = crate::common::Ask::INFO;

    fn check(&self, _: &mut Limits) {}

    fn parameters(&self, to: &mut Parameters) {
        to.query("from", &self.from);
        to.query("marker", &self.marker);
        to.query("size", &self.size);
    }
}

impl<const MARKED: bool> Listing for Numbers<MARKED> {
    type Row = u64;
    const PAGING: Option<Paging> = Some(Paging { first: 0, max: 10 });
    const PAGED_BY: PagedBy = if MARKED { PagedBy::Marker } else { PagedBy::Offset };

    fn rows(output: &Page) -> &[u64] {
        &output.rows
    }

    fn into_rows(output: Page) -> Vec<u64> {
        output.rows
    }

    fn page(&self) -> (Option<u64>, Option<u64>) {
        (self.from.to_u64(), self.size.to_u64())
    }

    fn set_page(&mut self, number: u64, size: u64) -> Option<()> {
        (self.from, self.size) = (Some(number), Some(size));
        Some(())
    }

    fn set_marker(&mut self, marker: Option<String>, size: u64) -> Option<()> {
        self.marker = marker.or(self.marker.take());
        self.size = Some(size);
        Some(())
    }

    fn next_marker(output: &Page) -> Option<&str> {
        output.next.as_deref()
    }

    fn effective_size(output: &Page) -> Option<u64> {
        output.size
    }

    fn key(row: &u64, key: &mut Key) {
        key.part(*row);
    }
}

impl<const MARKED: bool> Paged for Numbers<MARKED> {}

/// A vendor with so many rows, and at most `most` on a page.
fn vendor(rows: u64, most: u64) -> (Client<Acme>, Sent) {
    let answer = move |request: &Request<Bytes>| {
        let query = request.uri().query().unwrap_or_default();
        let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
        let number = |name: &str| value(name).map(|text| text.parse::<u64>().unwrap());
        let size = number("size").unwrap().min(most);
        let from = number("from").or(number("marker")).unwrap_or(0);
        let end = (from + size).min(rows);
        // The marker after the last page is an empty text.
        let next = if end < rows { end.to_string() } else { String::new() };
        let rows: Vec<u64> = (from..end).collect();
        Ok(response(200, json!({ "data": { "rows": rows, "next": next, "size": size } }).to_string().into()))
    };
    let sent = Sent::default();
    let transport = Scripted { sent: sent.clone(), answer };
    let client = Client::builder().credentials(key()).quotas(rtc_core::Quotas::off()).transport(transport);
    (client.build().unwrap(), sent)
}

fn queries(sent: &Sent) -> Vec<String> {
    sent.lock().unwrap().iter().map(|request| request.uri().query().unwrap_or_default().to_owned()).collect()
}

#[test]
fn markers_lead_from_page_to_page_until_there_is_none() {
    for count in [0, 1, 9, 10, 11, 25, 30] {
        let (client, sent) = vendor(count, 10);
        let request = Numbers::<true>::default();
        let found = now(Rows::new(request, &client).concurrency(8).into_vec()).unwrap();
        assert_eq!(found, (0..count).collect::<Vec<_>>());
        assert_eq!(sent.lock().unwrap().len() as u64, count.div_ceil(10).max(1));
    }
    let (client, sent) = vendor(25, 10);
    let own = Numbers::<true> { marker: Some("3".to_owned()), size: Some(10), from: None };
    assert_eq!(now(Rows::new(own, &client).into_vec()).unwrap(), (3..25).collect::<Vec<_>>());
    assert_eq!(queries(&sent), ["marker=3&size=10", "marker=13&size=10", "marker=23&size=10"]);
}

#[test]
fn a_marker_that_leads_to_itself_is_an_error() {
    let answer = |_: &Request<Bytes>| Ok(response(200, r#"{"data": {"rows": [1], "next": "m"}}"#.into()));
    let transport = Scripted { sent: Sent::default(), answer };
    let client = Client::builder().credentials(key()).quotas(rtc_core::Quotas::off()).transport(transport);
    let client = client.build().unwrap();
    let mut rows = Rows::new(Numbers::<true>::default(), &client);
    assert_eq!(now(rows.try_next()).unwrap(), Some(1));
    let error = now(rows.try_next()).unwrap_err();
    assert!(matches!(error, ListingError::Stuck(Stuck::RepeatedMarker { number: 2, .. })), "{error}");
}

#[test]
fn pages_that_go_round_in_a_circle_end_in_an_error() {
    let answer = |request: &Request<Bytes>| {
        let query = request.uri().query().unwrap_or_default();
        let next =
            ["b", "c", "a"][["a", "b", "c"].iter().position(|at| query.contains(&format!("marker={at}"))).unwrap_or(2)];
        Ok(response(200, json!({ "data": { "rows": [1], "next": next } }).to_string().into()))
    };
    let transport = Scripted { sent: Sent::default(), answer };
    let client = Client::builder().credentials(key()).quotas(rtc_core::Quotas::off()).transport(transport);
    let error = now(Rows::new(Numbers::<true>::default(), &client.build().unwrap()).into_vec()).unwrap_err();
    assert!(matches!(error, ListingError::Stuck(Stuck::RepeatedMarker { number: 3..=12, .. })), "{error}");
}

/// The next offset follows from the rows that came, whatever size was requested.
#[test]
fn offsets_count_the_rows_that_came() {
    for (most, expected) in [
        (10, vec!["from=0&size=10", "from=10&size=10"]),
        (4, vec!["from=0&size=10", "from=4&size=10", "from=8&size=10", "from=12&size=10"]),
    ] {
        let (client, sent) = vendor(15, most);
        let found = now(Rows::new(Numbers::<false>::default(), &client).concurrency(8).into_vec()).unwrap();
        assert_eq!(found, (0..15).collect::<Vec<_>>());
        assert_eq!(queries(&sent), expected);
    }
    let (client, sent) = vendor(15, 10);
    let own = Numbers::<false> { from: Some(7), size: Some(5), marker: None };
    assert_eq!(now(Rows::new(own, &client).into_vec()).unwrap(), (7..15).collect::<Vec<_>>());
    assert_eq!(queries(&sent), ["from=7&size=5", "from=12&size=5"]);
}
