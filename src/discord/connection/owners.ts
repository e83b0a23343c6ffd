import { Team, type ClientApplication } from 'discord.js';

/** Who owns the application: a person, or everybody of the team. Source: Discord documentation, "Application", owner and team. */
export async function ownersOf(application: ClientApplication): Promise<Set<string>> {
  const { owner } = await application.fetch();
  if (owner instanceof Team) return new Set(owner.members.keys());
  return new Set(owner ? [owner.id] : []);
}
