import { z } from 'zod';

/** Whose a thing is: the person's own, or the server's. */
export const SCOPES = ['mine', 'server'] as const;
export type Scope = (typeof SCOPES)[number];
export const scope = z.enum(SCOPES);

/** Who may see a thing: its owner and those it is shared with, also the people of the server, everybody. */
export const VISIBILITIES = ['private', 'server', 'public'] as const;
export type Visibility = (typeof VISIBILITIES)[number];
export const visibility = z.enum(VISIBILITIES);

/**
 * What a caller is to a thing; each role includes the ones after it. A member uses what is a server's, and changes only
 * what they put there themselves.
 */
export const ROLES = ['owner', 'editor', 'member', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What a thing is shared as. */
export const SHARED_ROLES = ['viewer', 'editor'] as const;
export type SharedRole = (typeof SHARED_ROLES)[number];

/** The roles that suffice where one is needed. */
export function sufficient(needed: Role): Role[] {
  return ROLES.slice(0, ROLES.indexOf(needed) + 1);
}

/** Whether a role suffices where another is needed. */
export function covers(role: Role, needed: Role): boolean {
  return sufficient(needed).includes(role);
}
