import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import type { Command } from '../../src/discord/declare/command.ts';
import { audit, auditPage } from './audit.ts';
import { whichZone } from './choose-zone.ts';
import { exportSettings, importSettings } from './file.ts';
import { module } from './module.ts';
import { set } from './set.ts';
import { staff } from './staff.ts';
import { view } from './view.ts';

/** `/settings`: what holds in a server; for those who may manage it. */
export const settings = {
  name: 'settings',
  contexts: [InteractionContextType.Guild],
  installs: [ApplicationIntegrationType.GuildInstall],
  permission: 'ManageGuild',
  subcommands: { view, set, module, staff, audit, export: exportSettings, import: importSettings },
  components: [auditPage, whichZone],
} satisfies Command;
