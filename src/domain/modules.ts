/** What a server can switch off as a whole: parts that have commands. The database's constraint knows what is to come, too. */
export const MODULES = ['playlist', 'todo'] as const;
export type Module = (typeof MODULES)[number];
