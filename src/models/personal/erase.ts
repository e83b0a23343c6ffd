import { withoutCaller } from '../../request.ts';
import { BaseModel } from '../base/base-model.ts';
import { eraseIn } from './erase-in.ts';
import { remember } from './erasures.ts';
import type { Erasure } from './outcome.ts';
import { forgetExports } from './request-export.ts';

/**
 * Takes away everything that goes with a person, and their name from what stays, in one transaction; what they do from
 * then on is a new person's. It is remembered, so that it holds after the restore of an older backup.
 * @throws Busy when they went on adding to ever more lists meanwhile
 */
export function erasePerson(userId: string): Promise<Erasure> {
  return BaseModel.transact(async (trx) => {
    const erasure = await eraseIn(trx, userId);
    await forgetExports(trx, userId);
    await remember(trx, userId);
    withoutCaller();
    return erasure;
  });
}
