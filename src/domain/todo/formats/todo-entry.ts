import type { Remark } from '../../files/reading.ts';
import type { TodoFieldReason } from './import-reasons.ts';

/** What a reader found for one to-do, as it stood in the file; what is missing or empty was not said. */
export interface TodoEntry {
  text: string;
  /** As the file has it, or what the reader made of that. */
  done?: string | undefined;
  priority?: string | undefined;
  due?: string | undefined;
  /** IANA name; the reader's own zone otherwise. */
  zone?: string | undefined;
  /** `weekly`, `monthly`, `monthly on 31`, an `RRULE`. */
  repeat?: string | undefined;
  assignee?: string | undefined;
  /** `true` where the date is a day, whatever time stands behind it. */
  allDay?: string | undefined;
  /** Of the words that the date is written in. */
  language?: string | undefined;
}

/** Notes that a detail was left out, and what stood there. */
export type Note = (key: TodoFieldReason, value?: string, more?: Remark['params']) => void;
