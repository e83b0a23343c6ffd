import type { Command } from '../src/discord/declare/command.ts';
import { aboutCommand } from './about.ts';
import { addToTodo } from './add-to-todo.ts';
import { data } from './data/index.ts';
import { helpOn } from './help.ts';
import { playlist } from './playlist/index.ts';
import { preferences } from './preferences/index.ts';
import { saveToPlaylist } from './save-to-playlist.ts';
import { settings } from './settings/index.ts';
import { todo } from './todo/index.ts';

/** Everything that can be typed: the one list that is registered with Discord, dispatched and shown by /help. */
export const commands: readonly Command[] = [
  playlist,
  saveToPlaylist,
  todo,
  addToTodo,
  preferences,
  settings,
  data,
  helpOn(() => commands),
  aboutCommand,
];
