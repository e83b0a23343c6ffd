/** Whatever opens Discord's markup anywhere in a text, mentions, timestamps and custom emoji included. */
const ANYWHERE = /[\\*_~`|<>[\]()]/g;
/** What makes a heading, a list or small print at the start of a line. */
const AT_LINE_START = /^([^\S\n\r\u2028\u2029]*)(#|-|\d+(?=\.\s))/gm;

/**
 * Makes a person's text show as it was written, inside any message or embed of ours.
 * Source: Discord documentation, "Message Formatting"; a backslash takes the meaning from the sign behind it.
 */
export function escapeText(text: string): string {
  return text
    .replace(ANYWHERE, String.raw`\$&`)
    .replace(
      AT_LINE_START,
      (_, space: string, sign: string) => `${space}${/\d/.test(sign) ? `${sign}\\` : `\\${sign}`}`,
    );
}
