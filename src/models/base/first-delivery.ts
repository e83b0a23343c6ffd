import type { Knex } from 'knex';
import { Conflict, OutcomeUnknown, UserError } from '../../errors.ts';
import { openStep, type Claim } from '../../request.ts';
import { columns } from './columns.ts';
import { clearing, internal, keeping, named, text } from './held.ts';
import { readResult, writeRefusal } from './stored-result.ts';

/** SQL for the snowflake of a time: Discord counts milliseconds from the first second of 2015. */
const snowflakeAt = (time: string) => `((extract(epoch from ${time}) * 1000)::bigint - 1420070400000) << 22`;

/** Those of `handled_interactions`, whose ids tell their time. */
export const HANDLED = columns(
  'handled_interactions',
  {
    id: internal,
    step: internal,
    user_id: named('you'),
    result: clearing(
      keeping(
        text('what a command was answered'),
        'for a day, what others were answered when they changed something that you had to do with',
      ),
    ),
  },
  {
    unexported: 'for a day, a copy of what is in the other files',
    by: 'id, step',
    without: 'for a day, that a command was carried out, so that it is not carried out again',
    stay: { for: '1 day', since: 'id', as: snowflakeAt },
  },
);

/**
 * What an earlier delivery's transaction returned. Where there was none, this one's refusal is kept in its place, so
 * that a slower delivery does not carry out what people were told is not done.
 * @throws what the first was refused with, or else `error`; Conflict `errors.doneAlready`
 */
export async function firstOf(
  knex: Knex,
  { interactionId, step, userId }: Pick<Claim, 'interactionId' | 'step' | 'userId'>,
  error: unknown,
): Promise<unknown> {
  const { rows } = await (error instanceof UserError
    ? knex.raw<{ rows: { result: unknown; mine?: boolean }[] }>(
        // An update that changes nothing, since only that returns what is there; xmax is 0 of a row that is new.
        `insert into handled_interactions (id, step, user_id, result) values (?, ?, ?, ?)
         on conflict (id, step) do update set id = excluded.id returning result, xmax = 0 as mine`,
        [interactionId, step, userId, writeRefusal(error)],
      )
    : knex.raw<{ rows: { result: unknown; mine?: boolean }[] }>(
        'select result from handled_interactions where id = ? and step = ?',
        [interactionId, step],
      ));
  const [first] = rows;
  if (!first || first.mine) throw error;
  const found = readResult(first.result);
  if (!found) throw new Conflict('errors.doneAlready');
  if ('refusal' in found) throw found.refusal;
  return found.value;
}

/**
 * Keeps a refusal in the place of what the interaction being handled would have changed, so that no other process
 * changes it: what people are told of it is true from then on.
 * @returns what to tell: `refusal` itself, or what another delivery came to
 * @throws OutcomeUnknown when a part of it is saved; StorageUnavailable when nobody can be asked
 */
export async function refuseForAll(knex: Knex, refusal: UserError): Promise<UserError> {
  const step = openStep();
  if (!step || step.saved) throw new OutcomeUnknown('a part of it is saved');
  try {
    await firstOf(knex, step, refusal);
    return new Conflict('errors.doneAlready');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
