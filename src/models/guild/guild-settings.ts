import { MODULES, type Module } from '../../domain/modules.ts';
import type { GuildSettings } from '../../domain/guild-settings.ts';
import type { Page } from '../../domain/pages.ts';
import type { Caller } from '../../domain/ownership/caller.ts';
import { UserError } from '../../errors.ts';
import { BaseModel, type Transaction } from '../base/base-model.ts';
import { Columns } from '../base/columns.ts';
import { askPage } from '../base/paged.ts';
import { Guild } from './guild.ts';
import { GuildMember } from './guild-member.ts';
import { GuildModule } from './guild-module.ts';
import { releaseHeld } from '../reminder/release.ts';

const SETTINGS = `
  select g.locale, g.time_zone as "timeZone",
         array(select role_id::text from guild_staff_roles where guild_id = asked.id order by role_id) as "staffRoleIds",
         array(select module from guild_modules where guild_id = asked.id and not enabled) as off
  from (select ?::bigint as id) asked left join guilds g on g.id = asked.id`;

/** Characters of a value in the audit at most; a constraint of its table too. */
const AUDIT_MAX = 200;

/** A server's settings as they truly are, in one statement. */
export async function settingsOf(guildId: string, trx?: Transaction): Promise<GuildSettings> {
  const { rows } = await (trx ?? BaseModel.knex()).raw<{ rows: (GuildSettings & { off: Module[] })[] }>(
    SETTINGS,
    [guildId],
  );
  const [row] = rows;
  if (!row) throw new Error('a select without where has a row');
  const { off, ...settings } = row;
  const modules = Object.fromEntries(MODULES.map((module) => [module, !off.includes(module)]));
  return { ...settings, modules: modules as GuildSettings['modules'] };
}

/** What a change says of a setting; modules and staff roles one by one. */
export type SettingsChange = Partial<Omit<GuildSettings, 'modules' | 'staffRoleIds'>> & {
  modules?: Partial<GuildSettings['modules']>;
  staffRoleIds?: string[];
};

/**
 * Changes settings and writes down who changed what, in one transaction; callers in the same server take turns.
 * @returns the settings as they are then, and how many differ from before
 */
export function changeSettings(
  caller: Caller,
  change: SettingsChange | ((before: GuildSettings) => SettingsChange),
): Promise<{ settings: GuildSettings; changed: number }> {
  const { guildId } = caller;
  if (guildId === null) throw new UserError('errors.onlyInServer');
  return Guild.transact(async (trx) => {
    await GuildMember.remember(trx, caller, 'guild');
    const before = await settingsOf(guildId, trx);
    const {
      modules = {},
      staffRoleIds = before.staffRoleIds,
      ...columns
    } = typeof change === 'function' ? change(before) : change;
    if (isForAll(staffRoleIds, guildId) && !isForAll(before.staffRoleIds, guildId))
      throw new UserError('settings.staffForAll');
    await Guild.query(trx)
      .findById(guildId)
      .patch({ ...columns, updatedAt: new Date() });
    for (const [module, enabled] of Object.entries(modules) as [Module, boolean][]) {
      if (enabled === before.modules[module]) continue;
      await GuildModule.query(trx)
        .insert({ guildId, module, enabled, changedBy: caller.userId, changedAt: new Date() })
        .onConflict(['guild_id', 'module'])
        .merge();
    }
    await trx.raw('delete from guild_staff_roles where guild_id = ? and role_id <> all(?)', [
      guildId,
      staffRoleIds,
    ]);
    await trx.raw(
      `insert into guild_staff_roles (guild_id, role_id) select ?, unnest(cast(? as bigint[])) on conflict do nothing`,
      [guildId, staffRoleIds],
    );
    if (modules.todo) await releaseHeld(trx);
    const settings = await settingsOf(guildId, trx);
    return { settings, changed: await writeDown(trx, caller, guildId, flat(before), flat(settings)) };
  });
}

/** Whether @everyone is among roles: its id is the server's. Source: Discord documentation, "Permissions". */
const isForAll = (roleIds: readonly string[], guildId: string) => roleIds.includes(guildId);

/** One line of what was changed, the newest first. */
export interface SettingChange {
  setting: string;
  before: string | null;
  after: string | null;
  changedBy: string | null;
  changedAt: Date;
}

/** A page of what was changed in a server's settings. */
export async function settingChanges(
  guildId: string,
  asked: number,
): Promise<Page & { changes: SettingChange[]; total: number }> {
  const { rows, total, ...at } = await askPage<SettingChange>(
    BaseModel.knex(),
    {
      found: `select id, setting, before, after, changed_by as "changedBy", changed_at as "changedAt"
              from guild_setting_changes where guild_id = :guildId`,
      columns: new Columns(['id', 'setting', 'before', 'after', '"changedBy"', '"changedAt"']),
      order: 'id desc',
    },
    { guildId },
    asked,
  );
  return { changes: rows, total, ...at };
}

function flat({ modules, staffRoleIds, ...plain }: GuildSettings): Map<string, string | null> {
  const switches = Object.entries(modules).map(
    ([module, on]) => [`modules.${module}`, on ? 'on' : 'off'] as const,
  );
  return new Map([...Object.entries(plain), ...switches, ['staffRoleIds', listed(staffRoleIds) || null]]);
}

async function writeDown(
  trx: Transaction,
  caller: Caller,
  guildId: string,
  before: Map<string, string | null>,
  after: Map<string, string | null>,
): Promise<number> {
  const rows = [...after]
    .filter(([setting, value]) => before.get(setting) !== value)
    .map(([setting, value]) => ({
      guild_id: guildId,
      setting,
      before: before.get(setting) ?? null,
      after: value,
      changed_by: caller.userId,
    }));
  if (rows.length > 0) await trx('guild_setting_changes').insert(rows);
  return rows.length;
}

/** As many whole ids as the audit has room for. */
function listed(ids: readonly string[]): string {
  const all = ids.join(' ');
  return all.length <= AUDIT_MAX ? all : all.slice(0, AUDIT_MAX - 1).replace(/ \d*$/, ' …');
}
