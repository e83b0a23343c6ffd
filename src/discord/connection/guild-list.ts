import { Routes, type APIGuild, type REST } from 'discord.js';

/** Discord's most for one page. */
const PAGE = 200;

/**
 * The ids of all servers that the bot is in, those with an outage included: only a removal takes one off this list.
 * Source: Discord documentation, "Get Current User Guilds".
 */
export async function listGuilds(rest: REST): Promise<string[]> {
  const ids: string[] = [];
  for (let after = '0'; ; after = ids.at(-1) ?? after) {
    const query = new URLSearchParams({ after, limit: String(PAGE) });
    const page = (await rest.get(Routes.userGuilds(), { query })) as Pick<APIGuild, 'id'>[];
    ids.push(...page.map(({ id }) => id));
    if (page.length < PAGE) return ids;
  }
}
