import { ButtonStyle, ComponentType, type APIButtonComponentWithCustomId } from 'discord.js';
import { z } from 'zod';
import type { BoundComponent } from './command.ts';
import type { Context } from './context.ts';

/** A button for the caller alone, whose press is handled by `component` with `state`. */
export function button<State>(
  { caller }: Pick<Context, 'caller'>,
  component: BoundComponent<State>,
  state: State,
  look: { label: string; style?: APIButtonComponentWithCustomId['style']; disabled?: boolean },
): APIButtonComponentWithCustomId {
  const { label, style = ButtonStyle.Secondary, disabled = false } = look;
  return { type: ComponentType.Button, custom_id: component.customId(caller, state), label, style, disabled };
}

/** More pages than anything has; what is beyond was made up. */
const PAGE_MAX = 1_000_000;

/** The page in the state of a paging button. */
export const pageNumber = z.coerce.number<string | number>().int().min(1).max(PAGE_MAX);

/** ◀ and ▶ for a list of several pages; nothing for a single one. */
export function pageButtons<State extends { page: string | number }>(
  context: Pick<Context, 'caller' | 't'>,
  component: BoundComponent<State>,
  state: Omit<State, 'page'>,
  { page, pages }: { page: number; pages: number },
): APIButtonComponentWithCustomId[] {
  if (pages <= 1) return [];
  const { t } = context;
  const to = (target: number, label: string, disabled: boolean) =>
    button(context, component, { ...state, page: target } as State, { label, disabled });
  return [
    to(page - 1, `◀ ${t('buttons.previous')}`, page <= 1),
    to(page + 1, `${t('buttons.next')} ▶`, page >= pages),
  ];
}
