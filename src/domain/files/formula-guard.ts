/** What a spreadsheet takes for the start of a formula (OWASP, “CSV Injection”), and our own guard against that. */
const FORMULA = /^['=+\-@＝＋－＠]/;
const GUARDED = /^'(?=[=+\-@＝＋－＠])/;
const GUARDED_BY_US = /^'(?=['=+\-@＝＋－＠])/;

/** A cell behind an apostrophe where a spreadsheet would calculate it. */
export function guarded(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The cell without that apostrophe; `isOurs` when `guarded` is known to have been at work. */
export function unguarded(cell: string, isOurs: boolean): string {
  return cell.replace(isOurs ? GUARDED_BY_US : GUARDED, '');
}
