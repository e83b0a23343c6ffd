import { z } from 'zod';
import { select } from '../../src/discord/declare/select.ts';
import { chosenZone } from '../time-zone-option.ts';
import { change } from './change.ts';

/** Which of several zones is the server's. */
export const whichZone = select(
  'settings.zone',
  z.object({}),
  chosenZone,
  ({ chosen: [timeZone], ...context }) => change(context, { ...(timeZone && { timeZone }) }),
);
