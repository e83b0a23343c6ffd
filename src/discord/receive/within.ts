import { within as withinDeadline } from '../../deadline.ts';
import { StorageUnavailable } from '../../errors.ts';

/** A promise's value, or StorageUnavailable when it takes more milliseconds; what only storage makes slow. */
export function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  return withinDeadline(
    milliseconds,
    promise,
    () => new StorageUnavailable(`no answer within ${milliseconds} ms`),
  );
}
