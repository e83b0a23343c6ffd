/** What a server can switch off as a whole; the database's constraint `guild_modules_module_check` knows the same. */
export const MODULES = ['playlist', 'todo', 'goal', 'badge', 'prompt'] as const;
export type Module = (typeof MODULES)[number];
