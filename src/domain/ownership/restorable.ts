/** For how many days what was deleted or removed can be brought back; then it is purged. */
export const RESTORABLE_DAYS = 30;
