//! Differences between a spec and the types of a vendor's SDK, and those that are known.

use std::{collections::BTreeSet, fmt};

/// A difference. Names are paths, such as `UsageList.TimeStamp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// The SDK's type of the answer has no such field.
    SdkLacksField(String),
    /// The SDK's type of the request has no such parameter.
    SdkLacksParameter(String),
    /// The SDK's type of the answer has a field that the spec does not have.
    SpecLacksField(String),
    /// The SDK's type of the request has a parameter that the spec does not have.
    SpecLacksParameter(String),
    /// The two read different values, as text.
    Values(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SdkLacksField(path) => write!(f, "the spec has the field `{path}`, the SDK does not"),
            Self::SdkLacksParameter(path) => write!(f, "the spec has the parameter `{path}`, the SDK does not"),
            Self::SpecLacksField(path) => write!(f, "the SDK has the field `{path}`, the spec does not"),
            Self::SpecLacksParameter(path) => write!(f, "the SDK has the parameter `{path}`, the spec does not"),
            Self::Values(what) => f.write_str(what),
        }
    }
}

/// A difference that is right: vendor, action, kind of difference, path and reason.
type Known = (&'static str, &'static str, fn(String) -> Difference, &'static str, &'static str);

const KNOWN: [Known; 4] = [
    (
        "tencent",
        "CreateCloudRecording",
        Difference::SdkLacksParameter,
        "StorageParams.CloudStorage.EndpointUrl",
        "only the vendor's international edition has it",
    ),
    (
        "tencent",
        "DescribeCloudRecording",
        Difference::SpecLacksParameter,
        "RecorderKey",
        "only the vendor's edition for China has it",
    ),
    (
        "tencent",
        "DescribeCloudRecording",
        Difference::SpecLacksField,
        "RecorderKey",
        "only the vendor's edition for China has it",
    ),
    (
        "tencent",
        "DescribeTrtcUsage",
        Difference::SpecLacksField,
        "UsageList.TimeStampKey",
        "only the vendor's edition for China has it",
    ),
];

/// The known differences, and which of them were found.
#[derive(Debug, Default)]
pub(crate) struct KnownDifferences(BTreeSet<usize>);

impl KnownDifferences {
    /// The differences that are not known, as one text.
    pub(crate) fn check(&mut self, vendor: &str, action: &str, differences: Vec<Difference>) -> Result<(), String> {
        let mut unknown = Vec::new();
        for difference in differences {
            let is_it = |(of, name, kind, path, _): &Known| {
                (*of, *name) == (vendor, action) && kind((*path).to_owned()) == difference
            };
            match KNOWN.iter().position(is_it) {
                Some(at) => drop(self.0.insert(at)),
                None => unknown.push(difference.to_string()),
            }
        }
        if unknown.is_empty() { Ok(()) } else { Err(unknown.join("\n")) }
    }

    /// The paths of the parameters of an action that the SDK is known to lack.
    pub(crate) fn parameters_that_the_sdk_lacks(vendor: &str, action: &str) -> impl Iterator<Item = &'static str> {
        let of_action = KNOWN.iter().filter(move |(of, name, ..)| (*of, *name) == (vendor, action));
        let is_it = |kind: &fn(String) -> Difference| matches!(kind(String::new()), Difference::SdkLacksParameter(_));
        of_action.filter(move |(_, _, kind, ..)| is_it(kind)).map(|(_, _, _, path, _)| *path)
    }

    /// The known differences of a vendor that were not found, each as text.
    pub(crate) fn not_found(&self, vendor: &str) -> Vec<String> {
        let of_vendor = KNOWN.iter().enumerate().filter(|(at, (of, ..))| *of == vendor && !self.0.contains(at));
        let text = |(_, (_, action, kind, path, reason)): (usize, &Known)| {
            format!("{action}: this is no longer true, {reason}: {}", kind((*path).to_owned()))
        };
        of_vendor.map(text).collect()
    }
}
