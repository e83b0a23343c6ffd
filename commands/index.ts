import type { Command } from '../src/discord/command.ts';
import { about } from './about.ts';
import { help } from './help.ts';
import { playlist } from './playlist/index.ts';
import { preferences } from './preferences/index.ts';
import { saveToPlaylist } from './save-to-playlist.ts';
import { settings } from './settings/index.ts';

/** Everything that can be typed: the one list that is registered with Discord, dispatched and shown by /help. */
export const commands: readonly Command[] = [playlist, saveToPlaylist, preferences, settings, help, about];
