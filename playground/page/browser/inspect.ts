import type { InteractionView, LogLine } from '../../protocol.ts';
import { listen } from './api.ts';
import type { Page } from './state.ts';

const most = 200;
const discordEpoch = 1_420_070_400_000;

/** Hears of everybody's interactions, and what the bot logs about them. */
export function inspect(page: Page): void {
  const nothing = (): void => {};
  listen(null, {
    event(event) {
      if (event.type === 'interaction') keep(page, event.interaction);
      if (event.type === 'log') addLine(page, event.requestId, event.line);
    },
    opened: nothing,
    lost: nothing,
  });
}

function keep(page: Page, view: InteractionView): void {
  const { inspected } = page.store.get();
  const known = inspected.some(({ id }) => id === view.id);
  page.store.set({
    inspected: known
      ? inspected.map((each) => (each.id === view.id ? { ...view, log: view.log ?? each.log ?? [] } : each))
      : [view, ...inspected].slice(0, most),
  });
}

function addLine(page: Page, requestId: string, line: LogLine): void {
  const { inspected } = page.store.get();
  page.store.set({
    inspected: inspected.map((each) =>
      each.id === requestId ? { ...each, log: [...(each.log ?? []), line] } : each,
    ),
  });
}

/** When an interaction was made: its id tells. https://docs.discord.com/developers/reference#snowflakes */
export function madeAt(id: string): number {
  return Number(BigInt(id) >> 22n) + discordEpoch;
}
