/** A cell without the apostrophe that keeps a spreadsheet from running it: our own export writes it. */
export function plainCell(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
