const NAME_MAX = 80;
/** What file systems refuse or take for something else, and what cannot be seen. */
const UNFIT = /[/\\:*?"<>|\p{C}]+/gu;
/** Devices of Windows, whatever follows the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A file's name made of a playlist's, fit for every file system: at most 80 UTF-16 units and the extension. */
export function fileName(name: string, extension: string): string {
  const plain = name
    .toWellFormed()
    .replace(UNFIT, '-')
    .slice(0, NAME_MAX)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/^[\s.-]+|[\s.]+$/g, '');
  return `${plain === '' || DEVICE.test(plain) ? `playlist${plain && `-${plain}`}` : plain}.${extension}`;
}
