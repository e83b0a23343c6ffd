import type { Remark } from '../../files/reading.ts';
import type { DueOptions } from '../../time/due/due.ts';
import type { DateOrder } from './file-date.ts';
import type { HeaderLanguage } from './field-names.ts';
import type { PriorityScale } from './priority-words.ts';

/** A program whose files are known, and what is special about them. */
export interface TodoProgram {
  /** Its own name, which no language translates. */
  name: string;
  priorities?: PriorityScale;
  statuses?: 'tickTick';
  /** It knows days and no times, and writes midnight. */
  hasDaysOnly?: boolean;
  dateOrder?: DateOrder;
}

/** How a file is to be understood, as far as it shows itself. */
export interface FileConventions {
  /** Whose clock and words count where the file says nothing. */
  options: DueOptions;
  program?: TodoProgram | undefined;
  language?: HeaderLanguage | null;
  /** Columns and properties that hold something and are not taken. */
  leftOut?: readonly string[];
  /** Whether it says when to-dos were created or completed. */
  hasOwnDates?: boolean;
  counts?: 'lines' | 'entries';
  /** What is said of the file besides. */
  notes?: readonly Remark[];
}
