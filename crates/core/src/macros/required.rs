//! Required parameters of builders.

/// Defines one trait per required parameter, which only a parameter with a value implements, and the trait `Complete` of
/// a builder's state in which all of them have one.
///
/// ```
/// mod required {
///     rtc_core::required! {
///         AppIdIsSet: "required parameter `AppId` of `ListRooms` is not set", "call `.app_id(…)` before this";
///         FromIsSet: "required parameter `From` of `ListRooms` is not set", "call `.from(…)` before this";
///     }
/// }
///
/// fn build<State: required::Complete>() {}
/// build::<(rtc_core::generated::Set, rtc_core::generated::Set)>();
/// ```
#[macro_export]
macro_rules! required {
    ($($is_set:ident: $message:literal, $label:literal;)+) => {
        $(
            /// The parameter is set.
            #[diagnostic::on_unimplemented(message = $message, label = $label)]
            pub trait $is_set: $crate::generated::IsSet {}

            #[diagnostic::do_not_recommend]
            impl $is_set for $crate::generated::Set {}
        )+

        /// All required parameters are set.
        pub trait Complete {}

        impl<$($is_set: self::$is_set),+> Complete for ($($is_set,)+) {}
    };
}
