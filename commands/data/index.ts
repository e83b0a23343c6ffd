import type { Command } from '../../src/discord/declare/command.ts';
import { EVERYWHERE } from '../everywhere.ts';
import { deleteData, eraseButton, eraseForm } from './delete.ts';
import { exportData, exportHere } from './export.ts';

/** `/data`: what is held about a person, theirs to take away and to have deleted. */
export const data = {
  name: 'data',
  ...EVERYWHERE,
  subcommands: { export: exportData, delete: deleteData },
  components: [exportHere, eraseButton],
  forms: [eraseForm],
} satisfies Command;
