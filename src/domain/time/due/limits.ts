/** The hour, by the clock of the zone, at which a date without a time is due. */
export const ALL_DAY_HOUR = 9;
/** How many years ahead a due date may lie. */
export const DUE_MAX_YEARS = 5;
/** The last instant at which anything can be due, in milliseconds: the years of files and tables have four digits. */
export const DUE_LATEST = Date.UTC(9999, 0, 1);
/** The longest text that is read as a date, in UTF-16 units: as long as a value of Discord's autocomplete. */
export const DUE_TEXT_MAX = 100;
/** When a date without a time is due; today takes the first of these that is still ahead. */
export const ALL_DAY_TIMES: readonly string[] = [`${ALL_DAY_HOUR}:00`, '17:00', '23:59'];
