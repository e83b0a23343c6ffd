/** How long a text is by Discord's count: in code points, so that an emoji outside the basic plane is one. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
