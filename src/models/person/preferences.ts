import { User } from './user.ts';

/** What a person can choose for themselves; what is left out stays. */
export type PreferenceChange = Partial<
  Pick<User, 'locale' | 'timeZone' | 'privateReplies' | 'defaultVisibility' | 'remindersBy' | 'notices'>
>;

/** A person's preferences; those of whom the bot knows nothing are the defaults of the table. */
export async function preferencesOf(userId: string): Promise<User> {
  const found = await User.query().findById(userId);
  return (
    found ??
    User.fromJson({
      id: userId,
      locale: null,
      timeZone: null,
      privateReplies: false,
      defaultVisibility: 'private',
      remindersBy: 'dm',
      notices: true,
    })
  );
}

/** Changes them, and returns them as they are then. */
export function changePreferences(userId: string, change: PreferenceChange): Promise<User> {
  const row = { ...change, updatedAt: new Date() };
  return User.transact(async (trx) =>
    User.query(trx)
      .insert({ id: userId, ...row })
      .onConflict('id')
      .merge(User.columnsOf(row))
      .returning(User.columns.names),
  );
}

/**
 * Notes that somebody is asked for their time zone: true once, and only while it is not known.
 * @throws StorageUnavailable
 */
export async function askForZone(userId: string, now: Date): Promise<boolean> {
  const asked = await User.query()
    .patch({ zoneAskedAt: now })
    .where({ id: userId, time_zone: null, zone_asked_at: null });
  return asked > 0;
}
