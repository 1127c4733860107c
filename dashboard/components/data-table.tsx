import type { ComponentChildren } from "preact";

/** A column: its heading and what it shows of a row. */
export interface Column<Row> {
  title: string;
  cell: (row: Row) => ComponentChildren;
  /** Figures stand at the right, so that their digits can be compared. */
  numeric?: boolean;
}

/** A table that becomes a list of cards where the screen is narrow. */
export function DataTable<Row>(props: {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  /** Said instead of a table without rows. */
  none: string;
}) {
  if (props.rows.length === 0) return <p class="muted none">{props.none}</p>;
  return (
    // A table wider than its place is scrolled with the keyboard too.
    <div class="table-box" tabIndex={0} role="group" aria-label={props.caption}>
      <table>
        <caption class="unseen">{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map(({ title, numeric }) => (
              <th key={title} scope="col" class={numeric === true ? "numeric" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.keyOf(row)}>
              {props.columns.map(({ title, numeric, cell }) => (
                <td key={title} data-title={title} class={numeric === true ? "numeric" : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
