import { DateTime } from 'luxon';
import type { APIButtonComponentWithCustomId } from 'discord.js';
import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { form } from '../../src/discord/declare/form.ts';
import { about, say, type Reply } from '../../src/discord/declare/reply.ts';
import { select } from '../../src/discord/declare/select.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { clockIn } from '../../src/domain/time/zones/time-zones.ts';
import { StorageUnavailable } from '../../src/errors.ts';
import { askForZone, changePreferences } from '../../src/models/person/preferences.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { readTodo } from '../../src/models/todo/find.ts';
import type { Todo } from '../../src/models/todo/todo.ts';
import { askWhichZone, chosenZone, zoneIn, zoneOption } from '../time-zone-option.ts';
import { isByTheWall } from './due.ts';
import { dueTime, todoText as textOf } from './todo-text.ts';

/** The to-do whose date was read in UTC, and whether it moves along with the zone. */
const state = z.object({ id: z.uuid(), moves: z.enum(['yes', 'no']) });

/** “Set time zone” below the answer to the first date that somebody gave. */
const openZone = component(
  'todo.zone',
  state,
  ({ state, caller, t }) =>
    Promise.resolve(
      zoneForm.open(caller, state, {
        title: t('zone.title'),
        fields: { timezone: { label: t('zone.label') } },
      }),
    ),
  { opensForm: true },
);

const zoneForm = form(
  'todo.zone.set',
  state,
  z.object({ timezone: zoneOption }),
  async ({ state, fields, ...context }) => {
    const read = zoneIn(fields.timezone, context.now());
    if ('zone' in read) return setZone(context, state, read.zone);
    return askWhichZone(context, whichZone, state, { text: fields.timezone, ...read });
  },
);

const whichZone = select('todo.zone.which', state, chosenZone, ({ state, chosen: [zone], ...context }) =>
  setZone(context, state, zone ?? context.settings.timeZone),
);

/** Keeps the zone, and moves the date of the to-do to the same time there, if nobody has changed it since. */
async function setZone(
  context: Context,
  { id, moves }: z.output<typeof state>,
  zone: string,
): Promise<Reply> {
  const { caller, now, forgetSettings, t } = context;
  await changePreferences(caller.userId, { timeZone: zone });
  forgetSettings({ userId: caller.userId });
  const sentence = t('zone.set', { zone, clock: clockIn(zone, now()) });
  if (moves === 'no') return about(CALLER, say(sentence));
  const found = await readTodo(caller, { ids: [id] }, 'change');
  if (!found.dueAt || found.dueZone !== 'UTC' || zone === 'UTC') return about(CALLER, say(sentence));
  const at = DateTime.fromJSDate(found.dueAt, { zone: 'utc' })
    .setZone(zone, { keepLocalTime: true })
    .toJSDate();
  const { repeat, repeatEvery } = found;
  const todo = await editTodo(caller, id, { due: { at, zone }, repeat, repeatEvery }, now());
  const moved = t('todo.dueSet', { todo: textOf(todo), due: dueTime(todo.dueAt ?? at) });
  return about(CALLER, say(`${sentence}\n${moved}`));
}

/** A line and a button that ask for the zone of somebody whose first date was read in UTC; null ever after. */
export async function askedForZone(
  context: Context,
  todo: Todo,
  text: string,
): Promise<{ line: string; button: APIButtonComponentWithCustomId } | null> {
  const { caller, settings, now, forgetSettings, t } = context;
  if (!todo.dueAt || settings.zoneOf !== null || settings.zoneAsked) return null;
  if (!(await isFirst(caller.userId, now()))) return null;
  forgetSettings({ userId: caller.userId });
  const moves = isByTheWall(context, text) ? 'yes' : 'no';
  return {
    line: `-# ${t('zone.ask')}`,
    button: button(context, openZone, { id: todo.id, moves }, { label: t('zone.title') }),
  };
}

async function isFirst(userId: string, now: Date): Promise<boolean> {
  try {
    return await askForZone(userId, now);
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    // The to-do is kept, and must not be said to be lost; there will be another date to ask with.
    return false;
  }
}

/** What is below the answer. */
export const zoneComponents = [openZone, whichZone];
export const zoneForms = [zoneForm];
