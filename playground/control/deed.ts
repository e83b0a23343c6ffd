import type { InteractionType } from 'discord-api-types/v10';
import type { Place } from '../state/world.ts';
import type { Owners } from './installation.ts';

/** What an act comes to, before it becomes an interaction. */
export interface Deed {
  place: Place;
  type: InteractionType;
  data: Record<string, unknown>;
  sourceId: string | null;
  owners: Owners;
}
