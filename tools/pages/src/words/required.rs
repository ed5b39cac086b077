//! How pages say whether a parameter is required.

/// Yes, in small letters.
pub(crate) const YES: &[&str] = &[
    "require",
    "是",
    "必选",
    "必填",
    "必须",
    "必需",
    "必传",
    "yes",
    "required",
    "mandatory",
    "true",
    "y",
    "m",
    "√",
    "✓",
    "✔",
    "✅",
    "true.",
    "yes.",
    "是。",
    "o(必填)",
    "はい",
    "必須",
];

/// No, in small letters.
pub(crate) const NO: &[&str] = &[
    "否",
    "可选",
    "选填",
    "非必填",
    "非必选",
    "非必须",
    "非必需",
    "非必传",
    "不是",
    "不必",
    "no",
    "optional",
    "false",
    "n",
    "o",
    "×",
    "✗",
    "✘",
    "❌",
    "x",
    "いいえ",
    "任意",
    "オプション",
    "省略可",
];

/// How a cell starts that names a condition instead of yes or no.
pub(crate) const CONDITIONS: &[&str] =
    &["条件", "二选一", "可选其一", "视情况", "conditional", "depends", "当", "如果", "若", "when", "if ", "either"];

/// Of these, cells that say no more than that there is a condition, in small letters.
pub(crate) const BARE_CONDITIONS: &[&str] = &[
    "条件必选",
    "条件必填",
    "条件必须",
    "条件可选",
    "条件",
    "视情况",
    "视情况而定",
    "conditional",
    "conditionally",
    "depends",
];

/// Words that say of several parameters that one is required.
pub(crate) const CHOICES: &[&str] = &["二选一", "其一", "至少", "是/否", "yes/no", "one of"];

/// Words that a condition follows, behind a yes.
pub(crate) const WHEN: &[&str] = &[
    "when",
    "if ",
    "only when",
    "only if",
    "in case",
    "for ",
    "where",
    "while",
    "once ",
    "as long as",
    "depending",
    "provided",
    "当",
    "若",
    "如果",
    "仅当",
    "仅在",
    "只有",
    "仅",
    "视",
];

/// Words that a condition precedes: `Type 为 2 时必填`.
pub(crate) const THEN: &[&str] = &["时", "的情况下", "场景下", "模式下", "后"];

/// Words in a cell that names a condition first.
pub(crate) const IN_CONDITIONS: &[&str] = &["必填", "必选", "必传", "required"];

/// Words for required in a sentence.
pub(crate) const REQUIRED: &[&str] = &[
    "必填",
    "必传",
    "必选",
    "必须填",
    "必须传",
    "必需",
    "必须提供",
    "必须指定",
    "必须设置",
    "不能为空",
    "不可为空",
    "不得为空",
];

/// The same in English.
pub(crate) const REQUIRED_ENGLISH: &[&str] = &[
    "required",
    "mandatory",
    "must be specified",
    "must be configured",
    "must be provided",
    "must be passed",
    "must be set",
    "must be filled",
    "must be filled in",
    "must be given",
    "must specify",
    "must provide",
    "must pass",
    "must give",
    "must set",
    "must not be empty",
    "cannot be empty",
    "can't be empty",
];

/// Words that say that one of several parameters is required.
pub(crate) const ONE_OF: &[&str] = &[
    "二者取其一",
    "二者必填其一",
    "必填其一",
    "必填一",
    "二选一",
    "二选其一",
    "至少一个",
    "至少填写一个",
    "至少填一个",
    "至少选一个",
    "至少指定一个",
    "至少传一个",
];

/// The same in English, before a word for required.
pub(crate) const EITHER: &[&str] = &["either ", "one of "];

/// Words that a condition follows in a sentence.
pub(crate) const IF: &[&str] = &["当", "若", "如果", "仅在", "只有"];

/// What follows such a word that is a part of another one, as of 当前, or that names a wish and no case.
pub(crate) const NO_IF: &[&str] =
    &["前", "日", "天", "月", "年", "地", "然", "中", "时的", "干", "希望", "需", "要", "想", "您希望", "您需"];

/// The same in English.
pub(crate) const WISHES: &[&str] =
    &["希望", "想要", "you want", "you need", "you wish", "you would like", "needed", "necessary"];

/// What follows such a word behind a condition: 时间 is no condition.
pub(crate) const NO_THEN: &[&str] = &["间", "长", "刻", "段", "区", "效", "期", "台", "续", "缀"];

/// Words that a condition follows in an English sentence, behind a word for required or before it.
pub(crate) const WHEN_ENGLISH: &[&str] = &["when", "if", "only when", "only if", "in case", "once"];

/// The verb before a word for required.
pub(crate) const IS: &str = "is";

/// What such a sentence requires.
pub(crate) const THIS: &[&str] = &["this parameter", "this field", "the parameter", "the field", "it", "this"];

/// How a table in plain text writes yes and no, in these letters.
pub(crate) const IN_TEXT: &[&str] = &[
    "Yes",
    "No",
    "はい",
    "いいえ",
    "必須",
    "任意",
    "是",
    "否",
    "必选",
    "可选",
    "必填",
    "选填",
    "Required",
    "Optional",
    "TRUE",
    "FALSE",
    "true",
    "false",
];

/// Marks behind a type in a list of fields, and whether they say if the field is required.
pub(crate) const MARKS: &[(&str, bool)] = &[
    ("%%require%%", true),
    ("%%required%%", true),
    ("%%optional%%", true),
    ("required", true),
    ("optional", true),
    ("必填", true),
    ("必选", true),
    ("必传", true),
    ("必须", true),
    ("可选", true),
    ("选填", true),
    ("非必填", true),
    ("非必选", true),
    ("nullable", false),
    ("deprecated", false),
    ("已废弃", false),
    ("read-only", false),
    ("write-only", false),
    ("object", false),
];

/// The mark that stands for required where components draw the fields.
pub(crate) const MARK: &str = "required";

/// The mark that stands for all that is not marked.
pub(crate) const UNMARKED: &str = "optional";
