//! Requests, and objects that are sent within them.

/// Makes a struct that implements [`SerializeFields`](crate::generated::SerializeFields) serializable: an object of its
/// fields under their wire names.
#[macro_export]
macro_rules! serialize_fields {
    ($name:ident) => {
        impl $crate::generated::serde::Serialize for $name {
            fn serialize<S: $crate::generated::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::generated::serialize_object(self, to)
            }
        }
    };
}

/// Makes an object that is sent within a request serializable, and a value that setters take.
#[macro_export]
macro_rules! sent_object {
    ($name:ident) => {
        $crate::serialize_fields!($name);

        impl $crate::generated::IntoValue<$name> for $name {
            fn into_value(self) -> $name {
                self
            }
        }
    };
}
