// Discord's own default avatar colours and one more, darkened until white text on them is readable.
const colours = ['#5865f2', '#5d6269', '#1f7a45', '#9a5b00', '#c4373b', '#b83280', '#0b7285'];

/** The first character of a name, also where it is made of several code units. */
export function initialOf(name: string): string {
  return String.fromCodePoint(name.codePointAt(0) ?? 63);
}

/** A coloured circle with the initial of a name, as an SVG data URI: no picture is fetched from anywhere. */
export function avatar(id: string, name: string): string {
  const colour = colours[Number(BigInt(id) % BigInt(colours.length))] ?? '#5865f2';
  const initial = initialOf(name).toUpperCase().replace(/[<>&]/g, '?');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="20" fill="${colour}"/><text x="20" y="27" font-family="sans-serif" font-size="19" font-weight="600" fill="#fff" text-anchor="middle">${initial}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
