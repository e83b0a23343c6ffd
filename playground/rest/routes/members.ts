import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { State } from '../../state/state.ts';
import { memberJson } from '../../state/guild.ts';
import type { Member } from '../../state/guild.ts';
import { discordError } from '../errors.ts';
import { parseForm } from '../form.ts';
import { guildOf } from '../guild-of.ts';
import { between } from '../paging.ts';
import { snowflake, text } from '../schemas/primitives.ts';

interface MemberParams {
  Params: { guildId: string; userId: string };
}

const limit = z.coerce.number().int().min(1).max(1000).default(1);
const paging = z.object({ limit, after: snowflake.optional() });
const search = z.object({ limit, query: text(1, 100) });

/** Reads members. Listing them all takes the privileged members intent. Throws 10004, 10007, 50001, 50035. https://docs.discord.com/developers/resources/guild#list-guild-members */
export function memberRoutes(app: FastifyInstance, state: State): void {
  const path = '/guilds/:guildId/members';
  const membersOf = ({ guildId }: MemberParams['Params']) => guildOf(state, guildId).members;

  app.get<MemberParams>(path, ({ params, query }) => {
    const members = membersOf(params);
    if (!state.privileged) throw discordError(50001);
    const idOf = ({ user }: Member) => user.id;
    return between([...members.values()], idOf, parseForm(paging, query)).map(memberJson);
  });
  app.get<MemberParams>(`${path}/search`, ({ params, query }) => {
    const members = membersOf(params);
    const wanted = parseForm(search, query);
    const isFound = ({ user, nick }: Member) =>
      [user.username, nick].some((name) => name?.toLowerCase().startsWith(wanted.query.toLowerCase()));
    return [...members.values()].filter(isFound).slice(0, wanted.limit).map(memberJson);
  });
  app.get<MemberParams>(`${path}/:userId`, ({ params }) => {
    const member = membersOf(params).get(params.userId);
    if (!member) throw discordError(10007);
    return memberJson(member);
  });
}
