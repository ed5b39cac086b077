//! Environments and files, the credentials in them, and the vendors' providers that read them. All values are invented.

use super::provider::Provider::{
    self, TencentDefault, TencentFile, TencentVariables, VolcengineCore, VolcengineNode, VolcengineRtc,
};

/// What a process finds when it starts, and which credentials those are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(crate) title: &'static str,
    /// Environment variables; `~` in a value stands for the home.
    pub(crate) variables: &'static [(&'static str, &'static str)],
    /// Files in the home.
    pub(crate) files: &'static [(&'static str, &'static str)],
    pub(crate) expected: Option<Found>,
    /// The vendor's providers that read all of it.
    pub(crate) providers: &'static [Provider],
}

/// Credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) id: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) token: Option<&'static str>,
}

const fn permanent(id: &'static str, secret: &'static str) -> Found {
    Found { id, secret, token: None }
}

const fn temporary(id: &'static str, secret: &'static str, token: &'static str) -> Found {
    Found { id, secret, token: Some(token) }
}

type Pair = (&'static str, &'static str);

const OLD: [Pair; 2] = [("VOLC_ACCESSKEY", "AKLT-old"), ("VOLC_SECRETKEY", "T2xk+/==")];
const OLD_TOKEN: Pair = ("VOLC_SESSIONTOKEN", "STS-old/+=");
const NEW: [Pair; 2] = [("VOLCENGINE_ACCESS_KEY", "AKLT-new"), ("VOLCENGINE_SECRET_KEY", "TmV3+/==")];
const NEW_TOKEN: Pair = ("VOLCENGINE_SESSION_TOKEN", "STS-new/+=");
const EMPTY: [Pair; 3] =
    [("VOLCENGINE_ACCESS_KEY", ""), ("VOLCENGINE_SECRET_KEY", ""), ("VOLCENGINE_SESSION_TOKEN", "")];

const INI: Pair = (
    ".volc/credentials",
    "; of the console\n[other]\naccess_key_id = AKLT-other\nsecret_access_key = other\n\n[default]\nregion = cn-north-1\n\
     access_key_id = AKLT-ini\nsecret_access_key = SW5p+/==\n",
);
const INI_WINDOWS: Pair =
    (".volc/credentials", "[default]\r\nAccess_Key_Id:AKLT-ini\r\n# a note\r\nSecret_Access_Key=SW5p+/==\r\n");
const INI_TOKEN: Pair = (
    ".volc/credentials",
    "[default]\naccess_key_id = AKLT-ini\nsecret_access_key = SW5p+/==\nsession_token = STS-ini/+=\n",
);
const JSON_OF_NODE: Pair = (".volc/config", r#"{"VOLC_ACCESSKEY": "AKLT-node", "VOLC_SECRETKEY": "Tm9kZQ=="}"#);
const JSON_OF_OTHERS: Pair =
    (".volc/config", "{\n  \"ak\": \"AKLT-\\u006ason\",\n  \"sk\": \"SnNvbg\\u003d\\u003d\"\n}\n");
const CLI: Pair = (
    ".volcengine/config.json",
    r#"{"current": "work", "profiles": {
        "default": {"name": "default", "mode": "ak", "access-key": "AKLT-default", "secret-key": "RGVm", "region": "cn-beijing"},
        "work": {"mode": "", "access-key": "AKLT-work", "secret-key": "V29yaw==", "session-token": ""},
        "trip": {"mode": "AK", "access-key": "AKLT-trip", "secret-key": "VHJpcA==", "session-token": "STS-trip/+="}
    }}"#,
);
const CLI_WITHOUT_CURRENT: Pair = (
    "elsewhere/config.json",
    r#"{"profiles": {"default": {"access-key": "AKLT-elsewhere", "secret-key": "RWxzZQ==", "session-token": "STS-else"}}}"#,
);

