//! Small aligned tables.

/// Rows of cells, optionally below a header row.
pub(crate) struct Table {
    named: bool,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new<const N: usize>(names: [&str; N]) -> Self {
        Self { named: true, rows: vec![names.map(str::to_owned).into()] }
    }

    /// Creates a table without a header.
    pub(crate) fn plain() -> Self {
        Self { named: false, rows: Vec::new() }
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    /// Prints the table indented, with a line below the header and two spaces between columns.
    pub(crate) fn print(&self) {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell: &String| cell.chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for (at, row) in self.rows.iter().enumerate() {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            println!("  {}", cells.collect::<Vec<_>>().join("  ").trim_end());
            if self.named && at == 0 {
                println!("  {}", widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join("  "));
            }
        }
    }
}
