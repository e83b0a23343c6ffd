import type { Person, World } from '../protocol.ts';
import type { Api } from './api.ts';

/** Who a member is and where; the driver's own. */
export interface MemberContext {
  api: Api;
  world: World;
  person: Person;
  channelId: string;
}

/** How an act differs from an honest one. */
export interface ActOptions {
  /** Skip Discord's own checks, so that the bot's are tested. */
  force?: boolean;
}
