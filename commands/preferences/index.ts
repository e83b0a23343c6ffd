import type { Command } from '../../src/discord/declare/command.ts';
import { EVERYWHERE } from '../everywhere.ts';
import { whichZone } from './choose-zone.ts';
import { set } from './set.ts';
import { view } from './view.ts';

/** `/preferences`: what a person chooses for themselves, everywhere. */
export const preferences = {
  name: 'preferences',
  ...EVERYWHERE,
  subcommands: { view, set },
  components: [whichZone],
} satisfies Command;
