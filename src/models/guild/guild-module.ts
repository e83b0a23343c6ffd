import type { Module } from '../../domain/modules.ts';
import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';
import { fact, key, named } from '../base/held.ts';

/** That a server switched a module on or off; a module without a row is on. */
export class GuildModule extends BaseModel {
  static override tableName = 'guild_modules';
  static override columns = columns(
    'guild_modules',
    {
      guild_id: key,
      module: fact('module'),
      enabled: fact('whether it is on'),
      changed_by: named('who switched it'),
      changed_at: fact('when'),
    },
    {
      file: 'modules',
      by: 'guild_id, module',
      on: ['guild_id', 'guilds'],
      without: 'which modules a server has switched on',
    },
  );
  static {
    this.register();
  }
  static override idColumn = ['guild_id', 'module'];

  declare guildId: string;
  declare module: Module;
  declare enabled: boolean;
  declare changedBy: string | null;
  declare changedAt: Date;

  /** SQL for whether a server has switched a module off. */
  static isOff(guildId: string, module: Module): string {
    return `exists (
      select from guild_modules gd where gd.guild_id = ${guildId} and gd.module = '${module}' and not gd.enabled)`;
  }
}
