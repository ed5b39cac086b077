//! Objects that are sent within a request.

/// Makes a struct that implements [`SentObject`](crate::generated::SentObject) serializable, and a value that setters take.
#[macro_export]
macro_rules! sent_object {
    ($name:ident) => {
        impl $crate::generated::serde::Serialize for $name {
            fn serialize<S: $crate::generated::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::generated::serialize_object(self, to)
            }
        }

        impl $crate::generated::IntoValue<$name> for $name {
            fn into_value(self) -> $name {
                self
            }
        }

        impl $crate::generated::Check for $name {
            fn check(&self, limits: &mut $crate::generated::Limits) {
                $crate::generated::SentObject::check(self, limits);
            }
        }
    };
}
