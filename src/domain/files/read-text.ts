import { UserError } from '../../errors.ts';
import { decodeText } from './decode-text.ts';
import { encodingIn, type Reading } from './reading.ts';

/** The largest file that is read, in bytes: 1 MiB. */
export const FILE_MAX_BYTES = 1_048_576;

/** The text of a file, and what is to be said of its encoding. @throws UserError for one that is too large, or empty */
export function readText(bytes: Uint8Array): { text: string; encoding: Partial<Reading> } {
  if (bytes.length > FILE_MAX_BYTES) throw new UserError('import.tooLarge', { max: FILE_MAX_BYTES / 1024 });
  const decoded = decodeText(bytes);
  if (decoded.text.trim() === '') throw new UserError('import.empty');
  return { text: decoded.text, encoding: encodingIn(decoded) };
}
