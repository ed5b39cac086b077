//! Methods that all streams of this module share.

/// Implements `next`, `try_next`, `into_vec`, `Unpin` and `Debug` for a stream. `Debug` shows no parameters.
macro_rules! stream_methods {
    ($stream:ident<A: $bound:ident>, $item:ty, $one:literal) => {
        impl<A: $bound> $stream<A> {
            #[doc = concat!("Returns the next ", $one, ", or `None` after the last one.")]
            ///
            /// Cancel safe: dropping the future loses nothing.
            pub async fn next(&mut self) -> Option<Result<$item, $crate::listing::ListingError<A::Code>>> {
                futures_util::StreamExt::next(self).await
            }

            #[doc = concat!("Like [`next`](Self::next), but transposed for use with `?`. `None` after the last ", $one, ".")]
            ///
            /// # Errors
            #[doc = concat!("If the ", $one, " cannot be fetched.")]
            pub async fn try_next(&mut self) -> Result<Option<$item>, $crate::listing::ListingError<A::Code>> {
                self.next().await.transpose()
            }

            #[doc = concat!("Collects all remaining ", $one, "s.")]
            ///
            /// # Errors
            /// If one of them cannot be fetched; those before it are discarded.
            pub async fn into_vec(mut self) -> Result<Vec<$item>, $crate::listing::ListingError<A::Code>> {
                let mut all = Vec::new();
                while let Some(next) = self.try_next().await? {
                    all.push(next);
                }
                Ok(all)
            }
        }

        /// This type is never pinned structurally.
        impl<A: $bound> Unpin for $stream<A> {}

        impl<A: $bound> std::fmt::Debug for $stream<A> {
            fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(to, concat!(stringify!($stream), "({})"), A::INFO.name)
            }
        }
    };
}

pub(super) use stream_methods;
