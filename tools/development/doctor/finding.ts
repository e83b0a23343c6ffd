/** One thing that was looked at. "missing" is something only a part of the work needs; "wrong" must be mended. */
export interface Finding {
  state: 'well' | 'missing' | 'wrong';
  /** What was looked at, in a word or two. */
  what: string;
  /** What was found. */
  found: string;
  /** The command or the deed that mends it; absent when all is well. */
  mend?: string;
}

export const well = (what: string, found: string): Finding => ({ state: 'well', what, found });
export const missing = (what: string, found: string, mend: string): Finding => ({
  state: 'missing',
  what,
  found,
  mend,
});
export const wrong = (what: string, found: string, mend: string): Finding => ({
  state: 'wrong',
  what,
  found,
  mend,
});
