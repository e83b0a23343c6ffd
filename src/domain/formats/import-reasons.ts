import { UserError } from '../../errors.ts';

/** Why one entry of a file was not read: locale keys and their English sentences. */
export const IMPORT_PROBLEM_REASONS = {
  'import.noTitle': 'There is neither a title nor a link here.',
  'import.titleTooLong': 'The title is longer than {{max}} characters.',
  'import.artistTooLong': 'The artist is longer than {{max}} characters.',
  'import.urlTooLong': 'The link is longer than {{max}} characters.',
  'import.badUrl': 'The link is not one that starts with http:// or https://.',
  'import.badRow': 'This is not a track, or its quotation marks do not match.',
} as const;
export type ImportProblemReason = keyof typeof IMPORT_PROBLEM_REASONS;

/** Why a file was not read at all: locale keys and their English sentences. */
export const IMPORT_FILE_REASONS = {
  'import.empty': 'That file is empty.',
  'import.tooLarge': 'That file is larger than {{max}} KiB. Split it, or leave out what is not needed.',
  'import.tooManyTracks': 'That file has more than {{max}} entries. Split it into several.',
  'import.unknownFormat':
    'I cannot tell what kind of playlist that file is. I read M3U, M3U8, PLS, XSPF, CSV and JSON.',
  'import.notXml': 'That file is not a complete XSPF playlist. It may have been cut off; export it again.',
  'import.notJson':
    'That file is not a playlist in JSON: I look for a list of tracks, or an object that has one called “tracks”.',
  'import.unsafeXml':
    'That file declares XML entities or nests too deeply, which I do not read. Export it again without.',
} as const;
export type ImportFileReason = keyof typeof IMPORT_FILE_REASONS;

/** The error that says why a file cannot be read. */
export function unreadable(
  reason: ImportFileReason,
  params: Readonly<Record<string, string | number>> = {},
  options?: ErrorOptions,
): UserError {
  return new UserError(reason, params, options);
}
