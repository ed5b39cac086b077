//! The crate that all actions of a vendor share: error codes, endpoints, regions, types.

use super::{changelog, codes, common_code, enums, make, manifest, readme, request, required, response};
use crate::{Crate, markdown, source::Source};
use rtc_catalog::model::{Shape, Vendor};
use std::collections::HashSet;

/// The crate's folder below the vendor's.
const FOLDER: &str = "common";

pub(super) fn emit(vendor: &Vendor) -> Crate {
    let spec = super::vendor_spec(vendor);
    let package = vendor.common_package();
    let files = vec![
        ("CHANGELOG.md", changelog::emit(&package, &spec, &vendor.changes)),
        ("Cargo.toml", manifest::of_common(vendor)),
        ("README.md", readme::of_common(vendor)),
        ("src/endpoints.rs", endpoints(vendor)),
        ("src/enums.rs", enums::emit(&spec, vendor.regions.iter().chain(&vendor.enums))),
        ("src/error.rs", codes::of_vendor(vendor)),
        ("src/lib.rs", root(vendor)),
        ("src/objects.rs", objects(vendor)),
        ("src/records.rs", records(vendor)),
    ];
    make(package, vendor, FOLDER, true, files)
}

fn sent(vendor: &Vendor) -> impl Iterator<Item = &rtc_catalog::model::Record> {
    vendor.records.iter().filter(|record| matches!(record.shape, Shape::Sent(_)))
}

fn root(vendor: &Vendor) -> String {
    let mut to = Source::file(&super::vendor_spec(vendor), "");
    super::root::attributes(&readme::documentation_of_common(vendor), &mut to);
    let enums: Vec<&str> = vendor.regions.iter().chain(&vendor.enums).map(|item| item.name.as_str()).collect();
    let answered: Vec<&str> = response::answered(&vendor.records).map(|(record, _)| record.name.as_str()).collect();
    let objects: Vec<String> =
        sent(vendor).flat_map(|record| [record.name.clone(), format!("{}Builder", record.name)]).collect();
    to.blank();
    to.line("pub mod endpoints;");
    for (module, is_there) in [
        ("enums", !enums.is_empty()),
        ("error", true),
        ("objects", !objects.is_empty()),
        ("records", !answered.is_empty()),
    ] {
        if is_there {
            to.line(format_args!("mod {module};"));
        }
    }
    to.blank();
    super::root::export("enums", &enums, &mut to);
    super::root::export("error", &[common_code(vendor)], &mut to);
    super::root::export("objects", &objects, &mut to);
    if sent(vendor).any(|record| matches!(&record.shape, Shape::Sent(all) if all.iter().any(|one| one.required))) {
        to.line("pub use objects::required;");
    }
    super::root::export("records", &answered, &mut to);
    to.finish()
}

fn endpoints(vendor: &Vendor) -> String {
    let mut to = Source::file(&super::vendor_spec(vendor), "");
    to.line("//! The vendor's documented endpoints, for `Client::builder().endpoint(…)`. Each has its region.");
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    to.line("use rtc_core::RegionalEndpoint;");
    for host in &vendor.hosts {
        let region = host.region.as_deref().unwrap_or(&vendor.region);
        let mut about = markdown::safe(&markdown::sentence(&host.doc));
        if !region.is_empty() {
            about = markdown::then(&about, &format!("Region: {}.", markdown::code(region)));
        }
        to.blank();
        to.doc(&about);
        let (name, url) = (&host.constant, format!("https://{}", host.host));
        let product = host.product.as_ref().map(|product| format!(".of_product({product:?})")).unwrap_or_default();
        to.line(format_args!(
            "pub const {name}: RegionalEndpoint = RegionalEndpoint::new({url:?}, {region:?}){product};"
        ));
    }
    to.finish()
}

/// The types of objects that are answered.
fn records(vendor: &Vendor) -> String {
    if response::answered(&vendor.records).next().is_none() {
        return String::new();
    }
    let mut to = Source::file(&super::vendor_spec(vendor), "Types of objects in the answers of several actions.");
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    let fields = response::answered(&vendor.records).flat_map(|(_, fields)| fields);
    response::imports(fields, &vendor.records, &mut to);
    response::records(&vendor.records, &mut to);
    to.finish()
}

/// The types of objects that are sent.
fn objects(vendor: &Vendor) -> String {
    if sent(vendor).next().is_none() {
        return String::new();
    }
    let names: HashSet<&str> = vendor
        .records
        .iter()
        .map(|record| record.name.as_str())
        .chain(vendor.enums.iter().map(|item| item.name.as_str()))
        .collect();
    let objects = request::objects(&vendor.records, &names);
    let mut to = Source::file(&super::vendor_spec(vendor), "Types of objects in the requests of several actions.");
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    request::import(sent(vendor).flat_map(rtc_catalog::model::Record::kinds), &vendor.records, &[], &mut to);
    to.line("use rtc_core::generated as rtc;");
    for (object, parameters) in &objects {
        request::emit_object(vendor, object, parameters, &mut to);
    }
    required::emit(objects.iter().map(|(object, _)| object), &mut to);
    to.finish()
}
