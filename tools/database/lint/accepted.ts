/** What the linter would rather not see in migrations that landed all the same, so that a comment in them is too late. */
export const ACCEPTED: Readonly<Record<string, { rules: readonly string[]; because: string }>> = {
  '20261121000600-results-of-interactions': {
    rules: ['constraint-missing-not-valid', 'adding-serial-primary-key-field'],
    because: 'handled_interactions holds the ids of one day: a key on them is made in moments',
  },
};
