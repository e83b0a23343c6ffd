import { z } from 'zod';

/** The largest id that PostgreSQL's bigint holds; Discord's will not reach it in this century. */
const ID_MAX = 2n ** 63n - 1n;

/** A Discord id, as buttons, options and files carry it. */
export const snowflake = z
  .string()
  .refine((id) => /^\d{1,19}$/.test(id) && BigInt(id) > 0n && BigInt(id) <= ID_MAX);
