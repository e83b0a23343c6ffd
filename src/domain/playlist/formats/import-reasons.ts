import { UserError, type MessageParams } from '../../../errors.ts';

/** Why one entry of a file was not read; keys of the locales. */
export type ImportProblemReason =
  'import.noTitle' | 'import.titleTooLong' | 'import.urlTooLong' | 'import.badUrl' | 'import.badRow';

/** What of a file was left out, or read otherwise than it looks, while its entries were read. */
export type ImportNote =
  | 'import.urlLeftOut'
  | 'import.longUrlLeftOut'
  | 'import.pathLeftOut'
  | 'import.artistLeftOut'
  | 'import.durationLeftOut'
  | 'import.commentLeftOut'
  | 'import.directiveLeftOut'
  | 'import.cellsLeftOut'
  | 'import.spansLines'
  | 'import.severalLists';

/** Why a file was not read at all, besides what `readText` says. */
export type ImportFileReason =
  | 'import.tooManyTracks'
  | 'import.unknownFormat'
  | 'import.notXml'
  | 'import.notJson'
  | 'import.unsafeXml'
  | 'import.streamChunks';

/** The error that says why a file cannot be read. */
export function unreadable(
  reason: ImportFileReason,
  params: MessageParams = {},
  options?: ErrorOptions,
): UserError {
  return new UserError(reason, params, options);
}
