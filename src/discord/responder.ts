import {
  MessageFlags,
  type ChatInputCommandInteraction,
  type ContextMenuCommandInteraction,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Opened } from './form.ts';
import type { Reply } from './replies.ts';
import { isAnsweredElsewhere } from './too-late.ts';

/** Discord forgets an interaction that has no first response after three seconds; ours leaves at the latest then (ms). */
export const DEFER_AFTER_MS = 1_500;

/** Interactions that are answered by a message, a change of one, or a form. */
export type Answerable =
  | ChatInputCommandInteraction
  | ContextMenuCommandInteraction
  | MessageComponentInteraction
  | ModalSubmitInteraction;

/** One interaction's way to Discord: whatever is said first, late or instead ends up where the person looks. */
export interface Responder {
  /** Says it: as the first response, or in place of “thinking…” when that was shown. */
  send(reply: Reply | Opened): Promise<void>;
  /** Says to the caller alone that it failed; what was there before stays as it is. */
  refuse(content: string): Promise<void>;
  /** Ends the wait for the automatic deferral. Call it always. */
  close(): void;
}

export interface ResponderOptions {
  isPrivate(): boolean;
  /** Milliseconds; null never defers, for what answers with a form. */
  deferAfterMs: number | null;
  onDeferFailed(error: unknown): void;
  /** Whether a “thinking…” of another process may be replaced. */
  mayTakeOver(): boolean;
}

/** Discord's limit for what a message says, in characters. Only what a person typed, told back, can reach it. */
const CONTENT_MAX = 2_000;
const fit = (text: string) =>
  text.length <= CONTENT_MAX ? text : `${text.slice(0, CONTENT_MAX - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

const body = (reply: Reply) => ({
  content: fit(reply.content ?? ''),
  embeds: reply.embeds ?? [],
  components: reply.components ?? [],
  files: (reply.files ?? []).map(({ name, data }) => ({ name, attachment: Buffer.from(data) })),
  allowedMentions: { parse: [] },
});

/**
 * Defers by itself when the handler takes longer than `deferAfterMs`; ephemeral then if `isPrivate` says so, which is
 * fixed from that moment on.
 * Source: Discord documentation, "Receiving and Responding", interaction callbacks.
 */
export function respondTo(interaction: Answerable, options: ResponderOptions): Responder {
  // A press, and a form that a press opened, change the message they came from.
  const changes =
    interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage())
      ? interaction
      : null;
  let deferral: Promise<void> | null = null;
  let deferredPrivately = false;

  async function defer(): Promise<void> {
    try {
      if (changes) return void (await changes.deferUpdate());
      deferredPrivately = options.isPrivate();
      await interaction.deferReply(deferredPrivately ? { flags: MessageFlags.Ephemeral } : {});
    } catch (error) {
      options.onDeferFailed(error);
    }
  }

  /** Whether an earlier delivery left “thinking…” behind and nothing more; then it is ours to replace. */
  async function takesOver(error: unknown): Promise<boolean> {
    if (!options.mayTakeOver() || !isAnsweredElsewhere(error)) return false;
    if (!changes) {
      const { flags } = await interaction.fetchReply();
      if (!flags.has(MessageFlags.Loading)) return false;
      deferredPrivately = flags.has(MessageFlags.Ephemeral);
    }
    interaction.deferred = true;
    return true;
  }

  const timer =
    options.deferAfterMs === null
      ? undefined
      : setTimeout(() => {
          deferral = defer();
        }, options.deferAfterMs);

  return {
    async send(reply) {
      clearTimeout(timer);
      await deferral;
      if ('modal' in reply) {
        if (interaction.isModalSubmit()) throw new TypeError('a form cannot be answered with a form');
        await interaction.showModal(reply.modal);
      } else if (interaction.deferred) await interaction.editReply(body(reply));
      else {
        try {
          if (changes) await changes.update(body(reply));
          else {
            const isPrivate = reply.private ?? options.isPrivate();
            const flags = isPrivate ? ({ flags: MessageFlags.Ephemeral } as const) : {};
            await interaction.reply({ ...body(reply), ...flags });
          }
        } catch (error) {
          if (!(await takesOver(error))) throw error;
          await interaction.editReply(body(reply));
        }
      }
    },

    async refuse(content) {
      clearTimeout(timer);
      await deferral;
      const message = { ...body({ content }), flags: MessageFlags.Ephemeral } as const;
      if (!interaction.deferred) {
        try {
          await interaction.reply(message);
          return;
        } catch (error) {
          // Where a message is to change nothing shows whether it did: it stays.
          if (changes || !(await takesOver(error))) throw error;
        }
      }
      if (!changes && deferredPrivately) await interaction.editReply(body({ content }));
      else {
        // A public “thinking…” cannot become private, and what follows it takes its place for everybody to see: so it
        // goes first. If it cannot go, it stays; a refusal that is lost tells nobody anything, and was carried out by nobody.
        if (!changes) await interaction.deleteReply();
        await interaction.followUp(message);
      }
    },

    close: () => clearTimeout(timer),
  };
}