pub(crate) const VOLCENGINE: [Case; 21] = [
    Case {
        title: "the older variables",
        variables: &OLD,
        files: &[],
        expected: Some(permanent("AKLT-old", "T2xk+/==")),
        providers: &[VolcengineRtc, VolcengineNode],
    },
    Case {
        title: "the older variables with a token",
        variables: &[OLD[0], OLD[1], OLD_TOKEN],
        files: &[],
        expected: Some(temporary("AKLT-old", "T2xk+/==", "STS-old/+=")),
        providers: &[VolcengineRtc, VolcengineNode],
    },
    Case {
        title: "the older variables before the older files",
        variables: &OLD,
        files: &[INI, JSON_OF_NODE],
        expected: Some(permanent("AKLT-old", "T2xk+/==")),
        providers: &[VolcengineRtc, VolcengineNode],
    },
    Case {
        title: "the variables of today",
        variables: &NEW,
        files: &[],
        expected: Some(permanent("AKLT-new", "TmV3+/==")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "the variables of today with a token",
        variables: &[NEW[0], NEW[1], NEW_TOKEN],
        files: &[],
        expected: Some(temporary("AKLT-new", "TmV3+/==", "STS-new/+=")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "the variables of today with an empty token",
        variables: &[NEW[0], NEW[1], EMPTY[2]],
        files: &[],
        expected: Some(permanent("AKLT-new", "TmV3+/==")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "both generations of variables",
        variables: &[OLD[0], OLD[1], NEW[0], NEW[1], NEW_TOKEN],
        files: &[],
        expected: Some(temporary("AKLT-new", "TmV3+/==", "STS-new/+=")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "both generations of variables, and only the older ones have a token",
        variables: &[OLD[0], OLD[1], OLD_TOKEN, NEW[0], NEW[1]],
        files: &[],
        expected: Some(permanent("AKLT-new", "TmV3+/==")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "the variables of today before all files",
        variables: &NEW,
        files: &[CLI, INI, JSON_OF_NODE],
        expected: Some(permanent("AKLT-new", "TmV3+/==")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "~/.volcengine/config.json: its current profile",
        variables: &[],
        files: &[CLI],
        expected: Some(permanent("AKLT-work", "V29yaw==")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "~/.volcengine/config.json: the profile of VOLCENGINE_PROFILE",
        variables: &[("VOLCENGINE_PROFILE", "trip")],
        files: &[CLI],
        expected: Some(temporary("AKLT-trip", "VHJpcA==", "STS-trip/+=")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "~/.volcengine/config.json with empty variables",
        variables: &EMPTY,
        files: &[CLI],
        expected: Some(permanent("AKLT-work", "V29yaw==")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "~/.volcengine/config.json before the older files",
        variables: &[],
        files: &[CLI, INI, JSON_OF_OTHERS],
        expected: Some(permanent("AKLT-work", "V29yaw==")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "the file of VOLCENGINE_CLI_CONFIG_FILE, and its default profile",
        variables: &[("VOLCENGINE_CLI_CONFIG_FILE", "~/elsewhere/config.json")],
        files: &[CLI, CLI_WITHOUT_CURRENT],
        expected: Some(temporary("AKLT-elsewhere", "RWxzZQ==", "STS-else")),
        providers: &[VolcengineCore],
    },
    Case {
        title: "~/.volc/credentials",
        variables: &[],
        files: &[INI],
        expected: Some(permanent("AKLT-ini", "SW5p+/==")),
        providers: &[VolcengineRtc],
    },
    Case {
        title: "~/.volc/credentials in another spelling",
        variables: &[],
        files: &[INI_WINDOWS],
        expected: Some(permanent("AKLT-ini", "SW5p+/==")),
        providers: &[VolcengineRtc],
    },
    Case {
        title: "~/.volc/credentials with a token",
        variables: &[],
        files: &[INI_TOKEN],
        expected: Some(temporary("AKLT-ini", "SW5p+/==", "STS-ini/+=")),
        providers: &[VolcengineRtc],
    },
    Case {
        title: "~/.volc/credentials before ~/.volc/config",
        variables: &[],
        files: &[INI, JSON_OF_OTHERS],
        expected: Some(permanent("AKLT-ini", "SW5p+/==")),
        providers: &[VolcengineRtc],
    },
    Case {
        title: "~/.volc/config with the keys of the SDK for Node",
        variables: &[],
        files: &[JSON_OF_NODE],
        expected: Some(permanent("AKLT-node", "Tm9kZQ==")),
        providers: &[VolcengineNode],
    },
    Case {
        title: "~/.volc/config with the keys of the other SDKs",
        variables: &[],
        files: &[JSON_OF_OTHERS],
        expected: Some(permanent("AKLT-json", "SnNvbg==")),
        providers: &[VolcengineRtc],
    },
    Case {
        title: "nothing",
        variables: &[],
        files: &[],
        expected: None,
        providers: &[VolcengineRtc, VolcengineNode, VolcengineCore],
    },
];

const ENVIRONMENT: [Pair; 2] = [("TENCENTCLOUD_SECRET_ID", "AKID-env"), ("TENCENTCLOUD_SECRET_KEY", "RW52+/==")];
const FILE: Pair = (
    ".tencentcloud/credentials",
    "# of the console\n[other]\nsecret_id = AKID-other\nsecret_key = other\n[default]\nsecret_id = AKID-file\n\
     secret_key = RmlsZQ+/==\n",
);
const FILE_WINDOWS: Pair =
    (".tencentcloud/credentials", "[default]\r\nSecret_Id:AKID-file\r\n; a note\r\nSECRET_KEY=RmlsZQ+/==\r\n");

pub(crate) const TENCENT: [Case; 7] = [
    Case {
        title: "variables",
        variables: &ENVIRONMENT,
        files: &[],
        expected: Some(permanent("AKID-env", "RW52+/==")),
        providers: &[TencentVariables, TencentDefault],
    },
    Case {
        title: "variables with a token",
        variables: &[ENVIRONMENT[0], ENVIRONMENT[1], ("TENCENTCLOUD_TOKEN", "tok/+=")],
        files: &[],
        expected: Some(temporary("AKID-env", "RW52+/==", "tok/+=")),
        providers: &[TencentVariables, TencentDefault],
    },
    Case {
        title: "variables before the file",
        variables: &ENVIRONMENT,
        files: &[FILE],
        expected: Some(permanent("AKID-env", "RW52+/==")),
        providers: &[TencentVariables, TencentDefault],
    },
    Case {
        title: "~/.tencentcloud/credentials",
        variables: &[],
        files: &[FILE],
        expected: Some(permanent("AKID-file", "RmlsZQ+/==")),
        providers: &[TencentFile, TencentDefault],
    },
    Case {
        title: "~/.tencentcloud/credentials in another spelling",
        variables: &[],
        files: &[FILE_WINDOWS],
        expected: Some(permanent("AKID-file", "RmlsZQ+/==")),
        providers: &[TencentFile, TencentDefault],
    },
    Case {
        title: "~/.tencentcloud/credentials with empty variables",
        variables: &[("TENCENTCLOUD_SECRET_ID", ""), ("TENCENTCLOUD_SECRET_KEY", ""), ("TENCENTCLOUD_TOKEN", "")],
        files: &[FILE],
        expected: Some(permanent("AKID-file", "RmlsZQ+/==")),
        providers: &[TencentFile, TencentDefault],
    },
    Case { title: "nothing", variables: &[], files: &[], expected: None, providers: &[TencentVariables, TencentFile] },
];
