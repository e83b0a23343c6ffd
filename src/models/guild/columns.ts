import { columns } from '../base/columns.ts';
import { fact, internal, key, named, text } from '../base/held.ts';

/** Those of `guild_staff_roles`: roles whose members may do what else needs Manage Server. */
export const STAFF_ROLES = columns(
  'guild_staff_roles',
  { guild_id: key, role_id: fact('staff roles') },
  { unexported: 'it is about a server, not about a person' },
);

/** Those of `guild_setting_changes`: who changed which setting of a server. */
export const SETTING_CHANGES = columns(
  'guild_setting_changes',
  {
    id: internal,
    guild_id: key,
    setting: fact('which setting'),
    before: text('what it was'),
    after: text('what it is since'),
    changed_by: named('who changed it'),
    changed_at: fact('when'),
  },
  {
    file: 'setting-changes',
    on: ['guild_id', 'guilds'],
    without: 'the history of a server’s settings',
  },
);
