import type { Table } from '../base/columns.ts';
import { HANDLED } from '../base/first-delivery.ts';
import { SETTING_CHANGES, STAFF_ROLES } from '../guild/columns.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { GuildModule } from '../guild/guild-module.ts';
import { Guild } from '../guild/guild.ts';
import { Notice } from '../notice/notice.ts';
import { User } from '../person/user.ts';
import { PlaylistCollaborator } from '../playlist/collaborator.ts';
import { Playlist } from '../playlist/playlist.ts';
import { Reminder } from '../reminder/reminder.ts';
import { TodoListMember } from '../todo-list/member.ts';
import { TodoList } from '../todo-list/todo-list.ts';
import { ASSIGNMENTS } from '../todo/columns.ts';
import { Todo } from '../todo/todo.ts';
import { Track } from '../track/track.ts';
import { ERASURES, JOBS, MIGRATIONS, PROCESSES, RATE_LIMITS } from './of-nobody.ts';

/** Every table there is, each before those that its rows are on, in the order in which a person is erased from them. */
export const TABLES: readonly Table[] = [
  Notice.columns,
  Reminder.columns,
  ASSIGNMENTS,
  Todo.columns,
  TodoListMember.columns,
  TodoList.columns,
  Track.columns,
  PlaylistCollaborator.columns,
  Playlist.columns,
  SETTING_CHANGES,
  GuildModule.columns,
  GuildMember.columns,
  HANDLED,
  User.columns,
  Guild.columns,
  STAFF_ROLES,
  RATE_LIMITS,
  PROCESSES,
  ERASURES,
  ...MIGRATIONS,
  ...JOBS,
];

/** The table of a name. @throws Error when none is declared */
export function tableOf(name: string): Table {
  const found = TABLES.find(({ table }) => table === name);
  if (!found) throw new Error(`table ${name} is not declared`);
  return found;
}
